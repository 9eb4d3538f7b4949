"""A file that Telegram keeps; one of more than twenty megabytes is never handed out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.values import Attachment, Json, bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
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
