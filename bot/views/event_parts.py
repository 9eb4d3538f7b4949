"""How an event is shown to people: on its page, in the invitation, and in what they hear of it later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.core import events as rules
from bot.core import links
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.links import Link
from bot.core.markup import to_html
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, item, note, para, shorten, title
from bot.core.words import Mark, made_by
from bot.i18n import Catalogues, Translator
from bot.services.world import World
from bot.views.home import home_button
from bot.views.words import by, carried
from db import events, rsvps
from db.broadcasts import Running
from db.events import Event
from db.people import Known
from db.session import Tx

CAPTION, CAPTIONED = 1024, 250
"""Characters under a picture (Bot API), and of the team's own words among them."""


def named(t: Translator, event: Event) -> str:
    """Its own title, or what it is."""
    return pick(event.title, t.code)[0] or t(rules.SORTS[event.sort].name)


def span(t: Translator, event: Event) -> str:
    """When it is; the day of its end only if it is another one."""
    if event.starts_at is None or event.ends_at is None:
        return t("The day is still open.")
    same_day = t.date(event.starts_at) == t.date(event.ends_at)
    end = t.time(event.ends_at) if same_day else t.moment(event.ends_at)
    return t("{moment}, until {end}", moment=t.moment(event.starts_at), end=end)


def short(t: Translator, event: Event) -> str:
    """A line of a list, or a button."""
    begins = event.starts_at
    when = f"{t.short_date(begins)} {t.time(begins)} · " if begins else ""
    return f"{rules.SORTS[event.sort].sign} {when}{shorten(named(t, event), 40)}"


def facts(
    t: Translator, catalogues: Catalogues, event: Event, room: int = rules.WORDS_LIMIT
) -> list[Block]:
    """Everything about an event; without a word of the team's own it is as complete in every language."""
    sort = rules.SORTS[event.sort]
    words, shown_in = pick(event.words, t.code)
    shown = words if len(words) <= room else shorten(words, room)
    blocks = [title(f"{sort.sign} {named(t, event)}"), para(shown or t(sort.about))]
    blocks += [item(line) for line in _lines(t, event)]
    other = shown_in or (pick(event.title, t.code)[1] if event.title else "")
    if other and other != t.code:
        name = catalogues.own_name(other) if other in catalogues.codes else other
        text = t(
            "We do not have this in your language yet. You see it in this language: {language}",
            language=name,
        )
        blocks.append(note(text))
    made = made_by({"title": event.title, "words": event.words}, event.carried, t.code)
    return [*blocks, *carried(t, made)]


def _lines(t: Translator, event: Event) -> list[str]:
    lines = [f"📅 {span(t, event)}"]
    if event.place:
        lines.append(f"📍 {isolate(event.place, t.rtl)}")
    lines.append(f"👥 {t(rules.WHOM[event.whom])}")
    lines += [f"{sign} {t(text)}" for key, (sign, text) in rules.MARKS.items() if key in event.marks]
    if event.languages:
        lines.append(f"🗣️ {t('It is interpreted into: {languages}', languages=spoken(t, event.languages))}")
    lines.append(f"💶 {cost(t, event.cost)}")
    return lines


def spoken(t: Translator, codes: list[str]) -> str:
    return t.listed(isolate(t.language(code), t.rtl) for code in codes)


def cost(t: Translator, euros: int) -> str:
    return t.plural("It costs {n} euro.", "It costs {n} euros.", euros) if euros else t("It is free.")


def answers(t: Translator, event_id: int, chosen: str = "") -> Row:
    """Yes, maybe, no; what was chosen is marked."""
    each = (("yes", "✅", t("Yes")), ("maybe", "🤔", t("Maybe")), ("no", "✖️", t("No")))
    said = "yes" if chosen == "waiting" else chosen
    return tuple(
        Button(f"{'✓' if key == said else sign} {label}", action("rsvp.say", event_id, key))
        for key, sign, label in each
    )


def invitation(
    t: Translator, catalogues: Catalogues, event: Event, room: int = rules.WORDS_LIMIT
) -> Screen:
    """What everybody gets who hears of events; under a picture in fewer words."""
    if event.state == "cancelled":
        return cancelled(t, catalogues, event)
    room = min(room, CAPTIONED) if event.photo else room
    blocks = (*facts(t, catalogues, event, room), para(t("Are you coming?")))
    return Screen(blocks, (answers(t, event.id), _more(t, event.id), *_less(t)))


