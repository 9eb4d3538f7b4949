"""What was told the team in private: its list, one of them, and the notices. No list and no notice carries a word of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.services import concerns as service
from bot.services.concerns import Thread
from bot.services.world import World
from bot.views.concerns import LOCK, about, label, turning, voices, written
from bot.views.home import home_button
from db import areas, concerns
from db.concerns import Found
from db.people import Known
from db.session import Tx

PER_PAGE = 8


def list_button(t: Translator) -> Button:
    return Button(f"{LOCK} {t('Private messages')}", action("private.list"))


def _last_row(t: Translator) -> Row:
    return (list_button(t), home_button(t))


def listed(t: Translator, found: Sequence[Found], page: int, count: tuple[int, int]) -> Screen:
    """A page, counted from 0; `count` is how many are open and how many there are."""
    is_open, total = count
    blocks: list[Block] = [title(f"{LOCK} {t('Private messages')}")]
    blocks.append(para(t.plural("{n} private message is open.", "{n} private messages are open.", is_open)))
    blocks.append(
        note(t("Only the team and the lead of a neighbourhood read them. Please tell nobody else."))
    )
    each = [Button(label(t, one), action("private", one.id)) for one in found]
    before = Button(f"⬅️ {t('Previous page')}", action("private.list", page - 1))
    after = Button(f"➡️ {t('Next page')}", action("private.list", page + 1))
    turn = (*((before,) if page else ()), *((after,) if (page + 1) * PER_PAGE < total else ()))
    desk = (Button(f"🗂️ {t('Desk')}", action("desk")), home_button(t))
    return Screen(tuple(blocks), (*rows(each, 1), *((turn,) if turn else ()), desk))


UNREACHED = N_(
    "The person cannot be reached here at the moment, perhaps because they blocked the bot. If they come back, they find what you write under “My private messages”."
)


def one(t: Translator, found: Found, thread: Thread, remark: str = "", *, reached: bool) -> Screen:
    """A page of what the person and the team wrote; `reached` if an answer would reach the person."""
    blocks: list[Block] = [note(remark)] if remark else []
    if not reached:
        blocks.append(note(t(UNREACHED)))
    blocks += [title(f"{LOCK} {t('Private message')}"), *(item(line) for line in about(t, found))]
    blocks += written(t, thread, own=False)
    if found.state == "closed":
        blocks.append(para(t("It is closed, and deleted 30 days after that.")))
    deeds = (
        Button(f"✍️ {t('Answer')}", action("private.answer", found.id)),
        Button(f"✔️ {t('Close it')}", action("private.close", found.id)),
    )
    ways = (
        *voices(t, thread, "private.voice", found.id),
        *turning(t, thread, "private", found.id),
        *((deeds,) if found.state == "open" else ()),
        _last_row(t),
    )
    return Screen(tuple(blocks), ways)


def ask_answer(t: Translator, found: Found, *, reached: bool) -> Screen:
    at_once = t("Please write it. It goes to the person at once, as you write it.")
    blocks = (
        title(t("Your answer")),
        *(item(line) for line in about(t, found)),
        para(at_once if reached else t(UNREACHED)),
    )
    return Screen(blocks, ((Button(f"⬅️ {t('Back')}", action("private", found.id)),),))


def ask_close(t: Translator, found: Found) -> Screen:
    blocks = (
        title(t("Close it?")),
        para(t("The person hears of it. The telephone number is deleted at once, all else after 30 days.")),
    )
    yes = (Button(f"✔️ {t('Yes, close it')}", action("private.closed", found.id)),)
    return Screen(blocks, (yes, (Button(f"⬅️ {t('Back')}", action("private", found.id)),)))


def not_here(t: Translator) -> Screen:
    return Screen((para(t("There is no such private message here.")),), (_last_row(t),))


# --- notices --------------------------------------------------------------------------------------

_TOLD = {
    "new": N_("Somebody has told your team something in private."),
    "more": N_("There is something new in a private message."),
    "waits": N_("A private message has been open for three days. Please answer or close it."),
}


def for_team(tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]) -> Screen | None:
    """That there is something, and where; not what."""
    found = service.for_team(tx, person.id, content["concern"])
    if found is None:
        return None
    blocks = (para(f"{LOCK} {t(_TOLD[content['what']])}"), item(found.area or ""))
    return Screen(
        blocks, ((Button(f"{LOCK} {t('Read it')}", action("private", found.id)), home_button(t)),)
    )


def answered(tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]) -> Screen | None:
    """The team's answer, for the person."""
    found = concerns.own(tx, person.id, content["concern"])
    message = service.said(tx, person.id, content["concern"], content["message"])
    if found is None or message is None:
        return None
    thread = Thread((message,), 1, 1)
    add = Button(f"✍️ {t('Add something')}", action("concern.add", found.id))
    show = Button(f"{LOCK} {t('Read all of it')}", action("concern.show", found.id))
    blocks = (title(f"{LOCK} {t('The team has answered you.')}"), *written(t, thread, own=True))
    return Screen(blocks, (*voices(t, thread, "concern.voice", found.id), (add,), (show, home_button(t))))


def for_admins(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    """That nobody reads it, and how many there are; not what."""
    area, waits = areas.by_id(tx, content["area"]), service.waits_in(tx, content["area"])
    if area is None or not waits:
        return None
    text = t.plural(
        "Nobody in {area} can read private messages any more, and {n} is open. Please invite somebody to the team there.",
        "Nobody in {area} can read private messages any more, and {n} are open. Please invite somebody to the team there.",
        waits,
        area=area.name,
    )
    team = Button(f"👥 {t('The team')}", action("team", area.id, 0))
    return Screen((para(f"{LOCK} {text}"),), ((team, home_button(t)),))


def alone(tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]) -> Screen | None:
    """For the person, while nobody reads it."""
    found = concerns.own(tx, person.id, content["concern"])
    if found is None or not service.is_alone(tx, found):
        return None
    blocks = (
        para(
            t(
                "At the moment nobody in {area} can read your private message. It is kept and read as soon as somebody can. You can also go to the office, or take it back.",
                area=found.area or "",
            )
        ),
        para(t("In an emergency call the police (110) or the fire brigade and ambulance (112).")),
    )
    show = Button(f"{LOCK} {t('Read it')}", action("concern.show", found.id))
    return Screen(blocks, ((show, home_button(t)),))


def was_closed(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    found = concerns.own(tx, person.id, content["concern"])
    if found is None:
        return None
    text = t("The team has closed your private message. It is deleted 30 days later.")
    show = Button(f"{LOCK} {t('Read all of it')}", action("concern.show", found.id))
    return Screen((para(text),), ((show, home_button(t)),))
