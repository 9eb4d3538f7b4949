"""What the server takes as a file: nothing empty, nothing too big, pictures that are pictures."""

from __future__ import annotations

from bot.demo.values import Refusal, bad

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")


def check_upload(kind: str, content: bytes) -> None:
    if not content:
        raise bad("file must be non-empty")
    if len(content) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
        raise bad("file is too big") if kind == "photo" else Refusal(413, "")
    if kind == "photo" and not content.startswith(IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
