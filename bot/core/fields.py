"""Parts of what came over the wire, each checked for what it should be. Raises TypeError for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]


def object_of(given: object) -> Fields:
    if not isinstance(given, dict):
        raise TypeError("a part that is no object")
    return given


def words_of(given: object) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise TypeError("a text that is no text")
    return given


def number_of(given: object) -> int:
    """An id. One that is no number would fail only when it is sent to, where other people's messages wait behind it."""
    if type(given) is not int:
        raise TypeError("an id that is no number")
    return given


def degrees_of(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise TypeError("a place without degrees")
    return float(given)
