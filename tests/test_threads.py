"""Whoever asks a thread for something gets its answer or its error; what was asked is done even if they have gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.threads import Threads


@pytest.fixture
def threads() -> Iterator[Threads]:
    threads = Threads(2)
    yield threads
    threads.close()


async def test_an_error_comes_back_to_whoever_asked(threads: Threads) -> None:
    with pytest.raises(ZeroDivisionError):
        await threads.run(divmod, 1, 0)
    assert await threads.run(divmod, 7, 2) == (3, 1)


async def test_as_many_things_are_done_at_once_as_there_are_threads(threads: Threads) -> None:
    both = threading.Barrier(2, timeout=10)
    assert sorted(await asyncio.gather(threads.run(both.wait), threads.run(both.wait))) == [0, 1]


async def test_work_is_finished_after_whoever_asked_was_cancelled(threads: Threads) -> None:
    begun, may_end, ended = (threading.Event() for _ in range(3))

    def work() -> None:
        begun.set()
        may_end.wait(10)
        ended.set()

    asked = asyncio.create_task(threads.run(work))
    await asyncio.to_thread(begun.wait, 10)
    asked.cancel()
    may_end.set()
    assert await asyncio.to_thread(ended.wait, 10)
    assert await threads.run(divmod, 7, 2) == (3, 1)


def test_a_loop_that_has_ended_does_not_end_the_thread() -> None:
    threads, go_on = Threads(1), threading.Event()

    async def leave() -> None:
        asyncio.get_running_loop().call_later(0.01, asyncio.current_task().cancel)  # type: ignore[union-attr]
        await threads.run(go_on.wait, 10)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(leave())
    go_on.set()
    assert asyncio.run(threads.run(divmod, 7, 2)) == (3, 1)
    threads.close()
