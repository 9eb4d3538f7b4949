"""What the team sends to those who come to an event: that it is cancelled, a message, the question how it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core import events as rules
from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, note, para, title
from bot.core.words import seal_of
from bot.i18n import Translator
from bot.services.world import World
from bot.views import event_files, event_parts
from bot.views.words import ask_helpers
from db import rsvps
from db.events import Event
from db.people import Known
from db.session import Tx


def ask_reason(t: Translator, event: Event) -> Screen:
    """Why is it cancelled?"""
    buttons = [
        (Button(t(text), action("event.off", event.id, key)),) for key, text in rules.REASONS.items()
    ]
    words = para(t("Why does it not take place? Choose a reason, or write it."))
    return Screen((title(event_parts.short(t, event)), words), (*buttons, (_event(t, event.id),)))


def sure_to_cancel(t: Translator, event: Event, reason: str, own: Mapping[str, str], people: int) -> Screen:
    """Once more before it is cancelled, for one of the reasons or in words of the team's `own` by language."""
    told = t.plural("{n} person is told of it.", "{n} people are told of it.", people)
    blocks = (
        title(t("Cancel this event?")),
        para(event_parts.short(t, event)),
        para("".join(own.values()) or t(rules.REASONS[reason])),
    )
    undone = para(t("You cannot undo this."))
    why = ("own", seal_of(own)) if own else (reason,)
    yes = Button(f"❌ {t('Yes, cancel it')}", action("event.cancelled", event.id, *why))
    no = Button(t("No, it takes place"), action("event", event.id))
    return Screen((*blocks, para(told), undone), ((yes,), (no,)))


def ask_message(t: Translator, event: Event) -> Screen:
    words = para(t("Please write what those who said yes or maybe should know."))
    return Screen((title(event_parts.short(t, event)), words), ((_event(t, event.id),),))


def check_message(  # noqa: PLR0913 - everything that is looked at before it goes
    t: Translator,
    shown: Screen,
    event: Event,
    people: int,
    missing: Sequence[str],
    remark: str = "",
    late: str = "",
) -> Screen:
    """The message as it goes, to how many, in which of their languages it is missing, and when it goes if that is later."""
    many = t.plural("{n} person gets it:", "{n} people get it:", people)
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [para(many), *shown.blocks]
    if missing:
        names = t.listed(missing)
        words = t(
            "Texts are missing in: {languages}. These people see another language there.", languages=names
        )
        blocks.append(note(words))
    blocks += [note(late)] if late else []
    ways: tuple[Row, ...] = ((ask_helpers(t, "event.carry", event.id),),) if missing else ()
    yes = Button(f"✉️ {t('Send it')}", action("event.send", event.id, seal_of(event.message)))
    anew = Button(f"✍️ {t('Write it anew')}", action("event.message", event.id, "new"))
    return Screen(tuple(blocks), (*ways, (yes,), (anew, _event(t, event.id))))


def after(t: Translator, event: Event, people: int) -> Screen:
    """On the day after: does the team want to know how it was?"""
    came = t.plural("{n} person said yes.", "{n} people said yes.", people)
    ask = para(t("Do you want to ask them how it was? It takes them a minute, in their own language."))
    yes = Button(f"💬 {t('Ask how it was')}", action("event.after", event.id))
    return Screen((title(event_parts.short(t, event)), para(came), ask), ((yes,), (_event(t, event.id),)))


def told_after(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """Nothing if they were asked already, if nobody came, or if this person does not lead the team any more."""
    event = event_files.of_team(tx, person, content["event"], "lead")
    people = len(rsvps.people(tx, event.id, ("yes",))) if event else 0
    return after(t, event, people) if event and people and event.round_id is None else None


def _event(t: Translator, event_id: int) -> Button:
    return Button(f"↩️ {t('Back')}", action("event", event_id))
