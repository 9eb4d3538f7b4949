"""What the team and an author write to each other: single messages, as notices and as a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.core.actions import action
from bot.core.canned import CANNED, office
from bot.core.screen import Button, Media, Row, Screen
from bot.core.statuses import STATUSES as TEAM_STATUSES
from bot.core.text import N_, Block, item, note, para, quote, title
from bot.core.words import GERMAN, Shown
from bot.i18n import Translator
from bot.services import threads as service
from bot.services.filing import UNNAMED
from bot.services.sheets import Opened
from bot.services.threads import Thread, Told
from bot.services.world import World
from bot.views.home import home_button
from bot.views.idea_steps import STATUSES
from bot.views.sheets import back_button, writing
from bot.views.words import translated, waits
from db.people import Known
from db.session import Tx
from db.threads import Message

_RATINGS = {1: ("👍", N_("Yes")), 0: ("😐", N_("Partly")), -1: ("👎", N_("No"))}
_RATED = {
    1: N_("The author found this helpful."),
    0: N_("The author found this partly helpful."),
    -1: N_("The author did not find this helpful."),
}
_FILES = {"photo": ("🖼️", N_("Show the photo")), "voice": ("🎤", N_("Play the voice message"))}
_SAYS_ALL = ("duplicate", "apart")
"""Sentences of the bot's own that also say how the idea stands, and that nobody has to rate."""


def words(t: Translator, message: Message) -> str:
    """A ready answer in the reader's language, or the writer's own words."""
    ready = CANNED.get(message.canned or "")
    if ready is None:
        return message.text
    values: dict[str, object] = dict(message.fields or {})
    if "date" in values:
        values["date"] = t.day(date.fromisoformat(str(values["date"])))
    return t(ready.sentence, **{**values, "office": _office(t, message)})


def _office(t: Translator, message: Message) -> str:
    named = office(message.fields or {})
    return t(named) if named else ""


def said(t: Translator, message: Message, shown: Shown | None = None) -> list[Block]:
    """What was written, and in which language if it is not the reader's; in theirs first, if somebody has carried it there."""
    text, is_ready, where = words(t, message), message.canned in CANNED, _office(t, message)
    blocks = [para(t("Passed on to: {office}", office=where))] if where and not is_ready else []
    blocks += translated(t, shown) if shown else []
    if text:
        blocks.append(quote(text))
        if not is_ready and message.language not in (t.code, UNNAMED):
            blocks.append(note(t("Written in: {language}", language=t.language(message.language))))
    return blocks


# --- for the author -------------------------------------------------------------------------------


def notice(t: Translator, told: Told, remark: str = "") -> Screen:
    """A message as the author of an idea gets it."""
    message, number = told.message, told.number
    if message.kind == "question":
        blocks = [title(f"❓ {t('The team asks you about your idea {number}.', number=number)}")]
    else:
        blocks = [title(f"💬 {t('There is news about your idea {number}.', number=number)}")]
    if not told.is_own and told.first:
        blocks.append(para(t("The team follows it together with {number}.", number=told.first)))
    if message.status and message.canned not in _SAYS_ALL:
        blocks.append(para(t(STATUSES[message.status])))
    blocks += said(t, message, told.shown)
    if _can_be_rated(told):
        blocks.append(para(t("Was this helpful?")))
    if remark:
        blocks.append(note(remark))
    return Screen(tuple(blocks), _notice_ways(t, told))


