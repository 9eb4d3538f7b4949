"""From what the bot sends to what people see: markup read, text cleaned, trimmed and measured."""

from __future__ import annotations

from typing import Any

from bot.demo.autolinks import found_in
from bot.demo.clean import clean_mapped, visible
from bot.demo.entities import to_entity, to_spans
from bot.demo.markup import MarkupError, Span, parse
from bot.demo.values import Json, bad

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32768


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
        spans = to_spans(text, entities)
    text, spans = _trimmed(*_cleaned(text, spans))
    spans += found_in(text, spans)
    return text, [to_entity(text, span) for span in sorted(spans, key=lambda one: (one.start, -one.end))]


def plain_length(text: str) -> int:
    """The length after the markup is removed; of broken markup, the raw one."""
    try:
        return len(parse(text)[0])
    except MarkupError:
        return len(text)


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
