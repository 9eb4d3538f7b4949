"""Which messages this process has begun to send, and which Telegram has answered: what a crash would otherwise hide.

A file of a few hundred bytes in shared memory: a write costs a microsecond and survives the end of the process, though not
a power cut; so it only counts on the same boot of the machine. With it a message that was claimed and not begun is no attempt,
and one that was answered is not sent again. Nothing in it says who or what: row numbers and tokens alone.
"""

from __future__ import annotations

import fcntl
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ENTRY = struct.Struct("<qq24ss7x")
"""Row, message id (-1: none), token, state."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_HEAD = 64
SLOTS = 64
BEGUN, ANSWERED = b"B", b"A"


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that was begun. `answered`: Telegram has taken it, under this message id."""

    row: int
    token: str
    answered: bool
    message_id: int | None


class Journal:
    """The journal of one process; the lock on its file says whether that process is still there."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path, early = folder / f"sending-{name}", folder / f".sending-{name}"
        early.write_bytes(_boot().ljust(_HEAD) + bytes(SLOTS * _ENTRY.size))
        self._file = early.open("r+b")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        early.rename(
            self.path
        )  # under this name only once it is locked: others would take it for one left behind
        self._map = mmap.mmap(self._file.fileno(), 0)
        self._free = list(range(SLOTS))
        self._slots: dict[tuple[int, str], int] = {}

    def begun(self, row: int, token: str) -> None:
        """Right before a message goes out."""
        if self._free and (row, token) not in self._slots:
            self._slots[row, token] = self._free.pop()
        self._write(row, token, BEGUN, -1)

    def answered(self, row: int, token: str, message_id: int | None) -> None:
        """Right after Telegram has taken it."""
        self._write(row, token, ANSWERED, -1 if message_id is None else message_id)

    def recorded(self, row: int, token: str) -> None:
        """Its fate stands in the database. A late answer to an earlier claim of the same row has a slot of its own."""
        slot = self._slots.pop((row, token), None)
        if slot is not None:
            self._map[self._at(slot) : self._at(slot + 1)] = bytes(_ENTRY.size)
            self._free.append(slot)

    def close(self) -> None:
        """After an orderly stop nothing is left to find out."""
        self._map.close()
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, row: int, token: str, state: bytes, message_id: int) -> None:
        slot = self._slots.get((row, token))
        if slot is not None:
            self._map[self._at(slot) : self._at(slot + 1)] = _ENTRY.pack(
                row, message_id, token.encode(), state
            )

    @staticmethod
    def _at(slot: int) -> int:
        return _HEAD + slot * _ENTRY.size


@dataclass(frozen=True, slots=True)
class Left:
    """What a process left behind that ended without a stop: `name` begins the tokens of its messages."""

    name: str
    path: Path
    entries: tuple[Entry, ...]


def left(folder: Path) -> Iterator[Left]:
    """The journals of processes that are gone. One from before a restart of the machine may have lost its last words."""
    for path in sorted(folder.glob("sending-*")):
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                content = file.read()
        except OSError:
            continue  # its process is alive, or another one that starts has just sorted it
        if content[:_HEAD].strip() == _boot() != b"":
            yield Left(path.name.removeprefix("sending-"), path, tuple(_entries(content)))
        else:
            path.unlink(missing_ok=True)


def _entries(content: bytes) -> Iterator[Entry]:
    whole = len(content) - (len(content) - _HEAD) % _ENTRY.size
    for row, message_id, token, state in _ENTRY.iter_unpack(content[_HEAD:whole]):
        if state in (BEGUN, ANSWERED):
            number = None if message_id < 0 else message_id
            yield Entry(row, token.rstrip(b"\0").decode(), state == ANSWERED, number)


def _boot() -> bytes:
    return _BOOT.read_bytes().strip() if _BOOT.exists() else b""
