"""Choosing the goal and the area of an idea."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import note, para, title
from bot.i18n import Translator
from bot.views.desk import goal_label
from bot.views.sheets import back_button
from db import areas
from db.sheets import Sheet


def goals(t: Translator, sheet: Sheet, name: str, remark: str = "") -> Screen:
    """Which goal is it? The present one is marked."""
    buttons = [
        Button(
            f"{'✔️ ' if goal == sheet.goal else ''}{goal_label(t, goal)}",
            action("desk.goal", sheet.id, goal, name),
        )
        for goal in GOALS
    ]
    question = t("Which goal does this idea serve most?")
    return _choice(sheet, question, remark, (*rows(buttons, 1), back_button(t, sheet.id, name)))


def own_areas(
    t: Translator, sheet: Sheet, name: str, choice: Sequence[areas.Place], remark: str = ""
) -> Screen:
    buttons = [Button(f"📍 {area.name}", action("desk.area", sheet.id, area.id, name)) for area in choice]
    question = t("Which neighbourhood is this idea about?")
    return _choice(sheet, question, remark, (*rows(buttons, 1), back_button(t, sheet.id, name)))


def districts(t: Translator, sheet: Sheet, name: str, names: Sequence[str], remark: str = "") -> Screen:
    """For those with all areas: the district first."""
    buttons = [
        Button(district, action("desk.areas", sheet.id, name, at)) for at, district in enumerate(names)
    ]
    question = t("In which district is the neighbourhood?")
    return _choice(sheet, question, remark, (*rows(buttons, 2), back_button(t, sheet.id, name)))


def _choice(sheet: Sheet, question: str, remark: str, buttons: tuple[Row, ...]) -> Screen:
    blocks = [title(f"💡 {sheet.number}"), para(question)]
    return Screen((*((note(remark),) if remark else ()), *blocks), buttons)
