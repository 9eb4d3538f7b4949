"""The result of a round for those who took part: a picture and two sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.definition import pick, read_text
from bot.core.screen import Screen
from bot.core.text import para, title
from bot.i18n import Translator
from bot.services import counts
from bot.services.counts import Asked
from bot.services.world import World
from bot.views import broadcasts, result_pictures
from db import rounds
from db.broadcasts import Running
from db.session import Tx


def words(tx: Tx, _world: World, t: Translator, running: Running) -> Screen:
    """How many took part, and what the picture shows."""
    found = rounds.by_round(tx, running.content["round"])
    if found is None:
        raise KeyError(f"no round {running.content['round']}")
    shown = first(tx, running)
    people = shown.result.people if shown else 0
    blocks = [
        title(f"📋 {pick(read_text(found.definition).title, t.code)[0]}"),
        para(
            t.plural("{n} person has answered. Thank you!", "{n} people have answered. Thank you!", people)
        ),
        para(
            t(
                "The picture shows what was said to the first question. The team tells you here what comes of it."
            )
        ),
    ]
    return Screen(tuple(blocks), broadcasts.leave(t))


def picture(tx: Tx, t: Translator, running: Running) -> dict[str, Any] | None:
    """The first question of which something may be shown, as values to draw."""
    shown = first(tx, running)
    return result_pictures.whole(t, shown) if shown else None


def first(tx: Tx, running: Running) -> Asked | None:
    """The first question of a round with a number that may be shown."""
    now = datetime.fromisoformat(running.content["now"])
    found = rounds.by_round(tx, running.content["round"])
    total = len(read_text(found.definition).questions) if found else 0
    asked = (counts.ask(tx, running.content["round"], None, at, now) for at in range(total))
    return next((one for one in asked if one.result.people and one.result.counts), None)
