"""Events as their team sees them: the list, the page of one, and who comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.core import events as rules
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.services.events import Opened, planned
from bot.services.rsvps import FEW, Numbers
from bot.views import event_parts, goals
from bot.views.home import home_button
from bot.views.offers import turning
from db.events import Event
from db.rsvps import Rsvp

Key = TypeVar("Key", str, tuple[str, str])

SIGNS = {"draft": "✏️", "announced": "📣", "cancelled": "❌"}
PAGE, LISTED = 10, 10
"""Answers, and events, on one page."""

ANSWERS = {
    "yes": N_("Comes"),
    "waiting": N_("Waits for a seat"),
    "maybe": N_("Comes perhaps"),
    "no": N_("Does not come"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an event for its team: the names of its areas, the answers, a link to it, what may be done."""

    areas: Sequence[str]
    numbers: Numbers
    link: str
    leads: bool
    has_areas: bool


def listed(t: Translator, found: Sequence[Event], page: int, total: int, *, over: bool = False) -> Screen:
    """A page of the team's events, counted from 0, of so many in all."""
    heading = title(t("Past events") if over else t("Your events"))
    empty = () if found else (para(t("There is no event here yet.")),)
    each = tuple(
        (Button(f"{SIGNS[one.state]} {event_parts.short(t, one)}", action("event", one.id)),)
        for one in found
    )
    new = () if over else ((Button(f"➕ {t('New event')}", action("event.new")),),)
    other = _list(t) if over else Button(f"🗄 {t('Past events')}", action("event.old"))
    turns = turning(t, ("event.old" if over else "event.list",), page, -(-total // LISTED))
    return Screen((heading, *empty), (*each, *turns, *new, (other, home_button(t))))


def page(t: Translator, here: Opened, around: Around, now: datetime, remark: str = "") -> Screen:
    """Everything about an event, and what can be done with it."""
    event = here.event
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(f"{SIGNS[event.state]} {event_parts.short(t, event)}"))
    blocks += [item(line) for line in _lines(t, event, around)]
    if event.pending:
        blocks.append(para(f"❗ {t('Nobody was told of this yet:')}"))
        blocks += [item(line) for line in _planned(t, event)]
    if event.state != "draft":
        blocks += _answered(t, event, around.numbers)
    back = (_list(t), home_button(t))
    return Screen(tuple(blocks), (*_ways(t, event, around, now), back))


def _lines(t: Translator, event: Event, around: Around) -> Iterator[str]:
    yield f"📅 {event_parts.span(t, event)}"
    yield f"📍 {isolate(event.place, t.rtl)}" if event.place else f"📍 {t('The place is still open.')}"
    yield f"🎯 {goals.named(t, event.goal)}"
    yield f"🏘️ {', '.join(around.areas)}"
    yield f"👥 {t(rules.WHOM[event.whom])}"
    room = t.plural("There is {n} seat.", "There are {n} seats.", event.seats) if event.seats else ""
    yield f"🪑 {room or t('There is room for everybody.')}"
    yield from (f"{sign} {t(text)}" for key, (sign, text) in rules.MARKS.items() if key in event.marks)
    if event.languages:
        yield f"🗣️ {t('It is interpreted into: {languages}', languages=event_parts.spoken(t, event.languages))}"
    yield f"💶 {event_parts.cost(t, event.cost)}"
    if event.photo:
        yield f"🖼️ {t('It has a picture.')}"
    if event.state == "announced":
        yield f"🔗 {around.link}"


def _planned(t: Translator, event: Event) -> Iterator[str]:
    then = planned(event)
    if (then.starts_at, then.ends_at) != (event.starts_at, event.ends_at):
        yield f"📅 {event_parts.span(t, then)}"
    if (then.place, then.latitude) != (event.place, event.latitude):
        yield f"📍 {isolate(then.place, t.rtl)}"
    before, after = _there(t, event), _there(t, then)
    yield from (t("New: {what}", what=line) for line in after if line not in before)
    yield from (t("Not any more: {what}", what=line) for line in before if line not in after)


def _there(t: Translator, event: Event) -> list[str]:
    """What there is and who interprets, a line for each."""
    marks = [f"{sign} {t(text)}" for key, (sign, text) in rules.MARKS.items() if key in event.marks]
    return marks + [
        f"🗣️ {t('It is interpreted into: {languages}', languages=event_parts.spoken(t, [code]))}"
        for code in event.languages
    ]


def _answered(t: Translator, event: Event, found: Numbers) -> list[Block]:
    lines = [
        t("People who come: {n}", n=t.number(found.yes)),
        t("People who come perhaps: {n}", n=t.number(found.maybe)),
        *([t("People who wait for a seat: {n}", n=t.number(found.waiting))] if event.seats else []),
        t("Answers that are no: {n}", n=t.number(found.no)),
    ]
    for key, (sign, name) in rules.NEEDS.items():
        if found.needs.get(key):
            lines.append(f"{sign} {t(name)}: {t.number(found.needs[key])}")
    if found.interpret:
        lines.append(t("An interpreter is wanted for: {languages}", languages=_spoken(t, found.interpret)))
    if found.languages:
        lines.append(t("They use the bot in: {languages}", languages=_spoken(t, found.languages)))
    return [item(f"• {line}") for line in lines]


def _spoken(t: Translator, found: Mapping[str, int]) -> str:
    """Languages with how many people; a few are "some"."""
    each = most_first(found)
    return t.listed(isolate(f"{t.language(code)} ({some(t, n)})", t.rtl) for code, n in each)


def most_first(found: Mapping[Key, int]) -> list[tuple[Key, int]]:
    """The largest numbers first; among those that are shown as "some" the order says nothing."""
    return sorted(found.items(), key=lambda one: (-one[1] if one[1] >= FEW else 0, one[0]))


def some(t: Translator, n: int) -> str:
    return t.number(n) if n >= FEW else t("some")


def _ways(t: Translator, event: Event, around: Around, now: datetime) -> list[Row]:
    def way(sign: str, text: str, verb: str, *args: object) -> Button:
        return Button(f"{sign} {text}", action(verb, event.id, *args))

    look = (way("👁", t("See it as others do"), "event.look"),)
    if event.state == "draft":
        return [*_draft_ways(t, event, around), look, (way("📣", t("Check and announce"), "event.check"),)]
    said: list[Row] = [
        (way("👥", t("Answers"), "event.answers"), way("🗣️", t("Language pairs"), "event.pairs")),
        (way("⬇️", "CSV", "event.export", "csv"), way("⬇️", "XLSX", "event.export", "xlsx")),
    ]
    if event.state == "cancelled":
        return said
    if event.starts_at is not None and event.starts_at <= now:
        is_over = event.ends_at is not None and event.ends_at <= now
        asks = around.leads and is_over and event.round_id is None and event.numbers is None
        return [*said, *([(way("💬", t("Ask how it was"), "event.after"),)] if asks else [])]
    write = [(way("✉️", t("Write to those who come"), "event.message"),)] if around.leads else []
    off = (way("❌", t("Cancel it"), "event.cancel"),)
    return [*_change_ways(t, event), *said, *write, look, off]


def _change_ways(t: Translator, event: Event) -> list[Row]:
    """What can be changed although people have been invited; first of all, to tell them of what was."""

    def way(sign: str, text: str, verb: str, *args: object) -> Button:
        return Button(f"{sign} {text}", action(verb, event.id, *args))

    tell = [
        (way("📣", t("Tell everybody who comes"), "event.tell"),),
        (way("↩️", t("Leave it as it was"), "event.keep"),),
    ]
    return [
        *(tell if event.pending else []),
        (way("📅", t("Day and time"), "event.day"), way("📍", t("Place"), "event.places")),
        (way("⏱️", t("Length"), "event.field", "length"), way("🪑", t("Seats"), "event.field", "seats")),
        (
            way("📋", t("What there is"), "event.ticks", "marks"),
            way("🗣️", t("Interpreters"), "event.ticks", "languages"),
        ),
    ]


def _draft_ways(t: Translator, event: Event, around: Around) -> list[Row]:
    def way(sign: str, text: str, verb: str, *args: object) -> Button:
        return Button(f"{sign} {text}", action(verb, event.id, *args))

    each = [
        way("📅", t("Day and time"), "event.day"),
        way("📍", t("Place"), "event.places"),
        way("⏱️", t("Length"), "event.field", "length"),
        way("🪑", t("Seats"), "event.field", "seats"),
        way("📋", t("What there is"), "event.ticks", "marks"),
        way("🗣️", t("Interpreters"), "event.ticks", "languages"),
        way("👥", t("For whom"), "event.field", "whom"),
        way("💶", t("What it costs"), "event.field", "cost"),
        way("🎯", t("Goal"), "event.field", "goal"),
        way("🏷️", t("Own title"), "event.write", "title"),
        way("✍️", t("Own words"), "event.write", "words"),
        way("🖼️", t("Picture"), "event.write", "photo"),
        *([way("🏘️", t("Neighbourhoods"), "event.areas")] if around.has_areas else []),
        way("🗑", t("Throw away"), "event.drop"),
    ]
    return list(rows(each, 2))


def given(t: Translator, event: Event, found: Sequence[Rsvp], at: int) -> Screen:
    """The answers without a name: how many people, and what they need."""
    pages = max(1, -(-len(found) // PAGE))
    at = min(at, pages - 1)
    lines = [item(f"• {_one(t, one)}") for one in found[at * PAGE :][:PAGE]]
    empty = [] if found else [para(t("Nobody has answered yet."))]
    turn = [
        Button(text, action("event.answers", event.id, to))
        for text, to in ((f"⬅️ {t('Previous page')}", at - 1), (f"{t('Next page')} ➡️", at + 1))
        if 0 <= to < pages
    ]
    head = title(f"👥 {event_parts.short(t, event)}")
    return Screen((head, *empty, *lines), (*rows(turn, 2), (_event(t, event.id),)))


def _one(t: Translator, one: Rsvp) -> str:
    many = t.plural("{n} person", "{n} people", one.people)
    needs = [f"{sign} {t(name)}" for key, (sign, name) in rules.NEEDS.items() if key in one.needs]
    return " · ".join([t(ANSWERS[one.answer]), *([many] if one.answer != "no" else []), *needs])


def pairs(t: Translator, event: Event, found: Mapping[tuple[str, str], int]) -> Screen:
    """Who could practise with whom: how many bring one language and want to practise another."""
    each = most_first(found)
    lines = [
        item(
            "• "
            + t(
                "bring {language}, practise {other}: {n}",
                language=t.language(brings),
                other=t.language(practises),
                n=some(t, n),
            )
        )
        for (brings, practises), n in each[:40]
    ]
    words = para(t("Languages of those who come. Fewer than five people are shown as “some”."))
    empty = [] if lines else [para(t("Nobody has said it yet."))]
    head = title(f"🗣️ {event_parts.short(t, event)}")
    return Screen((head, words, *empty, *lines), ((_event(t, event.id),),))


def _event(t: Translator, event_id: int) -> Button:
    return Button(f"↩️ {t('Back')}", action("event", event_id))


def _list(t: Translator) -> Button:
    return Button(f"↩️ {t('Back')}", action("event.list"))
