"""What the page sends, read with care: whatever does not fit is a Problem."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Json, Person


class Problem(Exception):
    """What the page sent cannot be done; told as {error}."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


def someone(telegram: SmallTelegram, request: web.Request) -> Person:
    """The person whom the address names."""
    person = telegram.state.people.get(int(request.match_info["id"]))
    if person is None:
        raise Problem("there is no such person", 404)
    return person


async def given_in(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    try:
        given = await request.json()
    except ValueError as error:
        raise Problem("JSON is expected") from error
    if not isinstance(given, dict):
        raise Problem("a JSON object is expected")
    return given


def string(given: Json, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Problem(f"{name} must be a text")
    return value


def whole(given: Json, name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int):
        raise Problem(f"{name} must be a number")
    return value


def degrees(given: Json, name: str, limit: int) -> float:
    value = given.get(name)
    if not isinstance(value, int | float) or abs(value) > limit:
        raise Problem(f"{name} must be between -{limit} and {limit}")
    return float(value)


def seconds(given: Any) -> int:
    return int(given) if isinstance(given, str) and given.isdigit() else 3
