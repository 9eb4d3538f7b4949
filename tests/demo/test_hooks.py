"""The small Telegram calls a webhook as strictly as the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot, Clock

Answer = Callable[[dict[str, Any]], web.Response]


class Hook:
    """A webhook that notes what it is called with, and answers as it is told to."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Answer = lambda _: web.Response()
        self.held, self.open, self.most = asyncio.Event(), 0, 0
        self.held.set()
        self._called = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.bodies.append(body := await request.json())
        self.open += 1
        self.most = max(self.most, self.open)
        self._called.set()
        await self.held.wait()
        self.open -= 1
        return self.answer(body)

    async def until(self, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not seen():
                self._called.clear()
                await self._called.wait()

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies if "message" in body]


@pytest.fixture
async def hook(telegram: SmallTelegram, bot: Bot) -> AsyncIterator[Hook]:
    """A webhook that is set, and a small Telegram whose seconds are short."""
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    async with TestServer(app) as ours, TestServer(make_app(telegram, pace=0.001)):
        bot.do("setWebhook", url=str(ours.make_url("/hook")), secret_token="s3cret", max_connections=2)
        yield hook
        hook.held.set()


async def test_updates_come_with_the_secret_and_are_then_gone(
    telegram: SmallTelegram, bot: Bot, hook: Hook, resident: Person
) -> None:
    telegram.text(resident, "hello")
    await hook.until(lambda: hook.texts == ["/start", "hello"])
    assert hook.secrets == ["s3cret", "s3cret"]
    await until_all_are_taken(bot)


async def test_the_next_message_of_a_chat_waits_for_the_answer_to_the_one_before(
    telegram: SmallTelegram, hook: Hook, resident: Person
) -> None:
    hook.held.clear()
    telegram.text(resident, "second")
    telegram.press(resident, 101, "x")
    await hook.until(lambda: len(hook.bodies) == 2)
    assert sorted(list(body)[1] for body in hook.bodies) == ["callback_query", "message"]
    assert hook.texts == ["/start"]
    hook.held.set()
    await hook.until(lambda: hook.texts == ["/start", "second"])


async def test_no_more_calls_are_open_than_were_asked_for(
    telegram: SmallTelegram, hook: Hook, resident: Person
) -> None:
    hook.held.clear()
    for _ in range(6):
        telegram.start(telegram.user("a resident"))
    await hook.until(lambda: hook.open == 2)
    hook.held.set()
    await hook.until(lambda: len(hook.bodies) == 7)
    assert hook.most == 2


async def test_what_is_refused_comes_again_and_holds_up_its_own_chat_alone(
    telegram: SmallTelegram, bot: Bot, hook: Hook, resident: Person
) -> None:
    hook.answer = lambda body: web.Response(
        status=503 if body["message"]["chat"]["id"] == resident.id else 200
    )
    telegram.text(telegram.user("another"), "not held up")
    await hook.until(lambda: hook.texts.count("/start") >= 4 and "not held up" in hook.texts)
    assert bot.do("getWebhookInfo")["last_error_message"].startswith("Wrong response from the webhook: 503")
    hook.answer = lambda _: web.Response()
    await until_all_are_taken(bot)


async def test_a_message_expires_after_a_day_and_a_press_after_150_seconds(
    telegram: SmallTelegram, bot: Bot, hook: Hook, clock: Clock, resident: Person
) -> None:
    hook.answer = lambda _: web.Response(status=500)
    telegram.press(resident, 101, "x")
    await hook.until(lambda: len(hook.bodies) >= 4)
    clock.move(seconds=150)
    assert pending(bot) == 1
    clock.move(hours=24)
    assert pending(bot) == 0


async def test_what_would_expire_before_the_time_asked_for_is_given_up(
    telegram: SmallTelegram, bot: Bot, hook: Hook, resident: Person
) -> None:
    await until_all_are_taken(bot)
    hook.answer = lambda _: web.Response(status=429, headers={"Retry-After": "151"})
    telegram.press(resident, 101, "x")
    await until_all_are_taken(bot)
    assert sum("callback_query" in body for body in hook.bodies) == 1


async def test_a_webhook_that_is_gone_for_23_hours_is_removed(
    telegram: SmallTelegram, bot: Bot, hook: Hook, clock: Clock, resident: Person
) -> None:
    hook.answer = lambda _: web.Response(status=410)
    await hook.until(lambda: len(hook.bodies) >= 2)
    clock.move(hours=23, seconds=1)
    async with asyncio.timeout(10):
        while bot.do("getWebhookInfo")["url"]:
            await asyncio.sleep(0.01)
    assert len(bot.do("getUpdates")) == 1


async def test_polling_goes_on_where_the_webhook_ended(
    telegram: SmallTelegram, bot: Bot, hook: Hook, resident: Person
) -> None:
    await until_all_are_taken(bot)
    bot.do("deleteWebhook")
    telegram.text(resident, "polled")
    assert [one["message"]["text"] for one in bot.do("getUpdates")] == ["polled"]
    assert "polled" not in hook.texts


async def test_the_same_update_can_come_twice(
    telegram: SmallTelegram, hook: Hook, bot: Bot, resident: Person
) -> None:
    await until_all_are_taken(bot)
    telegram.faults.duplicate(1)
    telegram.text(resident, "twice")
    await hook.until(lambda: hook.texts.count("twice") == 2)
    await until_all_are_taken(bot)
    assert hook.bodies[-1] == hook.bodies[-2]


@pytest.fixture
def resident(telegram: SmallTelegram) -> Person:
    """Somebody whose /start still waits."""
    person = telegram.user("a resident", "de")
    telegram.start(person)
    return person


def pending(bot: Bot) -> int:
    bot.telegram.updates.queues()  # what has expired goes when it is looked for
    return int(bot.do("getWebhookInfo")["pending_update_count"])


async def until_all_are_taken(bot: Bot) -> None:
    async with asyncio.timeout(10):
        while pending(bot):
            await asyncio.sleep(0.01)


def test_a_webhook_is_not_changed_more_than_once_a_second(bot: Bot, clock: Clock) -> None:
    bot.do("setWebhook", url="https://example.org/a")
    assert bot.do("setWebhook", url="https://example.org/a")
    assert bot.error("setWebhook", url="https://example.org/b").endswith("retry after 1")
    clock.move(seconds=1)
    assert bot.do("setWebhook", url="https://example.org/b")


@pytest.mark.parametrize("url", ["https://example.org:8080/a", "http://example.org/a"])
def test_a_webhook_is_called_over_https_on_four_ports_alone(bot: Bot, url: str) -> None:
    assert bot.error("setWebhook", url=url).startswith("Bad Request: bad webhook: ")
    assert bot.do("getWebhookInfo")["url"] == ""
