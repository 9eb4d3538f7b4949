"""What else the team of the story does for its neighbourhood: events, a message to many, a poster, offers, a report."""

from __future__ import annotations

from collections.abc import Sequence

from bot.demo.story.cast import ARABIC, ENGLISH, GERMAN, NEIGHBOUR, ROLLBERG, TEAM, TURKISH
from bot.demo.story.script import CODE, Scene, scene

ROOM = "Nachbarschaftstreff an der Falkstraße"

PHONE = "030 23125 0{}"
"""Numbers that nobody has: 030 23125 000 to 999 are kept for films and books (Bundesnetzagentur)."""

# --- an offer, from the list of all to residents --------------------------------------------------


def _offer(kind: str, days: Sequence[int], hours: str, whom: str, phone: int) -> tuple[str, ...]:
    """`days` from Monday = 0."""
    return (
        "> /desk",
        "offer.list",
        "offer.new",
        f"offer.make :{kind}",
        *(f"offer.tick :days:{day}:1" for day in days),
        "offer.done :days",
        f"> {hours}",
        f"> {ROOM}",
        "offer.set :pin:-",
        *(f"offer.tick :languages:{code}:1" for code in ("de", "tr", "ar")),
        "offer.done :languages",
        f"offer.tick :whom:{whom}:1",
        "offer.done :whom",
        "offer.set :cost:free",
        f"> {PHONE.format(phone)}",
        "offer.set :note:-",
        "offer.show",
    )


# --- an event, and what people say to it ----------------------------------------------------------


def _event(sort: str, when: str, *steps: str) -> tuple[str, ...]:
    begin = ("> /event", "event.new", f"event.make :{sort}", f"> {when}")
    return (*begin, *steps, "event.check", "event.announce")


_CAFE = (
    "event.field :seats",
    "event.set :seats:8",
    "event.ticks :marks",
    "event.tick :marks:childcare:1",
    "event.tick :marks:step_free:1",
    "event",
    "event.ticks :languages",
    "event.tick :languages:ar:1",
    "event.tick :languages:tr:1",
    "event",
)


def _comes(people: int, *steps: str) -> tuple[str, ...]:
    return ("rsvp.say :yes", "rsvp.many", f"rsvp.people :{people}", *steps)


def _speaks(bring: str, practise: str) -> tuple[str, ...]:
    return "rsvp.brings", f"rsvp.bring :{bring}:1", "rsvp.practises", f"rsvp.practise :{practise}:1"


SCENES: tuple[Scene, ...] = (
    # a message to many, and what stands there since it was corrected
    scene(
        "20 10:00",
        TEAM,
        "> /broadcast",
        "compose.new",
        "compose.make :meeting",
        "compose.field :date",
        "> {meeting_date}",
        "> 18:00",
        "> {wrong_room}",
        "compose.links",
        "compose.link :goal:9",
        "compose.check",
        "compose.send",
    ),
    scene(
        "20 12:00",
        TEAM,
        "> /broadcast",
        "broadcast",
        "broadcast.correct",
        "compose.field :place",
        "> {meeting_room}",
        "compose.check",
        "compose.correct",
    ),
    # an event that does not take place
    scene("19 10:00", TEAM, *_event("clean", "{clean_date} 14:00-16:00", "event.places", f"> {ROOM}")),
    *(scene("18 18:00", who, "rsvp.say :yes") for who in (ARABIC, GERMAN)),
    scene("18 18:00", TURKISH, "rsvp.say :maybe"),
    scene("12 10:00", TEAM, "> /event", "event", "event.cancel", "event.off :weather", "event.cancelled"),
    # a poster, and who comes by it
    scene(
        "18 10:00", TEAM, "> /desk", "poster.list", "poster.new", "poster.make :area", f"= poster {CODE}"
    ),
    *(scene("17 12:00", who, "> {poster}") for who in (ROLLBERG, NEIGHBOUR)),
    # the language café
    scene("10 10:30", TEAM, *_event("cafe", "{cafe_date} 17:00-19:00", *_CAFE)),
    scene("10 17:00", TURKISH, *_comes(3, "rsvp.needs", "rsvp.need :childcare:1", *_speaks("tr", "de"))),
    scene("10 17:10", ARABIC, *_comes(2, "rsvp.needs", "rsvp.need :interpreter:1", *_speaks("ar", "de"))),
    scene("10 17:20", GERMAN, *_comes(2, *_speaks("de", "tr"))),
    scene("10 17:30", ENGLISH, "rsvp.say :maybe", "rsvp.many", "rsvp.people :2", "rsvp.say :yes"),
    scene("10 17:40", ROLLBERG, "rsvp.say :maybe"),
    scene("10 17:50", NEIGHBOUR, "rsvp.say :yes"),
    # standing offers
    scene(
        "7 10:00",
        TEAM,
        *_offer("rent", (2,), "16:00-18:00", "everybody", 14),
        *_offer("jobs", (1, 3), "10:00-13:00", "everybody", 15),
        *_offer("homework", (0, 2), "15:00-18:00", "young", 16),
    ),
    # something private
    scene(
        "1 18:00",
        ROLLBERG,
        "> /help",
        "concern",
        "concern.write",
        "> There is a quarrel in our staircase about noise at night. Could somebody talk with both sides?",
        "concern.wish :contact",
        "concern.nophone",
        "concern.send",
    ),
)

TODAY = scene(
    "0 11:00",
    TEAM,
    "> /survey",
    "form.new",
    "form.goal :9",
    "form.ready :week",
    "> /desk",
    "poster.list",
    "poster",
    "poster.print :a4",
    "> /report",
    "reports.ask",
    "> {months}",
    "reports.money",
    "> 4200",
    "reports.file :pdf",
    "> /desk",
)
"""How it ends: the team's desk, with the papers above it."""
