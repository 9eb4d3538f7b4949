"""Who there is, and how their chat looks now or as soon as it changes."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.demo.bell import Bell
from bot.demo.browser.given import Problem, given_in, someone, string
from bot.demo.browser.page import page
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Json, Person

LONGEST_WAIT = 25.0


class Chats:
    def __init__(self, telegram: SmallTelegram, bell: Bell) -> None:
        self.telegram, self.bell = telegram, bell

    async def people(self, _: web.Request) -> web.Response:
        return web.json_response([_person(one) for one in self.telegram.people])

    async def new_person(self, request: web.Request) -> web.Response:
        given = await given_in(request)
        person = self.telegram.user(string(given, "name"), given.get("language_code") or None)
        return web.json_response(_person(person), status=201)

    async def chat(self, request: web.Request) -> web.Response:
        return web.json_response(page(self.telegram, someone(self.telegram, request)))

    async def wait(self, request: web.Request) -> web.Response:
        person, loop = someone(self.telegram, request), asyncio.get_running_loop()
        seen = request.query.get("version", "0")
        if not seen.isdigit():
            raise Problem("version must be a number")
        until = loop.time() + LONGEST_WAIT
        while self.telegram.state.version(person.id) <= int(seen) and not self.bell.closed:
            if loop.time() >= until:
                break
            await self.bell.wait(until - loop.time())
        return web.json_response(page(self.telegram, person))


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "language_code": person.language_code,
        "staff": person.staff,
    }