def told_carried(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """The same once more, now that it is there in the author's language."""
    told = service.for_notice(tx, person.id, content["message"], content["idea"])
    head = para(t("Here is the team's message in your language."))
    return notice(t, told).after(head) if told and told.shown else None


def _notice_ways(t: Translator, told: Told) -> tuple[Row, ...]:
    message, mine = told.message, my_idea_button(t, told.idea_id)
    files = _file_buttons(t, (message,), "reply.media", told.idea_id)
    rating = (_rating_row(t, message),) if _can_be_rated(told) else ()
    answer = (reply_button(t, told.idea_id),) if told.is_own else ()
    return (*files, *rating, (*answer, mine), (home_button(t),))


def _can_be_rated(told: Told) -> bool:
    return told.is_own and told.message.kind == "answer" and told.message.canned not in _SAYS_ALL


def _rating_row(t: Translator, message: Message) -> Row:
    """Once pressed it can still be changed; the present one is marked."""
    return tuple(
        Button(
            f"{'✔️ ' if message.rating == value else ''}{sign} {t(label)}",
            action("reply.rate", message.idea_id, message.id, value + 1),
        )
        for value, (sign, label) in _RATINGS.items()
    )


def my_idea_button(t: Translator, idea_id: int) -> Button:
    return Button(f"💡 {t('My idea')}", action("idea.show", idea_id))


def reply_button(t: Translator, idea_id: int) -> Button:
    return Button(f"✍️ {t('Answer')}", action("reply", idea_id))


def for_author(t: Translator, thread: Thread, shown: Mapping[int, Shown]) -> list[Block]:
    """A page of the thread as the author reads it, newest at the end."""
    blocks: list[Block] = []
    for message in thread.messages:
        day = t.date(message.at)
        head = t("You, {date}", date=day) if message.kind == "reply" else t("The team, {date}", date=day)
        blocks.append(title(f"{'✉️' if message.kind == 'reply' else '💬'} {head}"))
        if message.status and message.canned not in _SAYS_ALL:
            blocks.append(para(t(STATUSES[message.status])))
        blocks += said(t, message, shown.get(message.id))
    return blocks


def author_rows(t: Translator, thread: Thread, idea_id: int) -> tuple[Row, ...]:
    """Other pages, and what came with the messages of this one."""
    turns = _turning(t, thread, lambda page: action("idea.show", idea_id, page))
    return (*_file_buttons(t, thread.messages, "reply.media", idea_id), *turns)


def ask_reply(t: Translator, idea_id: int, number: str) -> Screen:
    text = t(
        "Please write to the team about {number} now. You can also send a photo or a voice message.",
        number=number,
    )
    return Screen(
        (para(text),), ((Button(f"↩️ {t('Back')}", action("idea.show", idea_id)), home_button(t)),)
    )


def replied(t: Translator, idea_id: int, number: str) -> Screen:
    text = t("Thank you! The team gets your message about {number}.", number=number)
    mine = my_idea_button(t, idea_id)
    return Screen((para(f"✅ {text}"),), ((reply_button(t, idea_id), mine), (home_button(t),)))


def file_of(t: Translator, message: Message, back: Row) -> Screen:
    """A photo or voice message as a message of its own."""
    kind, file_id = message.file or ("photo", "")
    shown = Media("photo" if kind == "photo" else "voice", file_id)
    return Screen((para(t("This came on {date}.", date=t.date(message.at))),), (back,), media=(shown,))


# --- for the team ---------------------------------------------------------------------------------


def for_team(
    t: Translator,
    opened: Opened,
    thread: Thread,
    names: Sequence[str],
    shown: Mapping[int, Shown | None],
) -> Screen:
    """A page of the thread, with who wrote what, what it says in a language of the team, and what the author thought of it."""
    sheet = opened.sheet
    blocks: list[Block] = [title(f"💬 {sheet.number}")]
    blocks.append(para(t("The author can read all of this.")))
    for message, name in zip(thread.messages, names, strict=True):
        moment = t.moment(message.at)
        author = t("The author, {moment}", moment=moment)
        head = author if message.kind == "reply" else t("{name}, {moment}", name=name, moment=moment)
        blocks.append(title(f"{'✉️' if message.kind == 'reply' else '💬'} {head}"))
        if message.status:
            blocks.append(item(t("Status: {status}", status=t(TEAM_STATUSES[message.status]))))
        blocks += said(t, message, shown.get(message.id))
        if message.id in shown and shown[message.id] is None:
            blocks.append(waits(t, GERMAN))
        if message.rating is not None:
            sign = _RATINGS[message.rating][0]
            blocks.append(note(f"{sign} {t(_RATED[message.rating])}"))
    here = (sheet.id, opened.name)
    files = _file_buttons(t, thread.messages, "thread.media", sheet.id, opened.name)
    turns = _turning(t, thread, lambda page: action("thread", *here, page))
    return Screen(
        tuple(blocks), (*files, *turns, *writing(t, opened), back_button(t, sheet.id, opened.name))
    )


def waiting(t: Translator, number: str, idea_id: int) -> Screen:
    """For the team: an author has written."""
    text = t("The author of {number} has written to you.", number=number)
    read = Button(f"💬 {t('Read it')}", action("thread", idea_id, "seen"))
    return Screen((para(f"✉️ {text}"),), ((read,), (home_button(t),)))


def _file_buttons(t: Translator, messages: Sequence[Message], verb: str, *here: object) -> tuple[Row, ...]:
    """A button for each photo and voice message."""
    found: list[Row] = []
    for message in messages:
        if message.file:
            sign, label = _FILES[message.file[0]]
            there = action(verb, here[0], message.id, *here[1:])
            found.append((Button(f"{sign} {t(label)} · {t.short_date(message.at)}", there),))
    return tuple(found)


def _turning(t: Translator, thread: Thread, to: Callable[[int], str]) -> tuple[Row, ...]:
    turns = []
    if thread.page > 1:
        turns.append(Button(f"⬅️ {t('Earlier')}", to(thread.page - 1)))
    if thread.page < thread.pages:
        turns.append(Button(f"➡️ {t('Later')}", to(thread.page + 1)))
    return (tuple(turns),) if turns else ()
