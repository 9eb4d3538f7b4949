"""The attributes of a tag, read as the server reads them."""

from __future__ import annotations

from bot.demo.markup.cursor import SPACES, Cursor, MarkupError, alnum


def read(cursor: Cursor, tag: str, begin: int) -> dict[str, str]:
    """Up to and with the end of the tag, which began at this byte."""
    attributes: dict[str, str] = {}
    while not cursor.sees(">"):
        cursor.spaces()
        if not cursor.sees(">"):
            _attribute(cursor, tag, begin, attributes)
    cursor.at += 1
    return attributes


def _attribute(cursor: Cursor, tag: str, begin: int, attributes: dict[str, str]) -> None:
    name = cursor.until(SPACES + b"=>/\"'")
    if not name:
        raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
    cursor.spaces()
    if not cursor.sees("="):
        if cursor.over:
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        attributes[name] = ""
        return
    cursor.at += 1
    cursor.spaces()
    attributes[name] = _quoted(cursor) if cursor.sees('"') or cursor.sees("'") else _token(cursor)
    if cursor.over:
        raise MarkupError(f"Unclosed start tag at byte offset {begin}")


def _token(cursor: Cursor) -> str:
    begin, value = cursor.at, bytearray()
    while alnum(cursor.source[cursor.at]) or cursor.source[cursor.at] in b".-":
        value += cursor.next()
    if not cursor.over and cursor.source[cursor.at] not in SPACES + b">":
        raise MarkupError(f"Unexpected end of name token at byte offset {begin}")
    return value.decode().lower()


def _quoted(cursor: Cursor) -> str:
    quote, value = cursor.next().decode(), bytearray()
    while not cursor.over and not cursor.sees(quote):
        value += cursor.character()
    if not cursor.over:
        cursor.at += 1
    return value.decode()
