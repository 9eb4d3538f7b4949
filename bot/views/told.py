"""What the people of a neighbourhood said and what was done: for themselves, on a phone and on paper, in every language."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Screen
from bot.core.statuses import CHOICE, STATUSES
from bot.core.text import Block, item, note, para, title
from bot.i18n import Translator
from bot.services import reports
from bot.services.reports import Report
from bot.services.world import World
from bot.views.goals import named
from bot.views.home import home_button
from db import areas
from db.people import Known
from db.session import Tx

Made = tuple[str, str, dict[str, Any], str]
"""(file name, what the child process is asked for, its arguments, the words under it)."""


def screen(t: Translator, report: Report) -> Screen:
    blocks: list[Block] = [title(f"📣 {heading(t)}"), item(f"📍 {report.area.name}")]
    blocks.append(para(said(t, report)))
    blocks += [item(f"{named(t, goal)}: {t.number(n)}") for goal, n in _goals(report)]
    done = _became(t, report)
    if done:
        blocks.append(para(t("What became of ideas in this time:")))
        blocks += [item(f"• {label}: {number}") for label, number in done]
    blocks += [para(sentence) for sentence in more(t, report)]
    blocks.append(note(_since(t)))
    paper = (Button(f"📄 {t('As a page to print')}", action("told.paper")),)
    idea = (Button(f"💡 {t('Suggest an idea')}", action("idea.new")),)
    return Screen(tuple(blocks), (paper, idea, (home_button(t),)))


def no_area(t: Translator) -> Screen:
    text = t("Please choose your neighbourhood first. Then you see what was said and done there.")
    choose = (Button(f"📍 {t('Neighbourhood')}", action("area")),)
    return Screen((title(f"📣 {heading(t)}"), para(text)), (choose, (home_button(t),)))


def heading(t: Translator) -> str:
    return t("What you said, and what was done")


def _since(t: Translator) -> str:
    return t("These are the last twelve months. Nobody's name is in here.")


def said(t: Translator, report: Report) -> str:
    if not report.ideas:
        return t("Nobody has sent an idea here yet. Yours can be the first!")
    return t.plural(
        "{n} idea came from your neighbourhood.", "{n} ideas came from your neighbourhood.", report.ideas
    )


def _goals(report: Report) -> list[tuple[int, int]]:
    return [(goal, report.goals[goal]) for goal in GOALS if report.goals.get(goal)]


def _became(t: Translator, report: Report) -> list[tuple[str, str]]:
    return [(t(STATUSES[one]), t.number(report.steps[one])) for one in CHOICE if report.steps.get(one)]


def more(t: Translator, report: Report) -> list[str]:
    """How long people waited, and what else there was."""
    found = []
    if report.middle is not None:
        days = max(1, math.ceil(report.middle))
        found.append(
            t.plural(
                "Half of the first answers came within {n} day.",
                "Half of the first answers came within {n} days.",
                days,
            )
        )
    if report.ended:
        found.append(t.plural("{n} survey has ended.", "{n} surveys have ended.", report.ended))
    if report.events:
        found.append(t.plural("{n} event took place.", "{n} events took place.", len(report.events)))
    return found


def page(t: Translator, report: Report) -> dict[str, Any]:
    """What the template `report` takes."""
    most = max((n for _, n in _goals(report)), default=1)
    bars = [
        {"label": t(GOALS[goal].name), "number": t.number(n), "share": n / most}
        for goal, n in _goals(report)
    ]
    facts = [{"label": label, "value": number} for label, number in _became(t, report)]
    sentences = more(t, report)
    parts: list[dict[str, Any]] = [
        {"heading": t("What you said"), "words": [said(t, report)], "bars": bars}
    ]
    if facts or sentences:
        parts.append({"heading": t("What was done"), "facts": facts, "words": sentences})
    parts[-1]["notes"] = [_since(t)]
    return {
        "language": t.code.partition("_")[0],
        "rtl": t.rtl,
        "title": heading(t),
        "area": report.area.name,
        "subtitle": "Quartiersmanagement",
        "foot": f"Kiezstimme · {report.area.name}",
        "large": True,
        "parts": parts,
    }


def paper(tx: Tx, world: World, t: Translator, _person: Known, content: dict[str, Any]) -> Made | None:
    area = areas.by_id(tx, content["area"])
    if area is None:
        return None
    data = page(t, reports.last_year(tx, area, world, datetime.fromisoformat(content["now"])))
    words = t("For you, and for the notice board in your house.")
    return f"{area.slug}.pdf", "typeset", {"template": "report", "data": data}, words
