"""A picture to send, drawn here so that the project carries no foreign one."""

from __future__ import annotations

import struct
import zlib


def picture(width: int = 320, height: int = 200) -> bytes:
    """A small PNG of a playground in the sun, drawn here so that the project carries no foreign picture."""
    lines = b"".join(
        b"\0" + b"".join(_pixel(x, y, width, height) for x in range(width)) for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


def _pixel(x: int, y: int, width: int, height: int) -> bytes:
    if (x - width * 4 // 5) ** 2 + (y - height // 4) ** 2 < (height // 8) ** 2:
        return b"\xff\xd2\x3f"
    if y > height * 2 // 3:
        return b"\xd8\xc3\x9a" if abs(x - width // 3) < width // 5 else b"\x6f\xa8\x5b"
    if abs(x - y - width // 8) < 6 and y > height // 4:
        return b"\xc0\x39\x2b"
    return b"\x9f\xd3\xef"
