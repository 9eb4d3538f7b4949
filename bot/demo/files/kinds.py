"""What kinds of files there are, and how the server names the files of each."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    folder: str
    prefix: str  # of the file_id, so that they look and differ as in life
    suffix: str
    mime: str


KINDS = {
    "photo": Kind("photos", "AgACAgIAAxkBAAM", ".jpg", "image/jpeg"),
    "voice": Kind("voice", "AwACAgIAAxkBAAM", ".oga", "audio/ogg"),
    "document": Kind("documents", "BQACAgIAAxkBAAM", "", "application/octet-stream"),
    "video": Kind("videos", "BAACAgIAAxkBAAM", ".mp4", "video/mp4"),
    "sticker": Kind("stickers", "CAACAgIAAxkBAAM", ".webp", "image/webp"),
}


@dataclass(frozen=True, slots=True)
class Names:
    file_id: str
    unique_id: str
    path: str


def names(kind: str, number: int, content: bytes, name: str, width: object) -> Names:
    """The same content has the same unique id wherever it is; its file_id is another one each time."""
    family = KINDS[kind]
    digest = hashlib.sha256(content + f"{kind}{name}{width}".encode()).digest()
    unique = base64.urlsafe_b64encode(digest)[:12].decode()
    secret = hashlib.sha256(f"{number}{unique}".encode()).digest()
    suffix = family.suffix or ("." + name.rsplit(".", 1)[-1] if "." in name else "")
    return Names(
        f"{family.prefix}{number:06d}{base64.urlsafe_b64encode(secret)[:40].decode()}",
        unique,
        f"{family.folder}/file_{number}{suffix}",
    )
