"""Events as residents see them: the list, a page with their answer, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core import events as rules
from bot.core.actions import action
from bot.core.screen import Button, Place, Row, Screen, rows
from bot.core.text import N_, Block, note, para, title
from bot.i18n import Catalogues, Translator
from bot.services.rsvps import Seen
from bot.views import event_parts
from bot.views.event_parts import answers
from bot.views.home import home_button
from bot.views.offers import turning
from db.events import Event
from db.rsvps import Rsvp

LISTED = 12
"""Events on one page."""

REMARKS: dict[str, str] = {
    "full": N_("There are not so many seats left. You keep the ones you have."),
    "never": N_("There are not so many seats in all."),
}


def listed(  # noqa: PLR0913 - a page of a list
    t: Translator, found: Sequence[Event], area: str, page: int, total: int, *, is_team: bool
) -> Screen:
    """A page of what is announced for somebody's area, counted from 0; for its team also the way to making more."""
    blocks: list[Block] = [title(t("Events in {area}", area=area))]
    blocks.append(
        para(t("Tap on one to read more and to say whether you come."))
        if found
        else para(t("No event is announced at the moment."))
    )
    each = [(Button(event_parts.short(t, event), action("rsvp", event.id)),) for event in found]
    hear = (Button(f"🔔 {t('Choose what I hear about')}", action("me.topics", "new")),)
    make = ((Button(f"🗂️ {t('Your events')}", action("event.list")),),) if is_team else ()
    turns = turning(t, ("rsvp.list",), page, -(-total // LISTED))
    return Screen(tuple(blocks), (*each, *turns, *make, hear, (home_button(t),)))


def no_area(t: Translator) -> Screen:
    words = para(t("Please choose your neighbourhood first. Then you see its events."))
    choose = (Button(f"📍 {t('Choose my neighbourhood')}", action("area")),)
    return Screen((title(t("Events")), words), (choose, (home_button(t),)))


def page(t: Translator, catalogues: Catalogues, seen: Seen, now: datetime, remark: str = "") -> Screen:
    """An event with what somebody has answered."""
    event = seen.event
    if event.state == "cancelled":
        return event_parts.cancelled(t, catalogues, event)
    blocks = [*([note(remark)] if remark else []), *event_parts.facts(t, catalogues, event)]
    is_over = event.starts_at is None or event.starts_at <= now
    blocks.append(para(t("It has begun already.")) if is_over else para(_state(t, seen)))
    buttons = () if is_over else _ways(t, seen)
    back = (Button(f"📅 {t('All events')}", action("rsvp.list")), home_button(t))
    return Screen(tuple(blocks), (*buttons, *_about(t, event), back))


def _state(t: Translator, seen: Seen) -> str:
    mine = seen.mine
    if mine is None:
        return _room(t, seen)
    if mine.answer == "yes":
        return t.plural(
            "You come, with {n} person in all.", "You come, with {n} people in all.", mine.people
        )
    if mine.answer == "waiting":
        return t(
            "It is full. You are number {place} on the waiting list. We write to you as soon as there is room.",
            place=t.number(seen.place),
        )
    return t("You said maybe.") if mine.answer == "maybe" else t("You said no.")


def _room(t: Translator, seen: Seen) -> str:
    if seen.left is None:
        return t("Are you coming?")
    if seen.left == 0:
        return t("It is full. If you say yes, you are put on the waiting list.")
    return t.plural("Are you coming? {n} seat is free.", "Are you coming? {n} seats are free.", seen.left)


def _ways(t: Translator, seen: Seen) -> tuple[Row, ...]:
    number, mine = seen.event.id, seen.mine
    ways: list[Row] = [answers(t, number, seen.answer)]
    if mine is not None and mine.answer != "no":
        many = Button(f"👥 {t('How many')}: {t.number(mine.people)}", action("rsvp.many", number))
        needs = Button(f"🧩 {t('What I need')}", action("rsvp.needs", number))
        ways += [(many, needs), (Button(f"🗣️ {t('Languages')}", action("rsvp.brings", number)),)]
    if mine is not None:
        ways.append((Button(f"↩️ {t('Take my answer back')}", action("rsvp.back", number)),))
    return tuple(ways)


def _about(t: Translator, event: Event) -> tuple[Row, ...]:
    pin = [Button(f"📍 {t('On the map')}", action("rsvp.where", event.id))] if event.latitude else []
    return ((*pin, Button(f"📆 {t('Calendar file')}", action("rsvp.file", event.id))),)


def many(t: Translator, event: Event, mine: Rsvp) -> Screen:
    """How many come in all?"""
    buttons = [
        Button(f"{'✓ ' if n == mine.people else ''}{t.number(n)}", action("rsvp.people", event.id, n))
        for n in range(1, rules.MOST_PEOPLE + 1)
    ]
    words = para(t("How many people come in all? Please count yourself and the children."))
    return Screen((title(event_parts.short(t, event)), words), (*rows(buttons, 3), _back(t, event.id)))


def needs(t: Translator, event: Event, mine: Rsvp) -> Screen:
    buttons = [
        (
            Button(
                f"{_box(key in mine.needs)} {sign} {t(name)}",
                action("rsvp.need", event.id, key, int(key not in mine.needs)),
            ),
        )
        for key, (sign, name) in rules.NEEDS.items()
    ]
    words = para(t("What do you need to be able to come? The team sees it without your name."))
    return Screen((title(event_parts.short(t, event)), words), (*buttons, _back(t, event.id)))


_SPEAKING: dict[str, tuple[str, str]] = {
    "brings": (
        "rsvp.bring",
        N_("Which languages do you bring? Others may want to practise them with you."),
    ),
    "practises": ("rsvp.practise", N_("Which languages do you want to practise?")),
}


def languages(t: Translator, codes: Sequence[str], event: Event, mine: Rsvp, what: str) -> Screen:
    """Languages that somebody brings, or wants to practise."""
    verb, question = _SPEAKING[what]
    chosen: list[str] = getattr(mine, what)
    buttons = [
        Button(
            f"{_box(code in chosen)} {t.language(code)}",
            action(verb, event.id, code, int(code not in chosen)),
        )
        for code in codes
    ]
    on = {
        "brings": Button(f"{t('What I want to practise')} ➡️", action("rsvp.practises", event.id)),
        "practises": Button(f"⬅️ {t('What I bring')}", action("rsvp.brings", event.id)),
    }[what]
    free = note(t("You need not say it. The team only sees how many people there are for each pair."))
    return Screen(
        (title(event_parts.short(t, event)), para(t(question)), free),
        (*rows(buttons, 2), (on,), _back(t, event.id)),
    )


def where(t: Translator, event: Event) -> Screen:
    """The pin, as a message that opens a map."""
    points = (Place(event.latitude, event.longitude),) if event.latitude and event.longitude else ()
    return Screen(
        (title(event_parts.short(t, event)), para(event.place)), (_back(t, event.id),), places=points
    )


def _box(ticked: bool) -> str:
    return "☑️" if ticked else "⬜️"


def _back(t: Translator, event_id: int) -> Row:
    return (Button(f"↩️ {t('Back')}", action("rsvp", event_id)),)
