"""One life of the bot with an end at one point: forked from a process that has everything imported and prepared.

Telegram and the judge live in one process, the bot in another one that may end at any moment. They speak over a pipe.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import pickle
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import jobs, log
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Reply
from db.session import Database
from db.tables import Outbox
from tests.chat import BEGIN, Bot
from tests.torture import hooks
from tests.torture.effects import Effects, effects, said
from tests.torture.hooks import CRASHED, POINTS

Ends = Callable[[int, str], bool]
LEASE = timedelta(seconds=61)
"""Between a crash and the next start: what the dead process held is free then."""


HOUR = timedelta(hours=1)
"""What people do takes no time here; after longer the clock ticks."""


class Remote:
    """The small Telegram as the bot's process reaches it: every call is a point before and after."""

    def __init__(self, pipe: Connection, telegram: SmallTelegram) -> None:
        self._pipe, self.token, self.username = pipe, telegram.token, telegram.username

    def unauthorized(self, _token: str) -> None:
        return None

    def answer(self, name: str, fields: Any, files: Any) -> Reply:
        reply: Reply = POINTS.around(name, self.ask, "answer", name, fields, files)
        return reply

    def file(self, path: str) -> bytes | None:
        content: bytes | None = POINTS.around("a file", self.ask, "file", path)
        return content

    def next(self) -> Any:
        """What time it is once people have done their next act; None if they do no more."""
        return POINTS.around("what people do next", self.ask, "next")

    def ask(self, *what: Any) -> Any:
        self._pipe.send(what)
        return self._pipe.recv()


class Stage(Bot):
    """Before the lives begin the bot answers; afterwards people only act, and the lives answer."""

    over = False
    jobs: tuple[jobs.Job, ...] = jobs.JOBS

    def settle(self) -> None:
        if not self.over:
            super().settle()


@dataclass
class Child(Bot):
    """The bot of tests/chat.py in a process of its own, with one thread so that its points come in one order."""

    stage: Stage = field(kw_only=True)
    pipe: Connection = field(kw_only=True)

    def __post_init__(self) -> None:
        import asyncio

        self.telegram: Any = Remote(self.pipe, self.stage.telegram)
        self.runner = asyncio.Runner()
        self.database.threads = 1
        own = self.folder / "secrets"
        keys = replace(self.stage.world.keys, folder=own)
        self.world = replace(self.stage.world, media_dir=self.folder / "media", keys=keys, spool=own)
        self.app = self._started()
        self.app.paper.run = self._remembered(self.app.paper.run)  # type: ignore[method-assign]

    def _remembered(self, run: Callable[..., Any]) -> Callable[..., Any]:
        """What the child process makes follows from what it is given: of all lives only the first starts one."""

        def made(name: str, args: dict[str, Any], content: bytes = b"") -> Any:
            asked = hashlib.sha256(pickle.dumps((name, args, content))).hexdigest()
            kept = self.folder.parent / f"made-{asked}"
            if not kept.exists():
                early = kept.with_name(f"{kept.name}-{os.getpid()}-{threading.get_ident()}")
                early.write_bytes(pickle.dumps(run(name, args, content)))
                early.rename(kept)  # whole: another life may be looking for it
            return pickle.loads(kept.read_bytes())  # noqa: S301 - written here

        return lambda name, *rest: POINTS.around(name, made, name, *rest)

    def settle(self) -> None:
        """Also what goes to many."""
        super().settle()
        while self.runner.run(self.app.bulk.drain(self.clock)):
            super().settle()

    def lives(self) -> None:
        """As a start of the process goes: what is due, then whatever people do next, until they do no more."""
        self.app.recover()
        self.settle()
        self._ticks()
        while (now := self.telegram.next()) is not None:
            self.clock.now = now
            self.settle()
            self._ticks()
        self.tidies()

    def _ticks(self) -> None:
        if self.clock.now - BEGIN > HOUR:
            own = self.database, self.world, self.clock(), self.stage.jobs
            self.runner.run(self.app.threads.run(jobs.tick, *own))
            self.settle()


