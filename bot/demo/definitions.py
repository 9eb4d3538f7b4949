"""What the Bot API's JSON schema says of a method's parameters."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from bot.demo.values import Json

FILE = Path(__file__).with_name("botapi") / "botapi-10.0.schema.json"
EMPTY: Json = {"type": "object", "properties": {}, "additionalProperties": False}
WITHOUT_PARAMETERS = {"getMe", "logOut", "close", "getWebhookInfo", "deleteWebhook"}


@cache
def document() -> Json:
    document: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return document


def definition(method: str) -> Json | None:
    found = document()["definitions"].get(f"{method[:1].upper()}{method[1:]}Params")
    return found or (EMPTY if method in WITHOUT_PARAMETERS else None)


@cache
def types(method: str, name: str) -> frozenset[str]:
    schema = (definition(method) or EMPTY)["properties"].get(name)
    return frozenset() if schema is None else _types_of(schema)


def _types_of(schema: Json) -> frozenset[str]:
    if "$ref" in schema:
        return _types_of(document()["definitions"][schema["$ref"].rsplit("/", 1)[-1]])
    if "anyOf" in schema:
        return frozenset[str]().union(*(_types_of(one) for one in schema["anyOf"]))
    given = schema.get("type", "string")
    return frozenset([given] if isinstance(given, str) else given)
