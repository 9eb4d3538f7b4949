"""The use cases whose every point is tried: what was there before, and what people then do step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.delivery import bulk
from bot.views.notice import NOTICE_VERSION
from db.audience import Audience
from tests.chat import Bot, Resident
from tests.questionnaire import begun, publish

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """`prepare` says who is there; `acts` is what they do, each once the bot has done all it could."""

    name: str
    prepare: Callable[[Bot], list[Resident]]
    acts: Callable[[Bot, list[Resident]], Iterator[Act]]


def _consents(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    someone = cast[0]
    yield someone.starts
    yield lambda: someone.presses("start.language:en")
    yield lambda: someone.presses(f"start.agree:{NOTICE_VERSION}~en")


def _suggests(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    someone = cast[0]
    yield lambda: someone.presses("idea.new:3")
    yield lambda: someone.says("A bench")
    yield lambda: someone.sends_photo("at the bus stop")
    yield lambda: someone.taps("Send")


def _in_survey(bot: Bot) -> list[Resident]:
    publish(bot, "safe", "wish", order=("safe", "wish"))
    return [begun(bot.resident())]


def _answers(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].taps("Yes")
    yield lambda: cast[0].says("More light")


def _subscribes(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].presses("me.topic:events:1")
    yield lambda: cast[0].presses("me.topic:events:0")


def _with_idea(bot: Bot) -> list[Resident]:
    someone = bot.resident()
    someone.presses("idea.new:3").says("A bench").sends_photo("here").taps("Send")
    return [someone]


def _with_staff(bot: Bot) -> list[Resident]:
    return [*_with_idea(bot), bot.staff()]


def _marks(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[1].presses("desk.seen:1:new")


def _leaves(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].taps("Delete everything")


def _at_the_door(bot: Bot) -> list[Resident]:
    someone = _with_idea(bot)[0]
    return [someone.says("/me").taps("Delete me")]


def _sends_voices(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: [someone.taps("Send") for someone in cast]


def _about_to_send(bot: Bot) -> list[Resident]:
    return [bot.resident().presses("idea.new:3").sends_voice().sends_photo("here") for _ in range(2)]


def _a_month_passes(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    def pass_() -> None:
        bot.passes(days=31)

    yield pass_


def _busy(bot: Bot) -> list[Resident]:
    return [*_in_survey(bot), bot.resident().presses("idea.new:3").says("A tree")]


def _sends_to_many(bot: Bot) -> list[Resident]:
    readers = [bot.resident().presses("me.topic:events:1") for _ in range(3)]
    content = {"texts": {"en": "The garden opens on Friday.", "de": "Der Garten öffnet am Freitag."}}
    bot.does(lambda tx: bulk.start(tx, bot.world, "message", content, Audience("events"), bot.clock()))
    return readers


CASES = (
    Case("start and consent", lambda bot: [bot.visitor()], _consents),
    Case("idea with photo", lambda bot: [bot.resident()], _suggests),
    Case("survey answers", _in_survey, _answers),
    Case("subscriptions", lambda bot: [bot.resident()], _subscribes),
    Case("delete me", _at_the_door, _leaves),
    Case("marked as seen", _with_staff, _marks),
    Case("copies of media", _about_to_send, _sends_voices),
    Case("message to many", _sends_to_many, lambda _bot, _cast: iter(())),
    Case("the clock", _busy, _a_month_passes),
)
