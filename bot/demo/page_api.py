"""The chat page and the JSON it speaks: what a person can do, as one route each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.demo.bell import Bell
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Json, Person, Refusal

PAGE = Path(__file__).with_name("page")
LONGEST_WAIT = 25.0
SAFE_TYPES = ("image/", "audio/", "video/")  # anything else could be run by the browser
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Problem(Exception):
    """What the page sent cannot be done; told as {error}."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


def add_routes(app: web.Application, telegram: SmallTelegram, bell: Bell) -> None:
    page = _Page(telegram, bell)
    one = "/api/people/{id:\\d+}"
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/", page.index),
        ("GET", "/static/{name:[a-zA-Z0-9_.-]+}", page.static),
        ("GET", "/api/people", page.people),
        ("POST", "/api/people", page.new_person),
        ("GET", f"{one}/chat", page.chat),
        ("GET", f"{one}/wait", page.wait),
        ("POST", f"{one}/start", page.start),
        ("POST", f"{one}/text", page.text),
        ("POST", f"{one}/press", page.press),
        ("POST", f"{one}/edit", page.edit),
        ("POST", f"{one}/location", page.location),
        ("POST", f"{one}/upload", page.upload),
        ("POST", f"{one}/sticker", page.sticker),
        ("POST", f"{one}/block", page.block),
        ("POST", f"{one}/unblock", page.unblock),
        ("GET", "/api/files/{file_id}", page.file),
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


class _Page:
    def __init__(self, telegram: SmallTelegram, bell: Bell) -> None:
        self.telegram = telegram
        self.bell = bell

    async def index(self, _: web.Request) -> web.StreamResponse:
        return self._asset("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        return self._asset(request.match_info["name"])

    async def people(self, _: web.Request) -> web.Response:
        return web.json_response([_person(one) for one in self.telegram.people])

    async def new_person(self, request: web.Request) -> web.Response:
        given = await _given(request)
        person = self.telegram.user(_string(given, "name"), given.get("language_code") or None)
        return web.json_response(_person(person), status=201)

    async def chat(self, request: web.Request) -> web.Response:
        return web.json_response(self.telegram.page(self._person(request)))

    async def wait(self, request: web.Request) -> web.Response:
        person, loop = self._person(request), asyncio.get_running_loop()
        seen = request.query.get("version", "0")
        if not seen.isdigit():
            raise Problem("version must be a number")
        until = loop.time() + LONGEST_WAIT
        while self.telegram.state.version(person.id) <= int(seen) and not self.bell.closed:
            if loop.time() >= until:
                break
            await self.bell.wait(until - loop.time())
        return web.json_response(self.telegram.page(person))

    async def start(self, request: web.Request) -> web.Response:
        given = await _given(request)
        return _done(self.telegram.start(self._person(request), str(given.get("payload") or "")))

    async def text(self, request: web.Request) -> web.Response:
        return _done(self.telegram.text(self._person(request), _string(await _given(request), "text")))

    async def press(self, request: web.Request) -> web.Response:
        given = await _given(request)
        self.telegram.press(self._person(request), _whole(given, "message_id"), _string(given, "data"))
        return _done()

    async def edit(self, request: web.Request) -> web.Response:
        given = await _given(request)
        self.telegram.edit(self._person(request), _whole(given, "message_id"), _string(given, "text"))
        return _done()

    async def location(self, request: web.Request) -> web.Response:
        given = await _given(request)
        place = _degrees(given, "latitude", 90), _degrees(given, "longitude", 180)
        return _done(self.telegram.location(self._person(request), *place))

    async def upload(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await request.post()
        kind, file, caption = form.get("kind"), form.get("file"), str(form.get("caption") or "")
        if not isinstance(file, web.FileField):
            raise Problem("a file is needed")
        content = file.file.read()
        if not content:
            raise Problem("the file is empty")
        if kind == "photo":
            return _done(self.telegram.photo(person, content, caption))
        if kind == "voice":
            return _done(self.telegram.voice(person, content, _seconds(form.get("seconds")), caption))
        if kind == "document":
            return _done(self.telegram.document(person, content, file.filename, file.content_type, caption))
        raise Problem("kind must be photo, voice or document")

    async def sticker(self, request: web.Request) -> web.Response:
        given = await _given(request)
        return _done(self.telegram.sticker(self._person(request), str(given.get("emoji") or "👍")))

    async def block(self, request: web.Request) -> web.Response:
        self.telegram.block(self._person(request))
        return _done()

    async def unblock(self, request: web.Request) -> web.Response:
        self.telegram.unblock(self._person(request))
        return _done()

    async def file(self, request: web.Request) -> web.Response:
        stored = self.telegram.state.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise Problem("there is no such file", 404)
        one = stored.attachment
        response = web.Response(body=one.content)
        safe = one.mime.startswith(SAFE_TYPES) and "svg" not in one.mime
        response.content_type = one.mime if safe else "application/octet-stream"
        if stored.kind == "document":
            response.headers["Content-Disposition"] = _attachment(one.name)
        return response

    def _person(self, request: web.Request) -> Person:
        person = self.telegram.state.people.get(int(request.match_info["id"]))
        if person is None:
            raise Problem("there is no such person", 404)
        return person

    def _asset(self, name: str) -> web.StreamResponse:
        path = PAGE / name
        if not path.is_file():
            raise Problem("there is no such page", 404)
        return web.FileResponse(path)


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "language_code": person.language_code,
        "staff": person.staff,
    }


def _done(message_id: int | None = None) -> web.Response:
    return web.json_response({"ok": True} if message_id is None else {"message_id": message_id})


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"


async def _given(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    try:
        given = await request.json()
    except ValueError as error:
        raise Problem("JSON is expected") from error
    if not isinstance(given, dict):
        raise Problem("a JSON object is expected")
    return given


def _string(given: Json, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Problem(f"{name} must be a text")
    return value


def _whole(given: Json, name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int):
        raise Problem(f"{name} must be a number")
    return value


def _degrees(given: Json, name: str, limit: int) -> float:
    value = given.get(name)
    if not isinstance(value, int | float) or abs(value) > limit:
        raise Problem(f"{name} must be between -{limit} and {limit}")
    return float(value)


def _seconds(given: Any) -> int:
    return int(given) if isinstance(given, str) and given.isdigit() else 3
