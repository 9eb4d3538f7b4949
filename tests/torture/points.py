"""The bot ends at every point of every use case, one life each, and starts again: nothing lost, nothing twice."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from bot import log
from bot.jobs import JOBS
from db.session import Database
from tests.torture import hooks, universe
from tests.torture.cases import CASES, Case
from tests.torture.databases import Slots, slots
from tests.torture.effects import effects
from tests.torture.universe import Ends, Life, Stage

TWICE = "after send"
"""What a second crash waits for: the message is out once more, and again nobody wrote it down."""


_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""What a killed process wrote is there for the next one on a disk in memory, too, and it is faster."""


@dataclass
class Figures:
    """Of one use case on one database."""

    case: str
    database: str
    points: int = 0
    lives: int = 0
    doubled: int = 0
    unknown: int = 0
    missed: int = 0
    """Points that a life did not have: how messages to several chats are grouped is a matter of microseconds."""
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)


@dataclass
class _Running:
    """A life that is under way in a process of its own."""

    number: int
    slot: int
    pid: int


def run(  # noqa: PLR0913 - where, how much, how many
    case: Case, kind: str, here: Slots, folder: Path, at_once: int = 2, full: bool = False, every: int = 1
) -> Figures:
    """Every moment of one use case, or every single point; some lives at the same time. With `every` 2 the databases
    share the moments: SQLite has the first, PostgreSQL the second, and so on."""
    began, figures = time.monotonic(), Figures(case.name, kind)
    stage, cast = _stage(case, here, folder)
    gc.freeze()
    wanted = next(iter(_lives(case, stage, cast, here, folder, [(0, ())], 1)))[1]
    stage.telegram.judge = False
    figures.points = len(wanted.names)
    figures.violations += [f"undisturbed: {fault}" for fault in wanted.wrong]
    if not wanted.names:
        return figures
    plans: list[tuple[int, tuple[Ends, ...]]] = [
        (number, (_at(wanted.names, number),))
        for number in (
            range(1, figures.points + 1)
            if full
            else moments(wanted.names, wanted.states)[kind == "postgresql" and every > 1 :: every]
        )
    ]
    plans += [
        (-number, (_at(wanted.names, number), _after_send))
        for number, name in enumerate(wanted.names, 1)
        if name.startswith(TWICE)
    ]
    for number, life in _lives(case, stage, cast, here, folder, plans, at_once):
        figures.lives += 1
        figures.doubled += life.doubled
        figures.missed += not life.ended
        faults = list(_faults(wanted, life, twice=number < 0))
        figures.violations += [f"point {number}{life.ended}: {fault}" for fault in faults]
    if figures.missed * 10 > figures.lives:
        figures.violations.append(f"{figures.missed} of {figures.lives} did not end where they should have")
    figures.seconds = round(time.monotonic() - began, 1)
    return figures


def _at(names: list[str], point: int) -> Ends:
    """By its name, and the how manieth of that name it is: more calls of another kind in between do not matter."""
    name, seen = names[point - 1], count(1)
    wanted = names[:point].count(name)
    return lambda _number, reached: reached == name and next(seen) == wanted


def _after_send(_number: int, name: str) -> bool:
    return name.startswith(TWICE)


def _stage(case: Case, here: Slots, folder: Path) -> tuple[Stage, Any]:
    """Everybody in place. Nothing of it runs any more, so that it can be forked.

    All of it was played through once before, so that every statement is compiled when the lives begin.
    """
    database = Database(here.url)
    for rehearsal in (True, False):
        here.begin()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        log.set_up("CRITICAL", stream=io.StringIO())
        sys.excepthook = sys.__excepthook__  # here faults are to be seen
        stage = Stage(database, folder, io.StringIO())
        cast = case.prepare(stage)
        if rehearsal:
            stage.runner.run(stage.app.bulk.drain(stage.clock))
        for act in case.acts(stage, cast) if rehearsal else ():
            act()
            stage.runner.run(stage.app.tick())
            stage.settle()
        effects(database, folder)
        stage.close()
    here.keep()
    stage.over = True
    stage.jobs = tuple(job for job in JOBS if not case.jobs or job.name in case.jobs)
    stage.telegram.requests.clear()
    return stage, cast


