"""A person's data as a whole: packed for them, and erased."""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.refused import Refused
from bot.core.text import N_
from bot.services.notices import notify
from bot.services.world import World
from db import inbox, outbox, people, personal
from db.personal import File
from db.session import Tx

DAY = timedelta(hours=24)
DOWNLOADS_A_DAY = 3
ROOM = 40_000_000
"""Bytes of media in one archive: with the rest it stays under 45 MB, and Telegram takes 50."""


def downloads(tx: Tx, person_id: int, now: datetime) -> int:
    return people.downloads(tx, person_id, now - DAY)


def request(tx: Tx, world: World, person_id: int, seen: int, now: datetime) -> bool:
    """Queues a person's archive; False if it is not as when they `seen` that many downloads: a second tap."""
    made = downloads(tx, person_id, now)
    if made != seen:
        return False
    if made >= DOWNLOADS_A_DAY:
        raise Refused(N_("You have downloaded your data three times today. Please try again tomorrow."))
    parts, token = len(_parts(tx, world, person_id)), secrets.token_hex(8)
    for part in range(1, parts + 1):
        content = {"part": part, "parts": parts}
        notify(tx, person_id, "export", content, now, job=f"export:{part}:{token}")
    return True


def archive(tx: Tx, world: World, person_id: int, part: int, readme: str) -> bytes:
    """One part of a person's data as a ZIP: the first holds everything that is no picture or voice."""
    packed, parts = io.BytesIO(), _parts(tx, world, person_id)
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


def _parts(tx: Tx, world: World, person_id: int) -> list[list[File]]:
    """The files that are really there, in groups that fit into one archive each; at least one group."""
    there = [copy for copy in personal.files(tx, person_id) if (world.media_dir / copy.stored_as).is_file()]
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


def erasure_token(person_id: int, now: datetime) -> str:
    """Stands in the buttons that delete: an old message or one from a former stay must not do it by accident."""
    hour = int(now.timestamp()) // 3600
    return hashlib.sha256(f"{person_id}:{hour}".encode()).hexdigest()[:12]


def is_fresh(token: str, person_id: int, now: datetime) -> bool:
    """Whether a person was asked within the last two hours."""
    return token in (erasure_token(person_id, now), erasure_token(person_id, now - timedelta(hours=1)))


def ideas_that_could_stay(tx: Tx, person_id: int) -> int:
    return personal.ideas_that_could_stay(tx, person_id)


def erase(tx: Tx, person_id: int, chat: bytes, *, keep_ideas: bool) -> None:
    """Deletes a person and every trace of their chat; nothing of it can be refused."""
    personal.erase(tx, person_id, keep_ideas=keep_ideas)
    outbox.forget_chat(tx, chat, person_id)
    inbox.forget_chat(tx, chat)
