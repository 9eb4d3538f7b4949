"""Reads the server's HTML: the same tags, entities and error texts, with byte offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from bot.demo import links
from bot.demo.values import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACES = b" \t\r\n\x00\x0b"
TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


class MarkupError(ValueError):
    """The text is not the HTML that the server reads."""


@dataclass(frozen=True, slots=True)
class Span:
    """An entity, counted in code points until it leaves for the world of UTF-16."""

    kind: str
    start: int
    end: int
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


def parse(text: str) -> tuple[str, list[Span]]:
    """The plain text and its entities; MarkupError with the server's words."""
    return _Reader(text.encode()).read()


class _Reader:
    def __init__(self, source: bytes) -> None:
        self.source = source + b"\x00"  # as in C: the end is a character, and counts as a space
        self.size = len(source)
        self.at = 0
        self.plain = bytearray()
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def read(self) -> tuple[str, list[Span]]:
        while self.at < self.size:
            byte = self.source[self.at : self.at + 1]
            if byte == b"&":
                self.plain += self._entity() or self._next()
            elif byte == b"<":
                begin = self.at
                self.at += 1
                self._end_tag(begin) if self.source[self.at] == ord("/") else self._start_tag(begin)
            else:
                self.plain += self._next()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.plain.decode(), sorted(self.spans, key=lambda span: (span.start, -span.end))

    def _next(self) -> bytes:
        self.at += 1
        return self.source[self.at - 1 : self.at]

    def _skip(self, unless: bytes) -> bytes:
        begin = self.at
        while self.source[self.at] not in unless:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        while self.at < self.size and self.source[self.at] in SPACES:
            self.at += 1

    def _entity(self) -> bytes:
        """The character of `&lt;` or `&#1234;`; nothing for any other ampersand, which stays."""
        end = self.at + 1
        while end < self.size and (_alnum(self.source[end]) or self.source[end] == ord("#")):
            end += 1
        name = self.source[self.at + 1 : end]
        char = NAMED.get(name) or _numbered(name)
        if not char:
            return b""
        self.at = end + (self.source[end] == ord(";"))
        return char.encode()

    def _start_tag(self, begin: int) -> None:
        tag = self._skip(SPACES + b">").decode(errors="replace").lower()
        if self.at >= self.size:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in KINDS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.source[self.at] != ord(">"):
            self._skip_spaces()
            if self.source[self.at] != ord(">"):
                self._attribute(tag, begin, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, len(self.plain.decode())))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self._skip(SPACES + b"=>/\"'").decode(errors="replace")
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.source[self.at] != ord("="):
            if self.at >= self.size:
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
            attributes[name] = ""
            return
        self.at += 1
        self._skip_spaces()
        attributes[name] = self._quoted() if self.source[self.at] in b"\"'" else self._token()
        if self.at >= self.size:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")

    def _token(self) -> str:
        begin = self.at
        while _alnum(self.source[self.at]) or self.source[self.at] in b".-":
            self.at += 1
        if self.at < self.size and self.source[self.at] not in SPACES + b">":
            raise MarkupError(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def _quoted(self) -> str:
        quote, value = self._next(), bytearray()
        while self.at < self.size and self.source[self.at : self.at + 1] != quote:
            value += (self._entity() if self.source[self.at] == ord("&") else b"") or self._next()
        if self.at < self.size:
            self.at += 1
        return value.decode()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        found = self._skip(SPACES + b">").decode(errors="replace")
        self._skip_spaces()
        if self.source[self.at] != ord(">"):
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if found and found != expected:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{found}>"'
            )
        self.at += 1
        self._close(self.open.pop())

    def _close(self, tag: _Open) -> None:
        plain = self.plain.decode()
        span = _span(tag, plain)
        if span is None or span.end == span.start:
            return
        inner = self.spans[-1] if self.spans else None
        same = inner is not None and (inner.start, inner.end) == (span.start, span.end)
        if tag.tag == "pre" and inner and same and "language" in inner.extra:
            self.spans[-1] = Span("pre", span.start, span.end, inner.extra)
            return
        self.spans.append(span)


def _alnum(byte: int) -> bool:
    return byte < 128 and chr(byte).isalnum()


def _numbered(name: bytes) -> str:
    try:
        code = int(name[2:], 16) if name[:2].lower() == b"#x" else int(name[1:]) if name[:1] == b"#" else 0
    except ValueError:
        return ""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _span(tag: _Open, plain: str) -> Span | None:
    kind, given = KINDS[tag.tag], tag.attributes
    extra: dict[str, Any] = {}
    if kind == "text_link":
        link = links.checked(given.get("href") or plain[tag.start :])
        if link is None:
            return None  # dropped without a word: what it stood around stays as plain text
        extra = {"url": link}
    elif kind == "code" and given.get("class", "").startswith("language-"):
        extra = {"language": given["class"].removeprefix("language-")}
    elif kind == "blockquote" and "expandable" in given:
        kind = "expandable_blockquote"
    elif kind == "custom_emoji":
        extra = {"custom_emoji_id": given.get("emoji-id", "")}
    elif kind == "date_time":
        extra = {"unix_time": int(given.get("unix", "0")), "date_time_format": given.get("format", "")}
    return Span(kind, tag.start, len(plain), extra)


def to_html(text: str, entities: list[Json] | tuple[Json, ...]) -> str:
    """The text with its entities as HTML again; offsets in UTF-16 as they travel."""
    units = text.encode("utf-16-le")
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        before, after = _tags(entity)
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        opening[begin] = opening.get(begin, "") + before
        closing[end] = after + closing.get(end, "")
    marks = sorted({0, len(units) // 2, *opening, *closing})
    parts = []
    for begin, end in zip(marks, [*marks[1:], marks[-1]], strict=True):
        piece = units[begin * 2 : end * 2].decode("utf-16-le", "replace")
        parts.append(closing.get(begin, "") + opening.get(begin, "") + escape(piece, quote=False))
    return "".join(parts)


def _tags(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if entity["type"] == "date_time":
        return (
            f'<tg-time unix="{entity["unix_time"]}" format="{escape(entity["date_time_format"])}">',
            "</tg-time>",
        )
    return TAGS.get(entity["type"], ("", ""))
