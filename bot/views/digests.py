"""What staff hear of new ideas, and how they choose it; within how many days a team wants to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.views.desk import FIRST_WORDS, desk_button, goal_label, language_label
from bot.views.home import home_button
from db.areas import Place
from db.sheets import Sheet
from db.tables.areas import DAYS

_HEARS = {
    "at_once": N_("At once"),
    "daily": N_("Every morning"),
    "weekly": N_("Every Monday"),
    "never": N_("Never"),
}


def new_idea(t: Translator, sheet: Sheet) -> Screen:
    """For staff: somebody has sent an idea."""
    lines = [
        t("Goal: {goal}", goal=goal_label(t, sheet.goal)) if sheet.goal else t("Goal: not chosen yet"),
        t("Neighbourhood: {area}", area=sheet.area) if sheet.area else t("Neighbourhood: not known yet"),
        t("Language: {language}", language=language_label(t, sheet.language)),
    ]
    words = quote(shorten(sheet.text, FIRST_WORDS)) if sheet.text else para(t("Without words."))
    blocks = (title(t("A new idea: {number}", number=sheet.number)), *(item(line) for line in lines), words)
    show = Button(f"💡 {t('Open the idea')}", action("desk.idea", sheet.id, "new"))
    return Screen(blocks, ((show,), (desk_button(t), _hear_button(t))))


def more(t: Translator) -> Screen:
    """For staff who have heard of many within an hour."""
    text = t(
        "More new ideas are coming in. So that it does not get too much, you find the others on your desk."
    )
    return Screen((para(text),), ((desk_button(t), _hear_button(t)),))


def digest(t: Translator, content: dict[str, Any]) -> Screen:
    """What is new by goal, what is overdue, whose authors have written again."""
    goals = {int(goal): ideas for goal, ideas in content["goals"].items()}
    new = sum(goals.values())
    blocks: list[Block] = [
        title(t("News from your desk")),
        para(t.plural("{n} new idea has come in.", "{n} new ideas have come in.", new)),
    ]
    for goal in sorted(goals, key=lambda goal: goal or max(goals) + 1):
        label = goal_label(t, goal) if goal else t("Without a goal")
        blocks.append(item(f"{label}: {t.number(goals[goal])}"))
    if late := content["late"]:
        text = t.plural("{n} idea waits for too long.", "{n} ideas wait for too long.", late)
        blocks.append(para(f"⏰ {text}"))
    if replies := content["replies"]:
        text = t.plural(
            "The author of {n} idea has written again.",
            "The authors of {n} ideas have written again.",
            replies,
        )
        blocks.append(para(f"💬 {text}"))
    return Screen(tuple(blocks), ((desk_button(t), _hear_button(t)),))


def _hear_button(t: Translator) -> Button:
    return Button(f"🔔 {t('Tell me of new ideas')}", action("desk.hear"))


def hearing(t: Translator, present: str, remark: str = "") -> Screen:
    """When do you want to hear of new ideas? The present choice is marked."""
    blocks: list[Block] = [
        title(t("When do you want to hear of new ideas?")),
        para(t("You hear of ideas from your neighbourhoods, and only if there are any.")),
        para(
            t("At once: one message for each idea, at most ten an hour; not at night, but in the morning.")
        ),
    ]
    buttons = [
        Button(f"{'✔️ ' if how == present else ''}{t(label)}", action("desk.hears", how))
        for how, label in _HEARS.items()
    ]
    return _answered(t, blocks, rows(buttons, 2), remark)


def target(t: Translator, area: Place, present: int, remark: str = "") -> Screen:
    """Within how many days does the team of an area want to answer? The present choice is marked."""
    blocks: list[Block] = [
        title(t("Time to answer: {area}", area=area.name)),
        para(t("Within how many days do you want to answer an idea? What waits for longer is overdue.")),
    ]
    buttons = [
        Button(
            f"{'✔️ ' if days == present else ''}{t.plural('{n} day', '{n} days', days)}",
            action("desk.promise", area.id, days),
        )
        for days in DAYS
    ]
    return _answered(t, blocks, rows(buttons, 2), remark)


def target_areas(t: Translator, areas: Sequence[Place]) -> Screen:
    """For those who lead several areas."""
    buttons = [Button(f"📍 {area.name}", action("desk.target", area.id)) for area in areas]
    return _answered(t, [title(t("Which neighbourhood is it about?"))], rows(buttons, 1), "")


def target_districts(t: Translator, names: Sequence[str]) -> Screen:
    """For those with all areas: the district first."""
    buttons = [Button(name, action("desk.target", 0, at)) for at, name in enumerate(names)]
    return _answered(t, [title(t("In which district is the neighbourhood?"))], rows(buttons, 2), "")


def _answered(t: Translator, blocks: list[Block], buttons: tuple[Row, ...], remark: str) -> Screen:
    said = [note(remark)] if remark else []
    return Screen((*said, *blocks), (*buttons, (desk_button(t), home_button(t))))
