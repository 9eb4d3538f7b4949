"""The team's desk: what is new, the lists, one idea with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Media, Place, Row, Screen, rows
from bot.core.statuses import STATUSES
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Catalogues, Translator
from bot.services.desk import Listed, Opened, Overview
from bot.views.start import home_button
from db import areas
from db.desk import Line, Sheet
from db.ideas import Shown

_LISTS = {
    "new": N_("New ideas"),
    "queue": N_("Without goal or neighbourhood"),
    "seen": N_("Ideas you have seen"),
}
_UNKNOWN_GOAL = "❔"
FIRST_WORDS = 90


def desk_button(t: Translator) -> Button:
    return Button(f"🗂 {t('Desk')}", action("desk"))


def overview(t: Translator, desk: Overview) -> Screen:
    blocks: list[Block] = [title(t("The desk of your team"))]
    blocks.append(para(t.plural("{n} new idea waits for you.", "{n} new ideas wait for you.", desk.new)))
    blocks += [item(f"📍 {area}: {t.number(count)}") for area, count in desk.by_area]
    goals = [_list_button(_goal(t, goal), f"g{goal}", count) for goal, count in desk.by_goal]
    buttons: list[Row] = [
        (_list_button(f"📥 {t('All new ideas')}", "new", desk.new),),
        (_list_button(f"❔ {t('Still to be sorted')}", "queue", desk.queue),),
        *rows(goals, 1),
        (_list_button(f"👁 {t('Seen')}", "seen", desk.seen),),
        (Button(f"📊 {t('Results')}", action("results")), home_button(t)),
    ]
    return Screen(tuple(blocks), tuple(buttons))


def _list_button(label: str, name: str, count: int) -> Button:
    return Button(f"{label} · {count}", action("desk.list", name, 0))


def _goal(t: Translator, number: int) -> str:
    return f"{GOALS[number].sign} {t(GOALS[number].name)}"


def _language(catalogues: Catalogues, code: str) -> str:
    return catalogues.own_name(code) if code in catalogues.codes else code


def listed(t: Translator, catalogues: Catalogues, shown: Listed) -> Screen:
    """One page: under each number the first words of an idea, as its author wrote them."""
    blocks: list[Block] = [
        title(t(_LISTS[shown.name]) if shown.name in _LISTS else _goal(t, int(shown.name[1:])))
    ]
    for line in shown.lines:
        sign = GOALS[line.goal].sign if line.goal else _UNKNOWN_GOAL
        blocks.append(para(f"{sign} {line.number} · {_language(catalogues, line.language)}"))
        blocks.append(quote(shorten(line.text, FIRST_WORDS)) if line.text else note(t("Without words.")))
    if not shown.lines:
        blocks.append(para(t("There is nothing here at the moment.")))
    elif shown.pages > 1:
        numbers = {"page": t.number(shown.page + 1), "pages": t.number(shown.pages)}
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


def idea(t: Translator, catalogues: Catalogues, opened: Opened, remark: str = "") -> Screen:
    """An idea: what is known about it, its text, and the next step on top of the buttons."""
    sheet = opened.sheet
    blocks = [title(f"💡 {sheet.number}"), *_known(t, catalogues, sheet)]
    blocks.append(quote(sheet.text) if sheet.text else para(t("Without words.")))
    if remark:
        blocks.append(note(remark))
    return Screen(tuple(blocks), (*_deeds(t, opened), *_ways(t, opened)))


def _known(t: Translator, catalogues: Catalogues, sheet: Sheet) -> list[Block]:
    goal, area = sheet.goal, sheet.area
    lines = [
        t("Goal: {goal}", goal=_goal(t, goal)) if goal else t("Goal: not chosen yet"),
        *(t("Also: {goal}", goal=_goal(t, other)) for other in sheet.others),
        t("Neighbourhood: {area}", area=area) if area else t("Neighbourhood: not known yet"),
        t("Language: {language}", language=_language(catalogues, sheet.language)),
        t("Sent: {moment}", moment=t.moment(sheet.created_at)),
        t("Status: {status}", status=t(STATUSES[sheet.status])),
        *(f"– {t(STATUSES[status])}: {t.moment(at)}" for status, at in sheet.history if status != "new"),
    ]
    counted = (
        t.plural("{n} photo", "{n} photos", sheet.photos) if sheet.photos else "",
        t.plural("{n} voice message", "{n} voice messages", sheet.voices) if sheet.voices else "",
        t.plural("{n} place", "{n} places", sheet.places) if sheet.places else "",
    )
    return [item(line) for line in (*lines, *(f"📎 {count}" for count in counted if count))]


def _deeds(t: Translator, opened: Opened) -> tuple[Row, ...]:
    """What this person may do now."""
    sheet, here = opened.sheet, (opened.sheet.id, opened.name)
    attached = sheet.photos + sheet.voices + sheet.places
    deeds: list[Row] = []
    if opened.may_act and sheet.status == "new":
        deeds.append((Button(f"✅ {t('Mark as seen')}", action("desk.seen", *here)),))
    if attached:
        deeds.append((Button(f"📎 {t('Show attachments')} · {attached}", action("desk.media", *here)),))
    if opened.may_act:
        goal = Button(f"🎯 {t('Set the goal')}", action("desk.goals", *here))
        deeds.append((goal, Button(f"📍 {t('Set the neighbourhood')}", action("desk.areas", *here))))
    return tuple(deeds)


def _ways(t: Translator, opened: Opened) -> tuple[Row, ...]:
    sides = (("⬅️", opened.before), ("➡️", opened.after))
    arrows = tuple(
        Button(sign, action("desk.idea", near, opened.name)) for sign, near in sides if near is not None
    )
    to_list = Button(f"📋 {t('To the list')}", action("desk.list", opened.name, 0))
    return (*((arrows,) if arrows else ()), (to_list, desk_button(t)))


def _back(t: Translator, idea_id: int, name: str) -> Row:
    return (Button(f"⬅️ {t('Back to the idea')}", action("desk.idea", idea_id, name)),)


def attachments(
    t: Translator, opened: Opened, media: Sequence[Shown], places: Sequence[tuple[float, float]]
) -> Screen:
    """Photos, voice messages and places as messages of their own."""
    kept = tuple(Media("photo" if one.kind == "photo" else "voice", one.file_id) for one in media)
    points = tuple(Place(latitude, longitude) for latitude, longitude in places)
    text = t("This was sent with {number}.", number=opened.sheet.number)
    back = _back(t, opened.sheet.id, opened.name)
    return Screen((para(text),), (back,), media=kept, places=points)


def goals(t: Translator, sheet: Sheet, name: str, remark: str = "") -> Screen:
    """Which goal is it? The present one is marked."""
    buttons = [
        Button(
            f"{'✔️ ' if goal == sheet.goal else ''}{_goal(t, goal)}",
            action("desk.goal", sheet.id, goal, name),
        )
        for goal in GOALS
    ]
    question = t("Which goal does this idea serve most?")
    return _choice(sheet, question, remark, (*rows(buttons, 1), _back(t, sheet.id, name)))


def own_areas(
    t: Translator, sheet: Sheet, name: str, choice: Sequence[areas.Place], remark: str = ""
) -> Screen:
    buttons = [Button(f"📍 {area.name}", action("desk.area", sheet.id, area.id, name)) for area in choice]
    question = t("Which neighbourhood is this idea about?")
    return _choice(sheet, question, remark, (*rows(buttons, 1), _back(t, sheet.id, name)))


def districts(t: Translator, sheet: Sheet, name: str, names: Sequence[str], remark: str = "") -> Screen:
    """For those with all areas: the district first."""
    buttons = [
        Button(district, action("desk.areas", sheet.id, name, at)) for at, district in enumerate(names)
    ]
    question = t("In which district is the neighbourhood?")
    return _choice(sheet, question, remark, (*rows(buttons, 2), _back(t, sheet.id, name)))


def _choice(sheet: Sheet, question: str, remark: str, buttons: tuple[Row, ...]) -> Screen:
    blocks = [title(f"💡 {sheet.number}"), para(question)]
    return Screen((*((note(remark),) if remark else ()), *blocks), buttons)


def withdrawn(t: Translator, sheet: Sheet) -> Screen:
    text = t("The author has withdrawn the idea {number}. Its text is deleted.", number=sheet.number)
    return Screen((para(text),), ((desk_button(t), home_button(t)),))


def not_here(t: Translator) -> Screen:
    """The same for an idea that there is not and one of another team."""
    return Screen(
        (para(t("This idea is not on your desk, or not any more.")),), ((desk_button(t), home_button(t)),)
    )


def seen_notice(t: Translator, number: str) -> Screen:
    """For the author: the team has read the idea."""
    blocks = (
        para(t("Your idea {number} has been read by the team. Thank you!", number=number)),
        para(t("When there is news about it, you will hear it here.")),
    )
    return Screen(blocks, ((Button(f"📨 {t('My ideas')}", action("idea.mine")), home_button(t)),))
