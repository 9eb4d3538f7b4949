"""The child process: reads one frame, does what it asks for, answers with one; ends when nothing came for a while."""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import sys

from bot.paper import frames

WORK = {
    "read_form": "bot.paper.sheets_in",
    "write_form": "bot.paper.sheets_out",
    "draw": "bot.paper.pictures",
    "workbook": "bot.paper.result_sheets",
    "calendar": "bot.paper.calendar",
    "typeset": "bot.paper.typesetting",
}
"""What can be asked for: a function of this name in that module. It takes the JSON as keyword arguments, and the bytes as
`content` if there are any; it returns bytes, or what JSON can hold."""

MOST = 50
"""Pieces of work after which the process ends: what a library forgets to free goes with it."""

ROOM = 2 << 30
"""Bytes of address space: what a file makes it ask for beyond that is an error here, and nothing to the machine."""


def main(idle: float) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    answers = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not be mistaken for an answer
    for _ in range(MOST):
        frame = _read(0, idle)
        if not frame:
            return
        frames.write(answers, _answer(frame))


def _answer(frame: bytes) -> bytes:
    asked, content = frames.unpacked(frame)
    try:
        work = getattr(importlib.import_module(WORK[asked["name"]]), asked["name"])
        found = work(**asked["args"], **({"content": content} if content else {}))
    except Exception as error:
        return frames.packed({"error": type(error).__name__})
    if isinstance(found, bytes):
        return frames.packed({}, found)
    return frames.packed({"found": found})


def _read(source: int, idle: float) -> bytes:
    """A frame, or nothing if none came in time or the bot is gone."""
    got = b""
    while (whole := frames.length(got)) is None or len(got) < whole:
        if not got and not select.select([source], [], [], idle)[0]:
            return b""
        part = os.read(source, 1 << 20)
        if not part:
            return b""
        got += part
    return got


if __name__ == "__main__":
    main(float(sys.argv[1]))
