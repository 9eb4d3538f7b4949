"""One idea on the team's desk, with what can be done about it."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.screen import Button, Row, Screen
from bot.core.statuses import STATUSES
from bot.core.text import Block, item, note, para, quote, title
from bot.i18n import Translator
from bot.services.sheets import Opened
from bot.services.threads import staff_name
from bot.services.words import target
from bot.views import words
from bot.views.desk import desk_button, goal_label, language_label
from bot.views.home import home_button
from db.sheets import Sheet


def idea(t: Translator, opened: Opened, remark: str = "") -> Screen:
    """An idea: what is known about it, its text, and the next step on top of the buttons."""
    sheet = opened.sheet
    blocks = [title(f"💡 {sheet.number}"), *_known(t, sheet)]
    blocks.append(quote(sheet.text) if sheet.text else para(t("Without words.")))
    blocks += words.of_idea(t, opened.words)
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
    lines += _followed(t, sheet)
    counted = (
        t.plural("{n} photo", "{n} photos", sheet.photos) if sheet.photos else "",
        t.plural("{n} voice message", "{n} voice messages", sheet.voices) if sheet.voices else "",
        t.plural("{n} place", "{n} places", sheet.places) if sheet.places else "",
    )
    return [item(line) for line in (*lines, *(f"📎 {count}" for count in counted if count))]


def _followed(t: Translator, sheet: Sheet) -> list[str]:
    """Who looks after it, what the author wrote and thought, and which ideas are the same."""
    lines, talk = [], sheet.talk
    if sheet.in_charge:
        staff_id, label = sheet.in_charge
        lines.append(t("In charge: {name}", name=staff_name(t, label, staff_id)))
    if talk.unread:
        text = t.plural("{n} new message from the author", "{n} new messages from the author", talk.unread)
        lines.append(f"✉️ {text}")
    if any(talk.ratings):
        bad, so_so, good = (t.number(n) for n in talk.ratings)
        lines.append(t("Ratings: {good} 👍 {so_so} 😐 {bad} 👎", good=good, so_so=so_so, bad=bad))
    if sheet.first:
        lines.append(t("The same as {number}", number=sheet.first.number))
    if sheet.followers:
        text = t.plural("{n} idea says the same", "{n} ideas say the same", sheet.followers)
        lines.append(f"🔗 {text}")
    return lines


def writing(t: Translator, opened: Opened) -> tuple[Row, ...]:
    """The ways to write to the author, for those who may."""
    here = (opened.sheet.id, opened.name)
    answer = Button(f"💬 {t('Answer')}", action("answer", *here))
    ask = Button(f"❓ {t('Ask the author')}", action("answer.ask", *here))
    return ((answer, ask),) if opened.may_act else ()


def _talking(t: Translator, opened: Opened) -> tuple[Row, ...]:
    """Writing to the author and reading what was written; notes for the team; what is needed less often."""
    here, talk = (opened.sheet.id, opened.name), opened.sheet.talk
    found = [*writing(t, opened)]
    if talk.messages:
        new = f" · ✉️ {talk.unread}" if talk.unread else ""
        label = f"📖 {t('Conversation')} · {talk.messages}{new}"
        found.append((Button(label, action("thread", *here)),))
    if opened.may_act:
        notes = Button(f"🔒 {t('Notes')} · {talk.notes}", action("note", *here))
        found.append((notes, Button(f"⚙️ {t('More')}", action("charge", *here))))
    return tuple(found)


def _deeds(t: Translator, opened: Opened) -> tuple[Row, ...]:
    """What this person may do now."""
    sheet, here = opened.sheet, (opened.sheet.id, opened.name)
    attached = sheet.photos + sheet.voices + sheet.places
    deeds: list[Row] = []
    if opened.may_act and sheet.status == "new":
        deeds.append((Button(f"✅ {t('Mark as seen')}", action("desk.seen", *here)),))
    if attached:
        deeds.append((Button(f"📎 {t('Show attachments')} · {attached}", action("desk.media", *here)),))
    wanted = target(sheet.language, t.code)
    if opened.may_act and wanted and wanted not in {one.language for one in opened.words}:
        deeds.append(words.ask_row(t, *here))
    deeds += _talking(t, opened)
    if opened.may_act:
        goal = Button(f"🎯 {t('Set the goal')}", action("desk.goals", *here))
        deeds.append((goal, Button(f"📍 {t('Set the neighbourhood')}", action("desk.areas", *here))))
    if opened.may_act and sheet.status != "duplicate":
        publish = Button(f"👥 {t('For the neighbours')}", action("publish", *here))
        deeds.append((publish, Button(f"🔍 {t('Similar ideas')}", action("publish.alike", *here))))
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
