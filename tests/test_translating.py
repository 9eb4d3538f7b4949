"""Drafts by a machine: a LibreTranslate server of one's own, which may be slow, ill or ignorant and holds up nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.core.words import FIRST_PAUSE, MOST_TRIES, pause_after, seal
from bot.running import translating
from bot.running.parts import of
from bot.settings import load
from db.tables import Piece
from tests.chat import Bot, Resident
from tests.test_desk import suggests
from tests.test_status import opens
from tests.test_words import BACK, BENCH, helper

DRAFT = "Wir wollen eine Bank an der Bushaltestelle"
Reply = Callable[[dict[str, Any]], Awaitable[web.Response]]


async def translates(asked: dict[str, Any]) -> web.Response:
    return web.json_response({"translatedText": DRAFT if asked["target"] == "de" else "?"})


async def knows_no_language(_asked: dict[str, Any]) -> web.Response:
    return web.json_response({"error": "tr is not supported"}, status=400)


async def is_ill(_asked: dict[str, Any]) -> web.Response:
    return web.json_response({"error": f"cannot do {BENCH}"}, status=500)


async def talks_nonsense(_asked: dict[str, Any]) -> web.Response:
    return web.Response(text="[1, 2")


async def says_nothing(_asked: dict[str, Any]) -> web.Response:
    return web.json_response({"translatedText": "\u200b"})


async def says_far_too_much(_asked: dict[str, Any]) -> web.Response:
    return web.json_response({"translatedText": "x" * (2 << 20)})


async def sends_us_elsewhere(_asked: dict[str, Any]) -> web.Response:
    return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/"})


@dataclass
class Machine:
    """A small LibreTranslate on this machine: what it was asked, and how many texts were with it at once."""

    reply: Reply = translates
    asked: list[dict[str, Any]] = field(default_factory=list)
    now: int = 0
    most: int = 0

    async def _answer(self, request: web.Request) -> web.Response:
        self.now += 1
        self.most = max(self.most, self.now)
        body = await request.json()
        self.asked.append(body)
        await asyncio.sleep(0)
        try:
            return await self.reply(body)
        finally:
            self.now -= 1

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/translate", self._answer)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()


def fetches(bot: Bot, machine: Machine) -> int:
    """One step of the loop; how many drafts it brought."""

    async def step() -> int:
        async with machine.runs() as url:
            return await translating.fetch(bot.database, url, bot.app.threads, bot.clock())

    return bot.runner.run(step())


def piece(bot: Bot) -> Any:
    (row,) = bot.rows(Piece)
    return row


def drafted(bot: Bot) -> tuple[Resident, int]:
    """A helper, and a piece with a draft."""
    someone = helper(bot, "tr")
    suggests(bot.resident("tr"), BENCH)
    assert fetches(bot, Machine()) == 1
    return someone, int(piece(bot).id)


def test_the_server_is_asked_as_libretranslate_wants_it(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    machine = Machine()
    assert fetches(bot, machine) == 1
    assert machine.asked == [{"q": BENCH, "source": "tr", "target": "de", "format": "text"}]
    assert fetches(bot, machine) == 0
    assert piece(bot).draft == DRAFT


def test_the_team_sees_the_draft_with_a_warning_and_nobody_else_does(bot: Bot) -> None:
    author = bot.resident("tr")
    idea = suggests(author, BENCH)
    fetches(bot, Machine())
    team = opens(bot.staff(), idea)
    assert DRAFT in team.screen
    assert "Translated by a machine. Nobody has read it yet." in team.screen
    author.presses(f"idea.show:{idea}")
    assert DRAFT not in str([one.text for one in author.chat])


def test_a_helper_takes_a_draft_over_only_after_seeing_it(bot: Bot) -> None:
    someone, number = drafted(bot)
    someone.presses(f"words.take:{number}")
    assert DRAFT not in someone.screen
    someone.taps("See the draft of a machine")
    assert DRAFT in someone.screen
    assert BENCH in someone.screen
    someone.taps("I have read it, it is right").says(BACK).taps("Deliver it")
    row = piece(bot)
    assert (row.text, row.how, row.state, row.checker_id) == (DRAFT, "machine", "delivered", row.helper_id)


def test_what_a_person_has_read_is_marked_so(bot: Bot) -> None:
    someone, number = drafted(bot)
    someone.presses(f"words.take:{number}").presses(f"words.right:{number}:{seal(DRAFT)}")
    someone.says(BACK).taps("Deliver it")
    team = opens(bot.staff(), int(piece(bot).source_id))
    assert "Translated by a machine, read by a person." in team.screen


def test_a_draft_that_was_not_shown_cannot_be_taken_over(bot: Bot) -> None:
    someone, number = drafted(bot)
    someone.presses(f"words.take:{number}").presses(f"words.right:{number}:{seal('another one')}")
    assert "out of date" in someone.screen
    assert piece(bot).pending is None


def test_a_machine_hears_nothing_so_it_cannot_know_what_was_spoken(bot: Bot) -> None:
    someone, author = helper(bot, "tr"), bot.resident("tr")
    author.presses("idea.new:3").says(BENCH).sends_voice().taps("✅")
    fetches(bot, Machine())
    number = int(piece(bot).id)
    someone.presses(f"words.take:{number}").taps("See the draft of a machine")
    assert not [label for label in someone.buttons if "it is right" in label]
    assert "out of date" in someone.presses(f"words.right:{number}:{seal(DRAFT)}").screen


@pytest.mark.parametrize(
    "reply", [is_ill, talks_nonsense, says_far_too_much, sends_us_elsewhere], ids=lambda one: one.__name__
)
def test_a_server_that_is_ill_is_left_alone_for_a_while(bot: Bot, reply: Reply) -> None:
    suggests(bot.resident("tr"), BENCH)
    machine = Machine(reply)
    assert [fetches(bot, machine), fetches(bot, machine)] == [0, 0]
    assert len(machine.asked) == 1
    machine.reply = translates
    bot.clock.now += FIRST_PAUSE
    assert fetches(bot, machine) == 1


@pytest.mark.parametrize("reply", [knows_no_language, says_nothing], ids=lambda one: one.__name__)
def test_a_server_that_cannot_do_it_is_not_asked_again(bot: Bot, reply: Reply) -> None:
    suggests(bot.resident("tr"), BENCH)
    machine = Machine(reply)
    fetches(bot, machine)
    bot.clock.now += timedelta(days=2)
    fetches(bot, machine)
    assert len(machine.asked) == 1


def test_after_some_hours_of_silence_the_machine_is_given_up(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    machine = Machine(is_ill)
    for _ in range(MOST_TRIES + 3):
        fetches(bot, machine)
        bot.clock.now += timedelta(days=1)
    assert len(machine.asked) == MOST_TRIES
    assert piece(bot).state == "open"


def test_two_texts_are_with_the_server_at_a_time(bot: Bot) -> None:
    author, machine = bot.resident("tr"), Machine()
    for number in range(3):
        suggests(author, f"Bir bank {number}")
    assert [fetches(bot, machine), fetches(bot, machine), fetches(bot, machine)] == [2, 1, 0]
    assert machine.most <= translating.AT_ONCE


def test_a_server_that_keeps_silent_holds_up_nothing(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translating, "PATIENCE", 0.2)

    async def waits(_asked: dict[str, Any]) -> web.Response:
        await asyncio.Event().wait()
        return web.json_response({"translatedText": DRAFT})

    suggests(bot.resident("tr"), BENCH)
    assert fetches(bot, Machine(waits)) == 0
    assert piece(bot).draft is None


def test_without_a_server_behind_the_address_nothing_breaks(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    gone = "http://127.0.0.1:9"
    assert bot.runner.run(translating.fetch(bot.database, gone, bot.app.threads, bot.clock())) == 0


def test_nothing_of_a_withdrawn_idea_is_sent_and_a_late_draft_is_dropped(bot: Bot) -> None:
    author = bot.resident("tr")
    idea, machine = suggests(author, BENCH), Machine()

    async def meanwhile_withdrawn(asked: dict[str, Any]) -> web.Response:
        author.bot.telegram.press(author.user, author.chat[-1].message_id, f"idea.withdrawn:{idea}")
        await author.bot.app.poller.once(author.bot.clock, 0)
        await author.bot.app.drain_inbox()
        return await translates(asked)

    assert fetches(bot, Machine(meanwhile_withdrawn)) == 0
    assert bot.rows(Piece) == []
    bot.clock.now += timedelta(days=1)
    assert fetches(bot, machine) == 0
    assert machine.asked == []


def test_no_text_stands_in_the_log(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    for reply in (is_ill, knows_no_language):
        fetches(bot, Machine(reply))
        bot.clock.now += timedelta(days=1)
    assert "translation failed" in bot.log.getvalue()
    assert "tr-de" in bot.log.getvalue()
    assert BENCH not in bot.log.getvalue()


def test_the_setting_is_off_until_somebody_gives_an_address() -> None:
    assert of(load({}), frozenset()).translate == ""
    asked = of(load({"TRANSLATE_URL": "http://127.0.0.1:5000"}), frozenset())
    assert asked.translate == "http://127.0.0.1:5000"


def test_the_pauses_grow() -> None:
    pauses = [pause_after(tries) for tries in range(1, MOST_TRIES)]
    assert pauses == sorted(set(pauses))
    assert pauses[0] == FIRST_PAUSE
