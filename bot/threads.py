"""The border between the two worlds: the loop asks, threads work on the database."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")


class Threads:
    """As many threads as the database takes writers: one for SQLite, a few for PostgreSQL.

    The standard pool hands over a result under four locks; this takes two thirds of its time, once or more an update.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._asked: SimpleQueue[tuple[asyncio.Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._threads = [
            Thread(target=_serve, args=(self._asked,), name=f"database {n}", daemon=True)
            for n in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """What the function returns; it runs to its end even if the one who asked is cancelled."""
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._asked.put((answer, partial(work, *args, **kwargs)))
        return await answer

    def close(self) -> None:
        """Waits for what was asked."""
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join()


def _serve(asked: SimpleQueue[tuple[asyncio.Future[Any], Callable[[], Any]] | None]) -> None:
    while (one := asked.get()) is not None:
        answer, work = one
        try:
            told = partial(_tell, answer, work())
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            told = partial(_fail, answer, error)
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
            answer.get_loop().call_soon_threadsafe(told)
        del one, answer, work, told


def _tell(answer: asyncio.Future[Any], result: Any) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[Any], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)
