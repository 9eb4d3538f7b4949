"""The lists of the team's desk."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.desk import Listed, Overview
from bot.services.filing import UNNAMED
from bot.views.home import home_button
from db.desk import MOST, Line

_LISTS = {
    "new": N_("New ideas"),
    "queue": N_("Without goal or neighbourhood"),
    "seen": N_("Ideas you have seen"),
}
_UNKNOWN_GOAL = "❔"
FIRST_WORDS = 90


def desk_button(t: Translator) -> Button:
    return Button(f"🗂️ {t('Desk')}", action("desk"))


def overview(t: Translator, desk: Overview) -> Screen:
    blocks: list[Block] = [title(t("The desk of your team"))]
    blocks.append(para(t.plural("{n} new idea waits for you.", "{n} new ideas wait for you.", desk.new)))
    blocks += [item(f"📍 {area}: {t.number(count)}") for area, count in desk.by_area]
    goals = [_list_button(goal_label(t, goal), f"g{goal}", count) for goal, count in desk.by_goal]
    buttons: list[Row] = [
        (_list_button(f"📥 {t('All new ideas')}", "new", desk.new),),
        (_list_button(f"❔ {t('Still to be sorted')}", "queue", desk.queue),),
        *rows(goals, 1),
        (_list_button(f"👁️ {t('Seen')}", "seen", _up_to_most(t, desk.seen)),),
        (Button(f"📊 {t('Results')}", action("results")), home_button(t)),
    ]
    return Screen(tuple(blocks), tuple(buttons))


def _up_to_most(t: Translator, count: int) -> str:
    return f"{t.number(MOST)}+" if count > MOST else str(count)


def _list_button(label: str, name: str, count: int | str) -> Button:
    return Button(f"{label} · {count}", action("desk.list", name, 0))


def goal_label(t: Translator, number: int) -> str:
    return f"{GOALS[number].sign} {t(GOALS[number].name)}"


def language_label(t: Translator, code: str) -> str:
    return t("not said") if code == UNNAMED else t.language(code)


def listed(t: Translator, shown: Listed) -> Screen:
    """One page: under each number the first words of an idea, as its author wrote them."""
    blocks: list[Block] = [
        title(t(_LISTS[shown.name]) if shown.name in _LISTS else goal_label(t, int(shown.name[1:])))
    ]
    for line in shown.lines:
        sign = GOALS[line.goal].sign if line.goal else _UNKNOWN_GOAL
        blocks.append(para(f"{sign} {line.number} · {language_label(t, line.language)}"))
        blocks.append(quote(shorten(line.text, FIRST_WORDS)) if line.text else note(t("Without words.")))
    if not shown.lines:
        blocks.append(para(t("There is nothing here at the moment.")))
    elif shown.pages > 1:
        more = "+" if shown.more else ""
        numbers = {"page": t.number(shown.page + 1), "pages": f"{t.number(shown.pages)}{more}"}
        blocks.append(note(t("Page {page} of {pages}", **numbers)))
    ideas = [_idea_button(line, shown.name) for line in shown.lines]
    return Screen(tuple(blocks), (*rows(ideas, 2), *_turning(shown), (desk_button(t), home_button(t))))


def _idea_button(line: Line, name: str) -> Button:
    return Button(line.number, action("desk.idea", line.id, name))


def _turning(shown: Listed) -> tuple[Row, ...]:
    """Arrows to the pages before and after, where there are any."""
    buttons = [
        Button(sign, action("desk.list", shown.name, page))
        for sign, page in (("⬅️", shown.page - 1), ("➡️", shown.page + 1))
        if 0 <= page < shown.pages
    ]
    return (tuple(buttons),) if buttons else ()
