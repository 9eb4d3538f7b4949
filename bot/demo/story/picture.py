"""A picture to send, drawn here so that the project carries no foreign one."""

from __future__ import annotations

import struct
import zlib


def picture(width: int = 320, height: int = 200, *, mended: bool = False) -> bytes:
    """A small PNG of a playground in the sun, or of the same one with two benches, drawn here so that the project carries no
    foreign picture."""
    seen = _with_benches if mended else _pixel
    lines = b"".join(
        b"\0" + b"".join(seen(x, y, width, height) for x in range(width)) for y in range(height)
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


def _with_benches(x: int, y: int, width: int, height: int) -> bytes:
    """Two of them stand on the grass, to the right."""
    across, down = (x - width * 5 // 8) % (width // 5), y - height * 3 // 4
    is_there = width * 5 // 8 <= x < width * 39 // 40 and across < width // 7
    if is_there and (0 <= down < 7 or 14 <= down < 21 or (21 <= down < 34 and across % (width // 8) < 5)):
        return b"\x8a\x5a\x2b"
    return _pixel(x, y, width, height)