@dataclass(slots=True)
class Life:
    """What became of one life. `ended` is the point at which the first process ended, if it did."""

    names: list[str] = field(default_factory=list)
    states: list[object] = field(default_factory=list)
    ended: str = ""
    sending: int = 0
    doubled: int = 0
    copies: int = 1
    effects: Effects = field(default_factory=dict)
    chats: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def _never(_number: int, _name: str) -> bool:
    return False


def UNDISTURBED(_number: int, _name: str) -> bool:  # noqa: N802 - one value of Ends
    """Of a life that nothing ends: what there is outside of it is looked at."""
    return False


def live(stage: Stage, acts: Iterator[Callable[[], object]], folder: Path, *ends: Ends) -> Life:
    """One life on a database of its own; each of `ends` says where one process ends, and then the next begins."""
    life, waiting = Life(), list(acts)
    for end in (*ends, _never if ends else UNDISTURBED):
        code, ended = _process(stage, waiting, folder, end, life)
        if code == CRASHED:
            life.ended += f" {ended}"
            stage.clock.now += LEASE
            life.sending += _sending(stage.database)
            continue
        if code:
            life.wrong.append(f"the process ended with {code}")
        break
    life.effects = effects(stage.database, folder)
    stage.database.close()
    life.chats, life.doubled, life.copies = said(stage.telegram)
    life.wrong += stage.telegram.problems
    return life


def _process(stage: Stage, waiting: list[Any], folder: Path, end: Ends, life: Life) -> tuple[int, str]:
    """One process of the bot, served until it ends; its exit code, and the point at which it ended."""
    ours, theirs = Pipe()
    last, words = os.pipe()
    if (pid := os.fork()) == 0:
        ours.close()
        _be_the_bot(stage, theirs, words, folder, end)
    theirs.close()
    os.close(words)
    while True:
        try:
            what, *rest = ours.recv()
            if what == "points":
                life.names, life.states = life.names or rest[0], life.states or rest[1]
            elif what == "failed":
                life.wrong.append(rest[0])
            else:
                ours.send(_answered(stage, waiting, what, rest))
        except (EOFError, ConnectionResetError, BrokenPipeError):
            break
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with os.fdopen(last, "rb") as said:
        return code, said.read().decode()


def _answered(stage: Stage, waiting: list[Any], what: str, rest: list[Any]) -> Any:
    if what == "answer":
        return stage.telegram.answer(*rest)
    if what == "file":
        return stage.telegram.file(*rest)
    if not waiting:
        return None
    waiting.pop(0)()
    return stage.clock.now


def _be_the_bot(stage: Stage, pipe: Connection, words: int, folder: Path, end: Ends) -> None:
    """Never returns. What it wrote to its log as an error is told before it ends. If nothing ends it, it looks
    at every point at what is outside of it."""
    code = 1
    try:
        gc.disable()
        said = io.StringIO()
        log.set_up("INFO", json=True, stream=said)

        def ends(number: int, name: str) -> bool:
            if not end(number, name):
                return False
            os.write(words, name.encode())
            return True

        child = Child(stage.database, folder, said, clock=stage.clock, stage=stage, pipe=pipe)
        POINTS.arm(ends, _look(stage.database, folder) if end is UNDISTURBED else None)
        child.lives()
        POINTS.disarm()
        pipe.send(("points", POINTS.names, POINTS.states))
        for line in said.getvalue().splitlines():
            if (event := json.loads(line))["level"] in ("error", "critical"):
                pipe.send(("failed", f"{event['event']} {event.get('error')}"))
        code = 0
    except BaseException as error:
        pipe.send(("failed", f"{type(error).__name__}: {error}"[:500]))
    finally:
        os._exit(code)


def _look(database: Database, folder: Path) -> Callable[[], object]:
    version = hooks.version(database)
    return lambda: hash((version(), hooks.files(folder)))


_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _sending(database: Database) -> int:
    """How many messages were between claiming and recording; waits until the server has let go of the dead process."""
    with database.begin() as tx:
        while not database.is_sqlite and tx.exec_driver_sql(_OTHERS).scalar_one():
            tx.exec_driver_sql("SELECT pg_sleep(0.001), pg_stat_clear_snapshot()")
        states = Counter(tx.execute(select(Outbox.state)).scalars())
    database.close()
    return states["sending"]
