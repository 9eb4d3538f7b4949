"""The files that Telegram keeps: known by file_id, fetched by path, twenty megabytes at most."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from bot.demo.values import Attachment, Json, Refusal, bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
SIZES = ((90, 67), (320, 240), (1280, 960))
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
UNKNOWN = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True, slots=True)
class _Kind:
    folder: str
    prefix: str  # of the file_id, so that they look and differ as in life
    suffix: str
    mime: str


KINDS = {
    "photo": _Kind("photos", "AgACAgIAAxkBAAM", ".jpg", "image/jpeg"),
    "voice": _Kind("voice", "AwACAgIAAxkBAAM", ".oga", "audio/ogg"),
    "document": _Kind("documents", "BQACAgIAAxkBAAM", "", "application/octet-stream"),
    "video": _Kind("videos", "BAACAgIAAxkBAAM", ".mp4", "video/mp4"),
    "sticker": _Kind("stickers", "CAACAgIAAxkBAAM", ".webp", "image/webp"),
}


@dataclass(frozen=True, slots=True)
class Stored:
    kind: str
    path: str
    attachment: Attachment
    part: Json  # as it stands in a message: a PhotoSize, Voice, Document ...

    @property
    def file(self) -> Json:
        """The File object that getFile answers."""
        one = self.attachment
        if one.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return {
            "file_id": one.file_id,
            "file_unique_id": one.file_unique_id,
            "file_size": one.size,
            "file_path": self.path,
        }


class Files:
    def __init__(self) -> None:
        self.by_id: dict[str, Stored] = {}
        self.by_path: dict[str, Stored] = {}
        self.albums: dict[str, list[Json]] = {}  # a photo's any file_id -> all its sizes

    def photo(self, content: bytes, size: int | None = None) -> list[Json]:
        """Three sizes of one picture, the largest last."""
        sizes: list[Json] = []
        for width, height in SIZES:
            extra = {"width": width, "height": height}
            sizes.append(self._put("photo", content, f"photo_{width}", "image/jpeg", extra, size))
        for one in sizes:
            self.albums[one["file_id"]] = sizes
        return sizes

    def add(
        self,
        kind: str,
        content: bytes,
        name: str = "",
        mime: str = "",
        size: int | None = None,
        **extra: Any,
    ) -> Json:
        mime = mime or mimetypes.guess_type(name)[0] or KINDS[kind].mime
        shown: Json = {"mime_type": mime, **extra}
        if kind in ("document", "video") and name:
            shown["file_name"] = name
        if kind == "sticker":
            shown.pop("mime_type")
        return self._put(kind, content, name, mime, shown, size)

    def known(self, file_id: str) -> Stored:
        if file_id not in self.by_id:
            raise bad(UNKNOWN)
        return self.by_id[file_id]

    def again(self, kind: str, file_id: str) -> Any:
        """The part of a new message for a file that is already here."""
        stored = self.known(file_id)
        if stored.kind != kind:
            raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return self.albums[file_id] if kind == "photo" else stored.part

    def _put(self, kind: str, content: bytes, name: str, mime: str, extra: Json, size: int | None) -> Json:
        number, family = len(self.by_id) + 1, KINDS[kind]
        digest = hashlib.sha256(content + f"{kind}{name}{extra.get('width')}".encode()).digest()
        unique = base64.urlsafe_b64encode(digest)[:12].decode()
        secret = hashlib.sha256(f"{number}{unique}".encode()).digest()
        file_id = f"{family.prefix}{number:06d}{base64.urlsafe_b64encode(secret)[:40].decode()}"
        suffix = family.suffix or ("." + name.rsplit(".", 1)[-1] if "." in name else "")
        path = f"{family.folder}/file_{number}{suffix}"
        length = len(content) if size is None else size
        part = {"file_id": file_id, "file_unique_id": unique, "file_size": length, **extra}
        attachment = Attachment(file_id, unique, name, mime, length, content, int(extra.get("duration", 0)))
        self.by_id[file_id] = self.by_path[path] = Stored(kind, path, attachment, part)
        return part


def check_upload(kind: str, content: bytes) -> None:
    if not content:
        raise bad("file must be non-empty")
    if len(content) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
        raise bad("file is too big") if kind == "photo" else Refusal(413, "")
    if kind == "photo" and not content.startswith(IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
