"""An event as a calendar file (iCalendar, RFC 5545), with the clock of Berlin written into it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

ZONE = "Europe/Berlin"


def calendar(event: dict[str, Any]) -> bytes:
    """The .ics of {"uid", "sequence", "cancelled", "title", "words", "place", "point", "link", "starts", "ends", "changed"};
    moments in ISO 8601, `point` is (latitude, longitude) or None. The same `uid` with a higher `sequence` replaces what a
    calendar holds, a cancelled one takes it out (RFC 5546, 3.2.5)."""
    whole = Calendar()
    for name, value in (("version", "2.0"), ("prodid", "-//Kiezstimme//Events//EN")):
        whole.add(name, value)
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "CANCEL" if event["cancelled"] else "PUBLISH")
    whole.add_component(_berlin())
    whole.add_component(_event(event))
    return bytes(whole.to_ical())


def _event(event: dict[str, Any]) -> Event:
    zone, one = ZoneInfo(ZONE), Event()
    one.add("uid", event["uid"])
    one.add("dtstamp", datetime.fromisoformat(event["changed"]))
    one.add("last-modified", datetime.fromisoformat(event["changed"]))
    for name in ("starts", "ends"):
        one.add(f"dt{name[:-1]}", datetime.fromisoformat(event[name]).astimezone(zone))
    one.add("sequence", event["sequence"])
    one.add("status", "CANCELLED" if event["cancelled"] else "CONFIRMED")
    one.add("summary", event["title"])
    one.add("description", event["words"])
    one.add("location", event["place"])
    if event["point"]:
        one.add("geo", tuple(event["point"]))
    if event["link"]:
        one.add("url", event["link"])
    return one


def _berlin() -> Timezone:
    """The rule since 1996. What icalendar would make of it lists every change until 2037 and ends there."""
    summer, winter, zone = TimezoneDaylight(), TimezoneStandard(), Timezone()
    zone.add("tzid", ZONE)
    hours = {"CET": timedelta(hours=1), "CEST": timedelta(hours=2)}
    changes: tuple[tuple[Component, str, str, int, int, int], ...] = (
        (summer, "CET", "CEST", 3, 31, 2),
        (winter, "CEST", "CET", 10, 27, 3),
    )
    for part, before, name, month, day, hour in changes:
        part.add("dtstart", datetime(1996, month, day, hour))  # noqa: DTZ001 - local, as a zone's rule wants it
        part.add("tzname", name)
        part.add("tzoffsetfrom", hours[before])
        part.add("tzoffsetto", hours[name])
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone
