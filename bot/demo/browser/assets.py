"""What the browser fetches: the page itself, and the files that people and the bot sent."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.demo.browser.given import Problem
from bot.demo.telegram import SmallTelegram

PAGE = Path(__file__).parent.with_name("page")
SAFE_TYPES = ("image/", "audio/", "video/")  # anything else could be run by the browser


async def index(_: web.Request) -> web.StreamResponse:
    return _asset("index.html")


async def static(request: web.Request) -> web.StreamResponse:
    return _asset(request.match_info["name"])


async def file(telegram: SmallTelegram, request: web.Request) -> web.Response:
    stored = telegram.state.files.by_id.get(request.match_info["file_id"])
    if stored is None:
        raise Problem("there is no such file", 404)
    one = stored.attachment
    response = web.Response(body=one.content)
    safe = one.mime.startswith(SAFE_TYPES) and "svg" not in one.mime
    response.content_type = one.mime if safe else "application/octet-stream"
    if stored.kind == "document":
        response.headers["Content-Disposition"] = _attachment(one.name)
    return response


def _asset(name: str) -> web.StreamResponse:
    path = PAGE / name
    if not path.is_file():
        raise Problem("there is no such page", 404)
    return web.FileResponse(path)


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"
