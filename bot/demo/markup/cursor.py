"""A place in the bytes of a text, which moves on as they are read."""

from __future__ import annotations

NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACES = b" \t\r\n\x00\x0b"


class MarkupError(ValueError):
    """The text is not the HTML that the server reads."""


class Cursor:
    def __init__(self, source: bytes) -> None:
        self.source = source + b"\x00"  # as in C: the end is a character, and counts as a space
        self.size = len(source)
        self.at = 0

    @property
    def over(self) -> bool:
        return self.at >= self.size

    def sees(self, char: str) -> bool:
        return self.source[self.at] == ord(char)

    def next(self) -> bytes:
        self.at += 1
        return self.source[self.at - 1 : self.at]

    def until(self, stops: bytes) -> str:
        begin = self.at
        while self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at].decode(errors="replace")

    def spaces(self) -> None:
        while not self.over and self.source[self.at] in SPACES:
            self.at += 1

    def character(self) -> bytes:
        """The next one, be it written as `&lt;` or `&#1234;`; any other ampersand stays."""
        return (self._entity() if self.sees("&") else b"") or self.next()

    def _entity(self) -> bytes:
        """The character of `&lt;` or `&#1234;`; nothing for any other ampersand."""
        end = self.at + 1
        while end < self.size and (alnum(self.source[end]) or self.source[end] == ord("#")):
            end += 1
        name = self.source[self.at + 1 : end]
        char = NAMED.get(name) or _numbered(name)
        if not char:
            return b""
        self.at = end + (self.source[end] == ord(";"))
        return char.encode()


def alnum(byte: int) -> bool:
    return byte < 128 and chr(byte).isalnum()


def _numbered(name: bytes) -> str:
    try:
        code = int(name[2:], 16) if name[:2].lower() == b"#x" else int(name[1:]) if name[:1] == b"#" else 0
    except ValueError:
        return ""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
