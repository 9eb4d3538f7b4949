"""The small Telegram over HTTP: the Bot API, the files, and the chat page with its JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.demo import page_api
from bot.demo.bell import Bell
from bot.demo.files import UPLOAD_LIMIT
from bot.demo.telegram import SmallTelegram
from bot.demo.values import AnswerLostError, NoConnectionError, Refusal, Reply, Upload

LONGEST_POLL = 50
TELEGRAM = web.AppKey("telegram", SmallTelegram)
BELL = web.AppKey("bell", Bell)


def make_app(telegram: SmallTelegram) -> web.Application:
    app = web.Application(client_max_size=UPLOAD_LIMIT + 2**20)
    bell = Bell()
    telegram.on_change(bell.ring)
    app[TELEGRAM], app[BELL] = telegram, bell
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", _bot_api)
    page_api.add_routes(app, telegram, bell)
    app.on_startup.append(_attach)
    app.on_shutdown.append(_let_go)
    return app


async def _attach(app: web.Application) -> None:
    app[BELL].attach(asyncio.get_running_loop())


async def _let_go(app: web.Application) -> None:
    """Open long polls would hold the server for up to fifty seconds."""
    app[BELL].close()


async def _download(request: web.Request) -> web.Response:
    telegram = request.app[TELEGRAM]
    found = telegram.file(request.match_info["path"])
    if found is None or request.match_info["token"] != telegram.token:
        return _json(Refusal(404, "").reply())
    return web.Response(body=found, content_type="application/octet-stream")


async def _bot_api(request: web.Request) -> web.StreamResponse:
    telegram, method = request.app[TELEGRAM], request.match_info["method"]
    if refused := telegram.unauthorized(request.match_info["token"]):
        return _json(refused)
    try:
        fields, files = await _read(request)
        if method.lower() == "getupdates":
            return _json(await _poll(telegram, request.app[BELL], fields))
        return _json(telegram.answer(method, fields, files))
    except (AnswerLostError, NoConnectionError):
        return _broken(request)
    except ValueError:
        return _json(Refusal(400, "can't parse request body").reply())


async def _poll(telegram: SmallTelegram, bell: Bell, fields: dict[str, str]) -> Reply:
    """Holds the line until something waits, another poll takes it, or the time is over."""
    updates, loop = telegram.updates, asyncio.get_running_loop()
    mine = updates.new_poll()
    reply = telegram.answer("getUpdates", fields, {})
    seconds = min(_number(fields.get("timeout")), LONGEST_POLL)
    until = loop.time() + seconds
    while reply.status == 200 and not reply.body["result"] and loop.time() < until and not bell.closed:
        await bell.wait(until - loop.time())
        if updates.poll != mine:
            return Refusal(409, updates.ended_by).reply()
        found = updates.waiting(_number(fields.get("limit")) or 100)
        reply = Reply(200, {"ok": True, "result": found})
    return reply


async def _read(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Query, form, multipart or JSON: all become fields of text, files apart."""
    fields, files = dict(request.query), dict[str, Upload]()
    if request.content_type == "application/json":
        given = json.loads(await request.text() or "{}")
        if not isinstance(given, dict):
            raise ValueError("an object is expected")
        fields.update({name: _text(value) for name, value in given.items()})
        return fields, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode()
    return fields, files


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0


def _json(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status, headers=reply.headers)


def _broken(request: web.Request) -> web.Response:
    """The connection ends without a word; the response below goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
