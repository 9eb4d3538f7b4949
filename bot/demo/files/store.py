"""The files that Telegram keeps: known by file_id, fetched by path."""

from __future__ import annotations

import mimetypes
from typing import Any

from bot.demo.files.kinds import KINDS, names
from bot.demo.files.stored import StoredFile
from bot.demo.values import Attachment, Json, bad

SIZES = ((90, 67), (320, 240), (1280, 960))
UNKNOWN = "wrong file identifier/HTTP URL specified"


class Files:
    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
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

    def known(self, file_id: str) -> StoredFile:
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
        given = names(kind, len(self.by_id) + 1, content, name, extra.get("width"))
        file_id, unique, length = given.file_id, given.unique_id, len(content) if size is None else size
        part = {"file_id": file_id, "file_unique_id": unique, "file_size": length, **extra}
        attachment = Attachment(file_id, unique, name, mime, length, content, int(extra.get("duration", 0)))
        self.by_id[file_id] = self.by_path[given.path] = StoredFile(kind, given.path, attachment, part)
        return part
