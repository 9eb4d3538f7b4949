"""Judges every request against the Bot API's JSON schema; form fields are decoded first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, validators
from jsonschema.exceptions import ValidationError, best_match

from bot.demo.formatted import plain_length
from bot.demo.values import Json, Upload

FILE = Path(__file__).with_name("botapi") / "botapi-10.0.schema.json"

# python-telegram-bot's Defaults send these two with every method; the server ignores them.
LEAKED = {"parse_mode", "protect_content"}
EMPTY: Json = {"type": "object", "properties": {}, "additionalProperties": False}
WITHOUT_PARAMETERS = {"getMe", "logOut", "close", "getWebhookInfo", "deleteWebhook"}
MARKED_UP = {  # the parse mode's field -> the texts that it governs
    "parse_mode": ("text", "caption"),
    "quote_parse_mode": ("quote",),
    "question_parse_mode": ("question",),
    "explanation_parse_mode": ("explanation",),
    "description_parse_mode": ("description",),
}


def decode(method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Json:
    """The parameters as values; what cannot be decoded stays text, for the schema to complain about."""
    known = (_definition(method) or EMPTY)["properties"]
    params = {name: _decoded(value, _types(method, name)) for name, value in fields.items()}
    for name in files:
        if name in known:
            params.setdefault(name, f"attach://{name}")
    return params


def problems(method: str, params: Json) -> list[str]:
    """What is wrong with the decoded parameters: the best reason, or nothing."""
    schema = _definition(method)
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
def _document() -> Json:
    document: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return document


def _definition(method: str) -> Json | None:
    found = _document()["definitions"].get(f"{method[:1].upper()}{method[1:]}Params")
    return found or (EMPTY if method in WITHOUT_PARAMETERS else None)


@cache
def _validator(method: str) -> Any:
    schema = {**(_definition(method) or EMPTY), "definitions": _document()["definitions"]}
    return _Strict(schema)


def _in_bytes(_: Any, limits: list[int], value: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= len(value.encode()) <= limits[1]:
        yield ValidationError(f"{value!r} has {len(value.encode())} bytes, allowed are {limits}")


def _after_entities(_: Any, limits: list[int], value: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= len(value) <= limits[1]:
        yield ValidationError(f"{len(value)} characters after the markup, allowed are {limits}")


_extend: Any = validators.extend
_Strict: Any = _extend(Draft7Validator, {"x-bytes": _in_bytes, "x-length-after-entities": _after_entities})


@cache
def _types(method: str, name: str) -> frozenset[str]:
    schema = (_definition(method) or EMPTY)["properties"].get(name)
    return frozenset() if schema is None else _types_of(schema)


def _types_of(schema: Json) -> frozenset[str]:
    if "$ref" in schema:
        return _types_of(_document()["definitions"][schema["$ref"].rsplit("/", 1)[-1]])
    if "anyOf" in schema:
        return frozenset[str]().union(*(_types_of(one) for one in schema["anyOf"]))
    given = schema.get("type", "string")
    return frozenset([given] if isinstance(given, str) else given)


def _decoded(value: str, types: frozenset[str]) -> Any:
    if "string" in types and "number" in types:
        return int(value) if re.fullmatch(r"-?\d{1,18}", value) else value
    if not types or "string" in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


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
