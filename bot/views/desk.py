"""The lists of the team's desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.statuses import STATUSES
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.desk import Listed, Overview
from bot.services.filing import UNNAMED
from bot.views.home import home_button
from db import concerns
from db.desk import LISTS, MOST, STANDING, Line, Wanted
from db.staff import Post

_LISTS = {
    "new": N_("New ideas"),
    "late": N_("Overdue: not answered in time"),
    "mine": N_("Assigned to you"),
    "queue": N_("Without goal or neighbourhood"),
    "seen": N_("Ideas you have seen"),
    "all": N_("All ideas"),
    "found": N_("What you searched for"),
}
_UNKNOWN_GOAL = "❔"
FIRST_WORDS = 90

RESPECTS = ("list", "goal", "language", "status")
"""By what a list is chosen."""


def desk_button(t: Translator) -> Button:
    return Button(f"🗂️ {t('Desk')}", action("desk"))


def overview(t: Translator, desk: Overview, *, leads: bool, posts: Sequence[Post] = ()) -> Screen:
    blocks: list[Block] = [title(t("The desk of your team"))]
    blocks.append(para(t.plural("{n} new idea waits for you.", "{n} new ideas wait for you.", desk.new)))
    blocks += [item(f"📍 {area}: {t.number(count)}") for area, count in desk.by_area]
    blocks += [item(f"{goal_label(t, goal)}: {t.number(count)}") for goal, count in desk.by_goal]
    buttons: list[Row] = [
        (_list_button(t, f"📥 {t('All new ideas')}", "new", desk.new),),
        *(((_stack_button(t, Wanted()),),) if desk.new else ()),
        (
            _list_button(t, f"⏰ {t('Overdue')}", "late", desk.late),
            _list_button(t, f"🙋 {t('Assigned to me')}", "mine", desk.mine),
        ),
        (
            _list_button(t, f"❔ {t('Still to be sorted')}", "queue", desk.queue),
            _list_button(t, f"👁️ {t('Seen')}", "seen", desk.seen),
        ),
        (
            Button(f"🔎 {t('Search')}", action("desk.search")),
            Button(f"🎛️ {t('Filter')}", action("desk.filter", "new")),
        ),
        *rows(list(_other_work(t, posts)), 2),
        (
            Button(f"🔔 {t('Tell me of new ideas')}", action("desk.hear")),
            *((_target_button(t),) if leads else ()),
        ),
        (home_button(t),),
    ]
    return Screen(tuple(blocks), tuple(buttons))


def of_helpers(t: Translator) -> Screen:
    """The desk of those who only carry words."""
    carry = Button(f"🤝 {t('Help with languages')}", action("words"))
    team = Button(f"👥 {t('The team')}", action("team"))
    return Screen((title(t("Desk")),), ((carry,), (team,), (home_button(t),)))


def _other_work(t: Translator, posts: Sequence[Post]) -> Iterator[Button]:
    """What only those see who may do it: of private messages nobody else hears that they are there."""
    acts, reads = any(post.may("team") for post in posts), concerns.scope(posts) != frozenset()
    if acts:
        yield Button(f"🏘️ {t('Help and meeting places')}", action("offer.list"))
    if reads:
        yield Button(f"🔒 {t('Private messages')}", action("private.list"))
    if acts:
        yield Button(f"🌍 {t('Translations')}", action("gist"))
    if any(post.may("helper") for post in posts):
        yield Button(f"🤝 {t('Help with languages')}", action("words"))
    if acts:
        yield Button(f"🪧 {t('Posters')}", action("poster.list"))
    yield Button(f"🧾 {t('Report')}", action("reports"))
    yield Button(f"📊 {t('Results')}", action("results"))
    yield Button(f"👥 {t('The team')}", action("team"))


def _list_button(t: Translator, label: str, name: str, count: int) -> Button:
    shown = f"{t.number(MOST)}+" if count > MOST else str(count)
    return Button(f"{label} · {shown}", action("desk.list", name, 0))


def _target_button(t: Translator) -> Button:
    return Button(f"⏳ {t('Time to answer')}", action("desk.target"))


def _stack_button(t: Translator, wanted: Wanted) -> Button:
    return Button(f"▶️ {t('Go through them one by one')}", action("desk.first", wanted.name))


def goal_label(t: Translator, number: int) -> str:
    return f"{GOALS[number].sign} {t(GOALS[number].name)}"


def language_label(t: Translator, code: str) -> str:
    return t("not said") if code == UNNAMED else t.language(code)


def _parts(t: Translator, wanted: Wanted) -> list[str]:
    """What a list is narrowed to."""
    return [
        *([goal_label(t, wanted.goal)] if wanted.goal else []),
        *([language_label(t, wanted.language)] if wanted.language else []),
        *([t(STATUSES[wanted.status])] if wanted.status else []),
    ]


def listed(t: Translator, shown: Listed, sought: str = "") -> Screen:
    """One page: under each number the first words of an idea, as its author wrote them."""
    wanted = shown.wanted
    blocks: list[Block] = [title(" · ".join([t(_LISTS[wanted.of]), *_parts(t, wanted)]))]
    blocks += [quote(sought)] if sought and wanted.of == "found" else []
    for line in shown.lines:
        sign = GOALS[line.goal].sign if line.goal else _UNKNOWN_GOAL
        blocks.append(para(f"{sign} {line.number} · {language_label(t, line.language)}"))
        blocks.append(quote(shorten(line.text, FIRST_WORDS)) if line.text else note(t("Without words.")))
    blocks += _how_many(t, shown)
    ideas = [_idea_button(line, shown.name) for line in shown.lines]
    stack: tuple[Row, ...] = ((_stack_button(t, wanted),),) if shown.total > 1 else ()
    ways = (
        Button(f"🎛️ {t('Filter')}", action("desk.filter", shown.name)),
        Button(f"🔎 {t('Search')}", action("desk.search")),
    )
    last = (desk_button(t), home_button(t))
    return Screen(tuple(blocks), (*rows(ideas, 2), *_turning(t, shown), *stack, ways, last))


def _how_many(t: Translator, shown: Listed) -> list[Block]:
    if not shown.lines and shown.wanted.of == "found":
        hint = t("Words are found in the texts of ideas, in any language; a number finds one idea.")
        return [para(t("Nothing was found.")), para(hint)]
    if not shown.lines:
        return [para(t("There is nothing here at the moment."))]
    if shown.pages == 1:
        return []
    pages = f"{t.number(shown.pages)}{'+' if shown.more else ''}"
    return [note(t("Page {page} of {pages}", page=t.number(shown.page + 1), pages=pages))]


def _idea_button(line: Line, name: str) -> Button:
    return Button(line.number, action("desk.idea", line.id, name))


def _turning(t: Translator, shown: Listed) -> tuple[Row, ...]:
    """Arrows to the pages before and after, where there are any."""
    sides = ((f"⬅️ {t('Previous page')}", shown.page - 1), (f"➡️ {t('Next page')}", shown.page + 1))
    buttons = [
        Button(label, action("desk.list", shown.name, page))
        for label, page in sides
        if 0 <= page < shown.pages
    ]
    return (tuple(buttons),) if buttons else ()


def search(t: Translator) -> Screen:
    """What are you looking for?"""
    blocks = (
        title(t("Search")),
        para(t("Please write what you are looking for: a number such as ROLL-2026-7, or some words.")),
        para(t("Of a number of this year the last part is enough, such as 7. All words have to occur.")),
    )
    return Screen(blocks, ((desk_button(t), home_button(t)),))


def filters(t: Translator, wanted: Wanted, total: int) -> Screen:
    """A list and what it is narrowed to; each can be changed by itself."""
    goal, language, status = wanted.goal, wanted.language, wanted.status
    lines = {
        "list": t("List: {list}", list=t(_LISTS[wanted.of])),
        "goal": t("Goal: {goal}", goal=goal_label(t, goal)) if goal else t("Any goal"),
        "language": t("Language: {language}", language=language_label(t, language))
        if language
        else t("Any language"),
        "status": t("Status: {status}", status=t(STATUSES[status])) if status else t("Any status"),
    }
    signs = {"list": "📋", "goal": "🎯", "language": "🌐", "status": "🚦"}
    labels = {
        "list": t("Other list"),
        "goal": t("Choose the goal"),
        "language": t("Choose the language"),
        "status": t("Choose the status"),
    }
    changes = [Button(f"{signs[by]} {labels[by]}", action("desk.by", wanted.name, by)) for by in lines]
    show = _list_button(t, f"👉 {t('Show the ideas')}", wanted.name, total)
    blocks = (title(t("Which ideas do you want to see?")), *(item(line) for line in lines.values()))
    return Screen(blocks, ((show,), *rows(changes, 2), (desk_button(t), home_button(t))))


def choices(t: Translator, wanted: Wanted, by: str, languages: Sequence[str]) -> Screen:
    """What a list can be narrowed to in one respect; the present choice is marked."""
    questions = {
        "list": t("Which list?"),
        "goal": t("Which goal?"),
        "language": t("In which language did people write?"),
        "status": t("How does the idea stand?"),
    }
    choice = _choices(t, wanted, languages)[by]
    buttons = [
        Button(f"{'✔️ ' if other == wanted else ''}{label}", action("desk.filter", other.name))
        for label, other in choice
    ]
    width = 2 if by in ("language", "status") else 1
    back = Button(f"⬅️ {t('Back')}", action("desk.filter", wanted.name))
    return Screen((title(questions[by]),), (*rows(buttons, width), (back, home_button(t))))


def _choices(
    t: Translator, wanted: Wanted, languages: Sequence[str]
) -> dict[str, list[tuple[str, Wanted]]]:
    """For each respect the labels and the lists that they lead to."""
    others = [name for name in LISTS if name != "found" or wanted.of == "found"]
    statuses = LISTS[wanted.of] if wanted.of in ("late", "mine") else STANDING
    return {
        "list": [(t(_LISTS[name]), wanted.into(name)) for name in others],
        "goal": [
            (t("Any goal"), replace(wanted, goal=None)),
            *((goal_label(t, goal), replace(wanted, goal=goal)) for goal in GOALS),
        ],
        "language": [
            (t("Any language"), replace(wanted, language="")),
            *((language_label(t, code), replace(wanted, language=code)) for code in (*languages, UNNAMED)),
        ],
        "status": [
            (t("Any status"), wanted.only("")),
            *((t(STATUSES[status]), wanted.only(status)) for status in statuses),
        ],
    }
