"""One idea on the team's desk, with what can be done about it."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.screen import Button, Row, Screen
from bot.core.statuses import STATUSES
from bot.core.text import Block, item, note, para, quote, title
from bot.i18n import Translator
from bot.services.sheets import Opened
from bot.views.desk import desk_button, goal_label, language_label
from bot.views.home import home_button
from db.sheets import Sheet


def idea(t: Translator, opened: Opened, remark: str = "") -> Screen:
    """An idea: what is known about it, its text, and the next step on top of the buttons."""
    sheet = opened.sheet
    blocks = [title(f"💡 {sheet.number}"), *_known(t, sheet)]
    blocks.append(quote(sheet.text) if sheet.text else para(t("Without words.")))
    if remark:
        blocks.append(note(remark))
    return Screen(tuple(blocks), (*_deeds(t, opened), *_ways(t, opened)))


def _known(t: Translator, sheet: Sheet) -> list[Block]:
    goal, area, moment = sheet.goal, sheet.area, t.moment(sheet.created_at)
    survey = pick(sheet.survey, t.code)[0]
    lines = [
        t("Goal: {goal}", goal=goal_label(t, goal)) if goal else t("Goal: not chosen yet"),
        *(t("Also: {goal}", goal=goal_label(t, other)) for other in sheet.others),
        t("Neighbourhood: {area}", area=area) if area else t("Neighbourhood: not known yet"),
        t("Language: {language}", language=language_label(t, sheet.language)),
        *([t("From the survey: {survey}", survey=survey)] if sheet.survey else []),
        t("Filed: {moment}", moment=moment) if sheet.survey else t("Sent: {moment}", moment=moment),
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
    if opened.may_undo:
        deeds.append((Button(f"↩️ {t('Take the filing back')}", action("desk.unfile", *here)),))
    return tuple(deeds)


def _ways(t: Translator, opened: Opened) -> tuple[Row, ...]:
    sides = (("⬅️", opened.before), ("➡️", opened.after))
    arrows = tuple(
        Button(sign, action("desk.idea", near, opened.name)) for sign, near in sides if near is not None
    )
    to_list = Button(f"📋 {t('To the list')}", action("desk.list", opened.name, 0))
    return (*((arrows,) if arrows else ()), (to_list, desk_button(t)))


def back_button(t: Translator, idea_id: int, name: str) -> Row:
    return (Button(f"⬅️ {t('Back to the idea')}", action("desk.idea", idea_id, name)),)


def withdrawn(t: Translator, sheet: Sheet) -> Screen:
    text = (
        t("The team took {number} back. The answer still stands in its survey.", number=sheet.number)
        if sheet.undone
        else t("The author has withdrawn the idea {number}. Its text is deleted.", number=sheet.number)
    )
    return Screen((para(text),), ((desk_button(t), home_button(t)),))


def not_here(t: Translator) -> Screen:
    """The same for an idea that there is not and one of another team."""
    return Screen(
        (para(t("This idea is not on your desk, or not any more.")),), ((desk_button(t), home_button(t)),)
    )
