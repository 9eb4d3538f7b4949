"""A person's data, packed for them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence

from bot.services.world import World
from db import media, personal
from db.media import Copy
from db.session import Tx

ROOM = 40_000_000
"""Bytes of media in one archive: with the rest it stays under 45 MB, and Telegram takes 50."""


def archive(tx: Tx, world: World, person_id: int, part: int, readme: str) -> bytes:
    """One part of a person's data as a ZIP: the first holds everything that is no picture or voice."""
    packed, parts = io.BytesIO(), in_parts(tx, world, person_id)
    with zipfile.ZipFile(packed, "w") as file:
        _add(file, "README.txt", readme.encode())
        if part == 1:
            data = json.dumps(personal.export(tx, person_id), ensure_ascii=False, indent=2)
            _add(file, "data.json", data.encode(errors="replace"))
        for copy in parts[part - 1] if part <= len(parts) else ():
            path = world.media_dir / copy.stored_as
            _add(file, f"media/{copy.idea}-{copy.position}{path.suffix}", path.read_bytes())
    return packed.getvalue()


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Pictures and voice are packed already. No time is written: it would be that of the packing."""
    packed_already = name.startswith("media/")
    method = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
    file.writestr(zipfile.ZipInfo(name), content, compress_type=method)


def in_parts(tx: Tx, world: World, person_id: int) -> list[list[Copy]]:
    """The files that are really there, in groups that fit into one archive each; at least one group."""
    there = [
        copy for copy in media.of_person(tx, person_id) if (world.media_dir / copy.stored_as).is_file()
    ]
    sizes = [(world.media_dir / copy.stored_as).stat().st_size for copy in there]
    groups = grouped(sizes, ROOM)
    return [[there[at] for at in group] for group in groups]


def grouped(sizes: Sequence[int], room: int) -> list[list[int]]:
    """Positions in order, in groups whose sizes fit into the room (a bigger one stands alone); at least one group."""
    groups: list[list[int]] = [[]]
    used = 0
    for at, size in enumerate(sizes):
        if groups[-1] and used + size > room:
            groups.append([])
            used = 0
        groups[-1].append(at)
        used += size
    return groups
