"""Judges every request against the Bot API's JSON schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, validators
from jsonschema.exceptions import ValidationError, best_match

from bot.demo.definitions import EMPTY, definition, document
from bot.demo.formatted import plain_length
from bot.demo.values import Json

# python-telegram-bot's Defaults send these two with every method; the server ignores them.
LEAKED = {"parse_mode", "protect_content"}

MARKED_UP = {  # the parse mode's field -> the texts that it governs
    "parse_mode": ("text", "caption"),
    "quote_parse_mode": ("quote",),
    "question_parse_mode": ("question",),
    "explanation_parse_mode": ("explanation",),
    "description_parse_mode": ("description",),
}


def problems(method: str, params: Json) -> list[str]:
    """What is wrong with the decoded parameters: the best reason, or nothing."""
    schema = definition(method)
    if schema is None:
        return [f"{method}: no such method"]
    judged = {
        name: one for name, one in params.items() if name in schema["properties"] or name not in LEAKED
    }
    found = best_match(_validator(method).iter_errors(_plain(judged)))
    if found is None:
        return []
    place = "".join(f"[{part!r}]" for part in found.absolute_path)
    return [f"{method}{place}: {found.message[:300]}"]


@cache
def _validator(method: str) -> Any:
    schema = {**(definition(method) or EMPTY), "definitions": document()["definitions"]}
    return _Strict(schema)


def _in_bytes(_: Any, limits: list[int], value: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= len(value.encode()) <= limits[1]:
        yield ValidationError(f"{value!r} has {len(value.encode())} bytes, allowed are {limits}")


def _after_entities(_: Any, limits: list[int], value: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= len(value) <= limits[1]:
        yield ValidationError(f"{len(value)} characters after the markup, allowed are {limits}")


_extend: Any = validators.extend
_Strict: Any = _extend(Draft7Validator, {"x-bytes": _in_bytes, "x-length-after-entities": _after_entities})


def _plain(value: Any) -> Any:
    """The same parameters with the markup removed, for the limits that count what people see."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {name: _plain(one) for name, one in value.items()}
    for mode, names in MARKED_UP.items():
        for name in names:
            if str(value.get(mode, "")).upper() == "HTML" and isinstance(value.get(name), str):
                plain[name] = "x" * plain_length(value[name])
    return plain
