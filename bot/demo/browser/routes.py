"""The routes of the chat page: what a person can see and do, one each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from bot.demo.bell import Bell
from bot.demo.browser import assets
from bot.demo.browser.acts import Acts
from bot.demo.browser.chats import Chats
from bot.demo.browser.given import Problem
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Refusal

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, telegram: SmallTelegram, bell: Bell) -> None:
    acts, chats = Acts(telegram), Chats(telegram, bell)
    one = "/api/people/{id:\\d+}"
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/", assets.index),
        ("GET", "/static/{name:[a-zA-Z0-9_.-]+}", assets.static),
        ("GET", "/api/people", chats.people),
        ("POST", "/api/people", chats.new_person),
        ("GET", f"{one}/chat", chats.chat),
        ("GET", f"{one}/wait", chats.wait),
        ("POST", f"{one}/start", acts.start),
        ("POST", f"{one}/text", acts.text),
        ("POST", f"{one}/press", acts.press),
        ("POST", f"{one}/edit", acts.edit),
        ("POST", f"{one}/location", acts.location),
        ("POST", f"{one}/upload", acts.upload),
        ("POST", f"{one}/sticker", acts.sticker),
        ("POST", f"{one}/block", acts.block),
        ("POST", f"{one}/unblock", acts.unblock),
        ("GET", "/api/files/{file_id}", partial(assets.file, telegram)),
    ]
    for method, path, handler in routes:
        app.router.add_route(method, path, _told(handler))


def _told(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            if request.method == "POST":
                _same_origin(request)
            response = await handler(request)
        except Problem as problem:
            response = web.json_response({"error": str(problem)}, status=problem.status)
        except (LookupError, RuntimeError, Refusal) as error:
            response = web.json_response({"error": str(error).strip("'\"")}, status=409)
        response.headers.update(HEADERS)
        return response

    return answer


def _same_origin(request: web.Request) -> None:
    """Another site that is open in the same browser must not speak for these people."""
    origin = request.headers.get("Origin")
    if origin and origin.split("://")[-1] != request.host:
        raise Problem("the request comes from another site", 403)
