"""What goes over the pipe between the bot and its child process: JSON, and bytes beside it. Neither side can make the other
run anything by it, whatever a form that somebody sent did to the child."""

from __future__ import annotations

import json
import os
import struct
from typing import Any

HEAD = struct.Struct(">II")
"""Bytes of the JSON, and of what follows it."""


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    text = json.dumps(head, ensure_ascii=False).encode()
    return HEAD.pack(len(text), len(body)) + text + body


def unpacked(frame: bytes) -> tuple[dict[str, Any], bytes]:
    """A whole frame. Raises ValueError for anything else."""
    head, body = HEAD.unpack_from(frame)
    text = frame[HEAD.size : HEAD.size + head]
    return json.loads(text), frame[HEAD.size + head : HEAD.size + head + body]


def length(start: bytes) -> int | None:
    """How many bytes a frame has that begins like this; None as long as that cannot be told."""
    return HEAD.size + sum(HEAD.unpack_from(start)) if len(start) >= HEAD.size else None


def write(target: int, frame: bytes) -> None:
    """Raises OSError if nobody reads it."""
    left = memoryview(frame)
    while left:
        left = left[os.write(target, left) :]
