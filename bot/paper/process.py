"""The bot's side of the child process that holds the heavy libraries: together they would take the bot from 88 to 253 MB."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from bot.paper import frames

IDLE = 60.0
"""Seconds without work after which the child ends."""

LIMIT = 60.0
"""Seconds that one piece of work may take: a form that was made to take longer is not waited for."""


KEPT = 16
"""Pictures kept for whoever asks for the same next: a round's result goes to many in few languages (some 60 kB each)."""


class PaperFailed(Exception):
    """Something could not be made or read: the name of the error there, or that it took too long."""


@dataclass
class Paper:
    """One child at most, one piece of work at a time; safe to call from several threads. It never blocks the loop: call
    it in a thread that is not the database's."""

    idle: float = IDLE
    limit: float = LIMIT
    _child: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _drawn: dict[bytes, Any] = field(default_factory=dict)

    def run(self, name: str, args: dict[str, Any], content: bytes = b"") -> Any:
        """What the function returned. Raises PaperFailed."""
        frame = frames.packed({"name": name, "args": args}, content)
        with self._lock:
            if name != "draw":
                return self._made(frame)
            if frame not in self._drawn:
                if len(self._drawn) >= KEPT:
                    del self._drawn[next(iter(self._drawn))]
                self._drawn[frame] = self._made(frame)
            return self._drawn[frame]

    def close(self) -> None:
        with self._lock:
            self._end()

    def _made(self, frame: bytes) -> Any:
        for again in (True, False):
            answer = self._asked(frame)
            if answer is not None:
                break
            self._end()
            if not again:
                raise PaperFailed("the child process ended")
        head, body = frames.unpacked(answer or b"")
        if "error" in head:
            raise PaperFailed(head["error"])
        return head.get("found", body)

    def _asked(self, frame: bytes) -> bytes | None:
        """The answer, or None if the child is gone: it may have been idle for long enough just now."""
        child = self._child = self._child or _started(self.idle)
        assert child.stdin
        assert child.stdout
        until = time.monotonic() + self.limit
        try:
            frames.write(child.stdin.fileno(), frame)
        except OSError:
            return None
        got = b""
        while (whole := frames.length(got)) is None or len(got) < whole:
            if not select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                self._end()
                raise PaperFailed("it took too long")
            part = os.read(child.stdout.fileno(), 1 << 20)
            if not part:
                return None
            got += part
        return got

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._child.wait()
        self._child = None


def _started(idle: float) -> subprocess.Popen[bytes]:
    """The child knows no secret: of the bot's settings it gets none."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    if cache := os.environ.get(
        "CACHE_DIRECTORY"
    ):  # systemd's: the list of fonts is then made once and not at every start
        env["MPLCONFIGDIR"] = cache.split(":")[0]
    env |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bot.paper", str(idle)]
    return subprocess.Popen(  # noqa: S603 - our own words
        command,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
