"""Form fields of a request as the values they stand for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.demo.definitions import EMPTY, definition, types
from bot.demo.values import Json, Upload


def decode(method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Json:
    """The parameters as values; what cannot be decoded stays text, for the schema to complain about."""
    known = (definition(method) or EMPTY)["properties"]
    params = {name: _decoded(value, types(method, name)) for name, value in fields.items()}
    for name in files:
        if name in known:
            params.setdefault(name, f"attach://{name}")
    return params


def _decoded(value: str, types: frozenset[str]) -> Any:
    if "string" in types and "number" in types:
        return int(value) if re.fullmatch(r"-?\d{1,18}", value) else value
    if not types or "string" in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