def moments(names: list[str], states: list[object]) -> list[int]:
    """The points that are moments of their own, counted from 1.

    Between two of them nothing happens outside of the process: nothing is committed, no file is written, Telegram is not
    called, and nobody does anything. Whoever finds it dead finds the same, so the last point before such a change stands
    for all since the one before: what was not committed goes with the process.
    """
    changed = [
        state != before or bool(_OUTSIDE.fullmatch(name))
        for state, before, name in zip(states[1:], states, names[1:], strict=False)
    ]
    return [number for number, change in enumerate([*changed, True], 1) if change]


_OUTSIDE = re.compile(r"after ([a-z]+[A-Z]\w*|what people do next)")
"""A call of the Bot API is over, or people have done something."""


Plan = tuple[int, tuple[Ends, ...]]


def _lives(
    case: Case, stage: Stage, cast: Any, here: Slots, folder: Path, plans: list[Plan], at_once: int
) -> Iterator[tuple[int, Life]]:
    """The lives as they end, so many at a time."""
    free, running = list(range(at_once)), dict[Connection, _Running]()
    waiting = iter(plans)
    while True:
        while free and (plan := next(waiting, None)):
            slot = free.pop()
            pipe, life = _fork(case, stage, cast, here, folder / f"slot{slot}", slot, plan)
            running[pipe] = life
        if not running:
            return
        for ready in wait(list(running)):
            assert isinstance(ready, Connection)
            over = running.pop(ready)
            yield over.number, _received(ready)
            os.waitpid(over.pid, 0)
            free.append(over.slot)


def _received(pipe: Connection) -> Life:
    with pipe:
        try:
            life: Life = pipe.recv()
        except EOFError:
            return Life(wrong=["the judge itself ended"])
    return life


def _fork(
    case: Case, stage: Stage, cast: Any, here: Slots, folder: Path, slot: int, plan: Plan
) -> tuple[Connection, _Running]:
    ours, theirs = Pipe(duplex=False)
    number, ends = plan
    if (pid := os.fork()) == 0:
        try:
            shutil.rmtree(folder, ignore_errors=True)
            for name in ("media", "secrets"):
                if (stage.folder / name).is_dir():
                    shutil.copytree(stage.folder / name, folder / name)
            here.enter(slot)
            theirs.send(universe.live(stage, case.acts(stage, cast), folder, *ends))
        except BaseException:
            theirs.send(Life(wrong=[traceback.format_exc()]))
        finally:
            os._exit(0)
    theirs.close()
    return ours, _Running(number, slot, pid)


def _faults(wanted: Life, life: Life, *, twice: bool) -> Iterator[str]:
    """What differs from the life that nothing disturbed."""
    yield from life.wrong
    if not life.chats:
        return
    for name, rows in wanted.effects.items():
        if rows != life.effects.get(name) and not (twice and name == "outbox"):
            yield f"{name}: {life.effects.get(name)} instead of {rows}"
    flagged = sum(number for fate, number in life.effects["outbox"].items() if fate[-1] == "unknown")
    if life.chats != wanted.chats and not (twice and missing(wanted.chats, life.chats) <= flagged):
        yield f"the chats differ: {differing(wanted.chats, life.chats)}"
    if life.doubled > life.sending:
        yield f"{life.doubled} doubled, {life.sending} in flight"
    if life.copies > 2:
        yield f"{life.copies} copies"


def missing(wanted: list[Any], seen: list[Any]) -> int:
    """How many messages never came. After two crashes between claiming and sending one is not sent again, but flagged."""
    return sum(len(ours) - len(theirs) for ours, theirs in zip(wanted, seen, strict=True))


def differing(wanted: list[Any], seen: list[Any]) -> str:
    for ours, theirs in zip(wanted, seen, strict=True):
        for place, message in enumerate(ours):
            if theirs[place : place + 1] != [message]:
                return f"{theirs[place : place + 1]} instead of {message}"
    return "more was said"


def every_case(
    kind: str, names: tuple[str, ...] = (), full: bool = False, every: int = 1, at_once: int = 2
) -> Iterator[Figures]:
    """All use cases (or those named) on one kind of database."""
    hooks.watch()
    folder = Path(tempfile.mkdtemp(prefix="points", dir=_MEMORY))
    try:
        with slots(kind, folder, at_once) as here:
            for case in CASES:
                if not names or case.name in names:
                    yield run(case, kind, here, folder / case.name.replace(" ", "-"), at_once, full, every)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
