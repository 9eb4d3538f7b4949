"""The small Telegram over HTTP: the Bot API, the files, and the chat page with its JSON."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from bot.demo import body, long_poll
from bot.demo.bell import Bell
from bot.demo.browser.routes import add_routes
from bot.demo.files.uploads import UPLOAD_LIMIT
from bot.demo.hooks import Hooks
from bot.demo.telegram import SmallTelegram
from bot.demo.values import AnswerLostError, NoConnectionError, Refusal, Reply

TELEGRAM = web.AppKey("telegram", SmallTelegram)
BELL = web.AppKey("bell", Bell)
HOOKS = web.AppKey("hooks", Hooks)


def make_app(telegram: SmallTelegram, pace: float = 1.0) -> web.Application:
    """*pace* is how long a second takes in which the webhook waits to call again."""
    app = web.Application(client_max_size=UPLOAD_LIMIT + 2**20)
    bell = Bell()
    telegram.on_change(bell.ring)
    app[TELEGRAM], app[BELL], app[HOOKS] = telegram, bell, Hooks(telegram, bell, pace)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", _bot_api)
    add_routes(app, telegram, bell)
    app.on_startup.append(_attach)
    app.cleanup_ctx.append(_calling)
    app.on_shutdown.append(_let_go)
    return app


async def _attach(app: web.Application) -> None:
    app[BELL].attach(asyncio.get_running_loop())


async def _calling(app: web.Application) -> AsyncIterator[None]:
    """The webhook, if one is set, is called for as long as the server runs."""
    task = asyncio.create_task(app[HOOKS].run())
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


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
        fields, files = await body.read(request)
        if method.lower() == "getupdates":
            return _json(await long_poll.hold(telegram, request.app[BELL], fields))
        return _json(telegram.answer(method, fields, files))
    except (AnswerLostError, NoConnectionError):
        return _broken(request)
    except ValueError:
        return _json(Refusal(400, "can't parse request body").reply())


def _json(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status, headers=reply.headers)


def _broken(request: web.Request) -> web.Response:
    """The connection ends without a word; the response below goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
