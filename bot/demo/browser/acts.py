"""What a person does on the page: writes, presses, sends something, blocks the bot."""

from __future__ import annotations

from aiohttp import web

from bot.demo.browser.given import Problem, degrees, given_in, seconds, someone, string, whole
from bot.demo.telegram import SmallTelegram


class Acts:
    def __init__(self, telegram: SmallTelegram) -> None:
        self.telegram = telegram

    async def start(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        return _done(self.telegram.start(someone(self.telegram, request), str(given.get("payload") or "")))

    async def text(self, request: web.Request) -> web.Response:
        return _done(
            self.telegram.text(someone(self.telegram, request), string(await given_in(request), "text"))
        )

    async def press(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        self.telegram.press(
            someone(self.telegram, request), whole(given, "message_id"), string(given, "data")
        )
        return _done()

    async def edit(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        self.telegram.edit(
            someone(self.telegram, request), whole(given, "message_id"), string(given, "text")
        )
        return _done()

    async def location(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        place = degrees(given, "latitude", 90), degrees(given, "longitude", 180)
        return _done(self.telegram.location(someone(self.telegram, request), *place))

    async def upload(self, request: web.Request) -> web.Response:
        person, form = someone(self.telegram, request), await request.post()
        kind, file, caption = form.get("kind"), form.get("file"), str(form.get("caption") or "")
        if not isinstance(file, web.FileField):
            raise Problem("a file is needed")
        content = file.file.read()
        if not content:
            raise Problem("the file is empty")
        if kind == "photo":
            return _done(self.telegram.photo(person, content, caption))
        if kind == "voice":
            return _done(self.telegram.voice(person, content, seconds(form.get("seconds")), caption))
        if kind == "document":
            return _done(self.telegram.document(person, content, file.filename, file.content_type, caption))
        raise Problem("kind must be photo, voice or document")

    async def sticker(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        return _done(
            self.telegram.sticker(someone(self.telegram, request), str(given.get("emoji") or "👍"))
        )

    async def block(self, request: web.Request) -> web.Response:
        self.telegram.block(someone(self.telegram, request))
        return _done()

    async def unblock(self, request: web.Request) -> web.Response:
        self.telegram.unblock(someone(self.telegram, request))
        return _done()


def _done(message_id: int | None = None) -> web.Response:
    return web.json_response({"ok": True} if message_id is None else {"message_id": message_id})
