"""What a file is, by its content."""

from __future__ import annotations

_SIGNATURES = (
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"WEBP", 8, ".webp"),
    (b"OggS", 0, ".ogg"),
    (b"ID3", 0, ".mp3"),
    (b"\xff\xfb", 0, ".mp3"),
    (b"ftyp", 4, ".m4a"),
)
_OF_KIND = {"photo": (".jpg", ".png", ".webp"), "voice": (".ogg", ".mp3", ".m4a")}


def extension(content: bytes, kind: str) -> str | None:
    """The file type by its content, or None if that is not what it claims to be. Names are never believed."""
    found = (end for sign, at, end in _SIGNATURES if content[at : at + len(sign)] == sign)
    return next((end for end in found if end in _OF_KIND[kind]), None)
