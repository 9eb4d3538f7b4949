"""Reads the server's HTML: the same tags, entities and error texts, with byte offsets."""

from __future__ import annotations

from bot.demo.markup import attributes
from bot.demo.markup.cursor import SPACES, Cursor, MarkupError
from bot.demo.markup.spans import KINDS, Open, Span, span_of


def parse(text: str) -> tuple[str, list[Span]]:
    """The plain text and its entities; MarkupError with the server's words."""
    return _Reader(text.encode()).read()


class _Reader:
    def __init__(self, source: bytes) -> None:
        self.cursor = Cursor(source)
        self.plain = bytearray()
        self.open: list[Open] = []
        self.spans: list[Span] = []

    def read(self) -> tuple[str, list[Span]]:
        while not self.cursor.over:
            if self.cursor.sees("<"):
                begin = self.cursor.at
                self.cursor.at += 1
                self._end_tag(begin) if self.cursor.sees("/") else self._start_tag(begin)
            else:
                self.plain += self.cursor.character()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.plain.decode(), sorted(self.spans, key=lambda span: (span.start, -span.end))

    def _start_tag(self, begin: int) -> None:
        tag = self.cursor.until(SPACES + b">").lower()
        if self.cursor.over:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in KINDS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        given = attributes.read(self.cursor, tag, begin)
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(Open(tag, given, len(self.plain.decode())))

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self.cursor.at += 1
        found = self.cursor.until(SPACES + b">")
        self.cursor.spaces()
        if not self.cursor.sees(">"):
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if found and found != expected:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{found}>"'
            )
        self.cursor.at += 1
        self._close(self.open.pop())

    def _close(self, tag: Open) -> None:
        plain = self.plain.decode()
        span = span_of(tag, plain)
        if span is None or span.end == span.start:
            return
        inner = self.spans[-1] if self.spans else None
        same = inner is not None and (inner.start, inner.end) == (span.start, span.end)
        if tag.tag == "pre" and inner and same and "language" in inner.extra:
            self.spans[-1] = Span("pre", span.start, span.end, inner.extra)
            return
        self.spans.append(span)
