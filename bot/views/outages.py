"""What those who lead hear when the bot was away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.screen import Screen
from bot.core.text import Block, para, title
from bot.i18n import Translator
from bot.services.outages import LOST
from bot.views.home import home_button


def away(t: Translator, content: dict[str, Any]) -> Screen:
    """From when to when, what waited, what came late, what was skipped, and what may be lost."""
    since, until = datetime.fromisoformat(content["from"]), datetime.fromisoformat(content["to"])
    blocks: list[Block] = [
        title(t("The bot was away")),
        para(t("From {since} to {until} it did not run.", since=t.moment(since), until=t.moment(until))),
        para(_waited(t, content["came"], content["done"])),
    ]
    if content["late"]:
        blocks.append(
            para(t.plural("{n} message went out late.", "{n} messages went out late.", content["late"]))
        )
    if content["skipped"]:
        skipped = t.plural(
            "{n} timed task was skipped, because it was too late for it.",
            "{n} timed tasks were skipped, because it was too late for them.",
            content["skipped"],
        )
        blocks.append(para(skipped))
    if until - since > LOST:
        blocks.append(
            para(t("Telegram keeps messages for 24 hours only: what people wrote before that may be lost."))
        )
    return Screen(tuple(blocks), ((home_button(t),),))


def _waited(t: Translator, came: int, done: int) -> str:
    if not came:
        return t("Nobody had written meanwhile.")
    return t.plural(
        "{n} message was waiting; {done} of them is worked on.",
        "{n} messages were waiting; {done} of them are worked on.",
        came,
        done=t.number(done),
    )