def copy(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """The invitation as a message to many. Raises KeyError if there is no such event."""
    event = events.find(tx, running.content["event"])
    if event is None:
        raise KeyError(f"no event {running.content['event']}")
    whole = invitation(t, world.catalogues, event)
    fits = not event.photo or len("".join(to_html(whole.blocks, t.rtl))) <= CAPTION
    # a translation may come in between and be longer than what was looked at before it went
    return whole if fits else invitation(t, world.catalogues, event, CAPTIONED // 3)


def words(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """What the team writes to those who come. Raises KeyError if there is no such event."""
    event = events.find(tx, running.content["event"])
    if event is None:
        raise KeyError(f"no event {running.content['event']}")
    marks = running.content.get("marks", {})
    return message(t, world.catalogues, event, running.content["texts"], marks)


def message(
    t: Translator, catalogues: Catalogues, event: Event, texts: dict[str, str], marks: Mapping[str, Mark]
) -> Screen:
    text, shown_in = pick(texts, t.code)
    blocks = [title(short(t, event)), para(text)]
    blocks += [*_written_in(t, catalogues, shown_in), *carried(t, marks.get(shown_in))]
    return Screen(tuple(blocks), (_not_any_more(t, event.id), _more(t, event.id)))


def _written_in(t: Translator, catalogues: Catalogues, shown_in: str) -> list[Block]:
    """In which language words of the team's own are, if it is not the reader's."""
    if shown_in in ("", t.code):
        return []
    name = catalogues.own_name(shown_in) if shown_in in catalogues.codes else shown_in
    return [note(t("The team wrote this in: {language}", language=name))]


def reminder(t: Translator, catalogues: Catalogues, event: Event, answer: str) -> Screen:
    blocks = facts(t, catalogues, event)
    head = para(f"⏰ {t('A reminder of what you wanted to go to:')}")
    if answer == "maybe":
        ask = (para(t("You said maybe. Are you coming?")),)
        return Screen((head, *blocks, *ask), (answers(t, event.id, answer), _more(t, event.id)))
    return Screen((head, *blocks), (_not_any_more(t, event.id), _more(t, event.id)))


def seat(t: Translator, event: Event, people: int) -> Screen:
    """Somebody who waited may come."""
    got = t.plural(
        "There is room now: you have a seat for {n} person.",
        "There is room now: you have seats for {n} people.",
        people,
    )
    lines = (item(f"📅 {span(t, event)}"), item(f"📍 {isolate(event.place, t.rtl)}"))
    return Screen(
        (title(short(t, event)), para(got), *lines), (_not_any_more(t, event.id), _more(t, event.id))
    )


def changed(t: Translator, catalogues: Catalogues, event: Event, answer: str) -> Screen:
    """Time, place, what there is or who interprets are other ones now."""
    head = para(f"❗ {t('Something has changed. It is like this now:')}")
    ways = answers(t, event.id, answer)
    return Screen((head, *facts(t, catalogues, event)), (ways, _more(t, event.id)))


def cancelled(t: Translator, catalogues: Catalogues, event: Event) -> Screen:
    lines = (item(f"📅 {span(t, event)}"), item(f"📍 {isolate(event.place, t.rtl)}"))
    own, shown_in = pick(event.reason_words, t.code)
    why = own or t(rules.REASONS.get(event.reason or "other", rules.REASONS["other"]))
    made = carried(t, event.carried.get("reason", {}).get(shown_in))
    said = [para(why), *_written_in(t, catalogues, shown_in if own else ""), *made]
    blocks = (title(short(t, event)), para(f"❌ {t('This event does not take place.')}"), *said, *lines)
    return Screen(blocks, ((Button(f"📅 {t('All events')}", action("rsvp.list")), home_button(t)),))


def _more(t: Translator, event_id: int) -> Row:
    return (Button(f"ℹ️ {t('More about it')}", action("rsvp", event_id)),)


def _not_any_more(t: Translator, event_id: int) -> Row:
    return (Button(f"✖️ {t('I can’t any more')}", action("rsvp.say", event_id, "no")),)


def _less(t: Translator) -> tuple[Row, ...]:
    """One tap to hear no more of this."""
    return (
        (Button(f"🔕 {t('No more events')}", action("me.leave", "events")),),
        (Button(f"🔔 {t('Choose what I hear about')}", action("me.topics", "new")),),
    )


# --- notices: rendered when they are sent, and left out if they are not true any more ---------------

Content = dict[str, Any]


def told_reminder(tx: Tx, world: World, t: Translator, person: Known, content: Content) -> Screen | None:
    event, mine = events.find(tx, content["event"]), rsvps.of(tx, content["event"], person.id)
    if event is None or mine is None or event.state != "announced" or mine.answer not in rsvps.COMING:
        return None
    same = event.starts_at == datetime.fromisoformat(content["starts"])
    return reminder(t, world.catalogues, event, mine.answer) if same else None


def told_seat(tx: Tx, _world: World, t: Translator, person: Known, content: Content) -> Screen | None:
    event, mine = events.find(tx, content["event"]), rsvps.of(tx, content["event"], person.id)
    if event is None or mine is None or event.state != "announced" or mine.answer != "yes":
        return None
    return seat(t, event, mine.people)


def told_change(tx: Tx, world: World, t: Translator, person: Known, content: Content) -> Screen | None:
    """What was changed once more, or cancelled, is told by the newer notice."""
    event, mine = events.find(tx, content["event"]), rsvps.of(tx, content["event"], person.id)
    if event is None or mine is None or event.revision != content["revision"]:
        return None
    if event.state == "cancelled":
        return cancelled(t, world.catalogues, event)
    return changed(t, world.catalogues, event, mine.answer) if mine.answer in rsvps.HEARING else None


def link_of(world: World, event: Event) -> str:
    return f"https://t.me/{world.bot_username}?start={links.write(Link(event=str(event.id)))}"


def calendar(t: Translator, world: World, event: Event) -> dict[str, Any]:
    """What `bot.paper.calendar` makes the file from. The identity stays the same whatever changes."""
    own, shown_in = pick(event.words, t.code)
    made = by(t, event.carried.get("words", {}).get(shown_in))
    said = [own or t(rules.SORTS[event.sort].about), *([made] if made else [])]
    lines = [*said, *_lines(t, replace(event, place="")), link_of(world, event)]
    point = None if event.latitude is None else (event.latitude, event.longitude)
    moments = {"starts": event.starts_at, "ends": event.ends_at, "changed": event.changed_at}
    return {
        "uid": f"{event.id}-{event.created_at.astimezone(UTC):%Y%m%d%H%M%S}@kiezstimme",
        "sequence": event.revision,
        "cancelled": event.state == "cancelled",
        "title": named(t, event),
        "words": "\n".join(lines),
        "place": event.place,
        "point": point,
        "link": link_of(world, event),
        **{key: one.astimezone(UTC).isoformat() for key, one in moments.items() if one},
    }
