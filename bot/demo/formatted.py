"""From what the bot sends to what people see: markup read, text cleaned, trimmed and measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.demo.clean import clean_mapped, utf16_length, visible
from bot.demo.markup import MarkupError, Span, parse
from bot.demo.values import Json, bad

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32768

FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{2,31}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
PLAIN_KINDS = {"code", "pre", "text_link"}  # inside these nothing is looked for


def message_text(text: str, parse_mode: str | None, entities: Any) -> tuple[str, list[Json]]:
    if len(text.encode()) > RAW_LIMIT:
        raise bad("text is too long")
    plain, found = formatted(text, parse_mode, entities)
    if not visible(plain):
        raise bad("message text is empty")
    if len(plain) > MESSAGE_LIMIT:
        raise bad("message is too long")
    return plain, found


def caption_text(text: str, parse_mode: str | None, entities: Any) -> tuple[str, list[Json]]:
    plain, found = formatted(text, parse_mode, entities)
    if len(plain) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return plain, found


def formatted(text: str, parse_mode: str | None, entities: Any = None) -> tuple[str, list[Json]]:
    """The text people see and its entities in UTF-16; Refusal with the server's words."""
    spans: list[Span] = []
    if parse_mode and parse_mode.upper() == "HTML":
        try:
            text, spans = parse(text)
        except MarkupError as error:
            raise bad(f"can't parse entities: {error}") from error
    elif parse_mode:
        raise bad("unsupported parse_mode")
    elif entities:
        spans = _given(text, entities)
    text, spans = _trimmed(*_cleaned(text, spans))
    spans += _looked_for(text, spans)
    return text, [_entity(text, span) for span in sorted(spans, key=lambda one: (one.start, -one.end))]


def plain_length(text: str) -> int:
    """The length after the markup is removed; of broken markup, the raw one."""
    try:
        return len(parse(text)[0])
    except MarkupError:
        return len(text)


def _given(text: str, entities: Iterable[Json]) -> list[Span]:
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


def _cleaned(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    cleaned, places = clean_mapped(text)
    return cleaned, [Span(one.kind, places[one.start], places[one.end], one.extra) for one in spans]


def _trimmed(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """White space goes at both ends; at the beginning only as far as the first entity."""
    end = len(text.rstrip())
    first = min((one.start for one in spans), default=end)
    begin = min(len(text) - len(text.lstrip()), first, end)
    moved = [Span(one.kind, one.start - begin, min(one.end, end) - begin, one.extra) for one in spans]
    return text[begin:end], [one for one in moved if one.end > one.start]


def _looked_for(text: str, spans: list[Span]) -> list[Span]:
    taken = [(one.start, one.end) for one in spans if one.kind in PLAIN_KINDS]
    found: list[Span] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            if all(match.end() <= begin or match.start() >= end for begin, end in taken):
                taken.append(match.span())
                found.append(Span(kind, *match.span()))
    return found


def _entity(text: str, span: Span) -> Json:
    return {
        "type": span.kind,
        "offset": utf16_length(text[: span.start]),
        "length": utf16_length(text[span.start : span.end]),
        **span.extra,
    }
