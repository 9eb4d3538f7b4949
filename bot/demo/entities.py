"""Entities on their way in and out: counted in UTF-16 outside, in code points here."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.clean import utf16_length
from bot.demo.markup import Span
from bot.demo.values import Json, bad


def to_spans(text: str, entities: Iterable[Json]) -> list[Span]:
    places, at = {}, 0
    for index, char in enumerate(text):
        places[at] = index
        at += utf16_length(char)
    places[at] = len(text)
    spans = []
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if begin not in places or end not in places:
            raise bad("can't parse entities: entity bounds are outside the text or inside a character")
        extra = {name: value for name, value in entity.items() if name not in ("type", "offset", "length")}
        spans.append(Span(entity["type"], places[begin], places[end], extra))
    return spans


def to_entity(text: str, span: Span) -> Json:
    return {
        "type": span.kind,
        "offset": utf16_length(text[: span.start]),
        "length": utf16_length(text[span.start : span.end]),
        **span.extra,
    }
