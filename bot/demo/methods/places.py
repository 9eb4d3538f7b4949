"""Methods that put a place into a chat."""

from __future__ import annotations

from bot.demo.call import Call
from bot.demo.methods.delivering import deliver
from bot.demo.values import Json, bad


def send_location(call: Call) -> Json:
    return deliver(call, {"location": _location(call)}).body


def send_venue(call: Call) -> Json:
    location, title, address = _location(call), call.text("title"), call.text("address")
    if not title or not address:
        raise bad("venue title and address must be non-empty")
    venue = {"location": location, "title": title, "address": address}
    return deliver(call, {"location": location, "venue": venue}).body


def _location(call: Call) -> Json:
    latitude, longitude = call.params.get("latitude"), call.params.get("longitude")
    for name, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if not isinstance(value, int | float) or abs(value) > limit:
            raise bad(f"can't parse location: wrong {name}")
    return {"latitude": latitude, "longitude": longitude}
