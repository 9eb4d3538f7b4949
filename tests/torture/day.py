"""A day of the bot from one number: the same seed is the same day, on SQLite with one process at a time, on PostgreSQL with two.

People write, follow, block, leave; a lead sends, pauses and stops messages to many; Telegram fails in all its ways; processes
crash between any two steps; time jumps. Then the weather clears, and everything must have come out right.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from typing import Any

from bot.delivery import bulk
from db import broadcasts
from db.audience import Audience
from tests.torture.grounds import NUMBERS, Ground, chance, ground
from tests.torture.street import LANES, Town
from tests.torture.weather import loop
from tests.torture.witness import TOPIC, Witness

EVENTS = 70
"""What happens on a day: some twenty updates and as many messages to many, and what goes wrong."""
PAUSES = (0.01, 0.5, 2.0, 5.0, 12.0, 30.0, 70.0, 70.0, 600.0, 3600.0, 6 * 3600.0)


NIGHT = 24 * 3600.0
"""Seconds until the file has been written anew in any case: whoever has left and still presses an old button is answered once
more, and the address of that answer leaves a trace until then."""


class Day:
    """One seed."""

    def __init__(self, seed: int, ground: Ground) -> None:
        self.town = Town(seed, ground.database, ground.world, NUMBERS[1:], NUMBERS[0], ground.rounds)
        self.witness = Witness(self.town)
        self.rng, self.count, self.ground = self.town.rng, 0, ground
        put = self.town.telegram.updates.put

        def counted(kind: str, payload: Any) -> int | None:
            self.town.updates += 1
            return put(kind, payload)

        self.town.telegram.updates.put = counted  # type: ignore[method-assign]

    async def passes(self) -> None:
        town = self.town
        for _ in range(1 if town.database.is_sqlite else 2):
            self.witness.watches(town.starts())
        town.someone_follows()
        for _ in range(EVENTS):
            await self._event()
            self.witness.looks()
        await self._settles()
        self.witness.judges()
        town.wrong += _errors(self.ground.stream.getvalue())

    async def _event(self) -> None:
        town, rng = self.town, self.rng
        what = rng.choices(tuple(_HAPPENS), tuple(_HAPPENS.values()))[0]
        if what == "step":
            town.poke(rng.choice(town.processes), rng.choice(LANES))
        elif what == "time":
            await asyncio.sleep(rng.choice(PAUSES) * rng.random())
        elif what == "pump":
            await town.pump()
        elif what == "crash":
            await self._crash()
        elif what == "broadcast":
            self._broadcast()
        elif what == "lead":
            self._lead()
        else:
            getattr(town, what)()
        await asyncio.sleep(rng.choice((0, 0, 0, 0.001)))

    async def _crash(self) -> None:
        """On PostgreSQL the other one goes on meanwhile; on SQLite nothing does."""
        town = self.town
        await town.crashes_now(self.rng.choice(town.processes))
        if town.processes:
            await self._event()
        else:
            await asyncio.sleep(self.rng.choice((0.5, 20, 90)))
        self.witness.watches(town.starts())

    def _broadcast(self) -> None:
        """Once a week would be usual: here it is enough to go over what people may hear in a week."""
        town, rng = self.town, self.rng
        self.count += 1
        topic, urgent = (TOPIC if rng.random() < 0.8 else None), rng.random() < 0.15
        said = {"texts": {"en": f"bulk{self.count}.", "de": f"bulk{self.count}."}}
        with town.database.begin() as tx:
            number = bulk.start(tx, town.world, "message", said, Audience(topic), town.now(), urgent=urgent)
        self.witness.urgent[number], self.witness.topic[number] = urgent, topic or ""
        town.said(f"broadcast {number} on {topic}, urgent {urgent}")

    def _lead(self) -> None:
        if self.witness.urgent:
            number = self.rng.choice(tuple(self.witness.urgent))
            verb = self.rng.choice(("pause", "resume", "resume", "stop", ""))
            self.town.telegram.press(self.town.lead, 1, f"broadcast{'.' * bool(verb)}{verb}:{number}")
            self.town.said(f"the lead presses {verb or 'refresh'} {number}")

    # --- the end ---------------------------------------------------------------------------------

    async def _settles(self) -> None:
        """The weather clears, the lead lets everything go on; nobody waits for more than two days."""
        town, witness = self.town, self.witness
        town.weather.clears()
        town.said("the weather clears")
        await self._nobody_is_held_up()
        for pause in (*(1,) * 12, *(10,) * 12, *(60,) * 10, *(3600,) * 50):
            await town.pump()
            witness.looks()
            left = witness.not_done()
            if not left and not town.telegram.updates.queue:
                break
            if ("broadcast", "paused") in {(what, state) for what, state, _ in left}:
                with town.database.begin() as tx:
                    for number in witness.urgent:
                        broadcasts.resume(tx, number)
            await asyncio.sleep(pause)
        else:
            witness.wrong(f"not done in the end: {left}")
        await asyncio.sleep(NIGHT)
        for process in town.processes:
            await town.poke(process, "tick")
            await town.poke(process, "send")
            await town.poke(process, "tidy")

    async def _nobody_is_held_up(self) -> None:
        town = self.town
        for lane in ("poll", "poll", "work"):
            for process in town.processes:
                await town.poke(process, lane)
        with town.database.read() as tx:
            last = tx.exec_driver_sql("SELECT max(seq) FROM inbox").scalar() or 0
        for _ in range(int(last) + 1):  # one call may take no more than one update of each chat
            for process in town.processes:
                await town.poke(process, "work")
        self.witness.held_up(last)


_HAPPENS = {
    "acts_now": 36,
    "step": 30,
    "time": 12,
    "pump": 6,
    "crash": 4,
    "broadcast": 4,
    "lead": 3,
    "someone_blocks": 2,
    "someone_leaves": 1,
    "poison": 1,
    "repeated": 2,
    "numbers_begin_anew": 1,
}
"""How often each happens, relative to the others."""


def _errors(said: str) -> list[str]:
    """Whatever the bot itself called an error, apart from what was broken on purpose."""
    lines = [line for line in said.splitlines() if '"level": "error"' in line]
    return [line for line in lines if "an update failed" not in line and "no apology" not in line]


def one(seed: int, here: Ground) -> Day:
    """Lives through one day. What was wrong stands in its town."""
    here.fresh()
    here.stream.seek(0)
    here.stream.truncate()
    shutil.rmtree(here.world.media_dir, ignore_errors=True)
    for journal in here.world.media_dir.with_name("secrets").glob("sending-*"):
        journal.unlink()
    with chance(seed), asyncio.Runner(loop_factory=loop) as runner:
        day = Day(seed, here)
        try:
            runner.run(day.passes())
        except Exception as error:
            day.town.wrong.append(f"the day ended early: {type(error).__name__}: {str(error)[:300]}")
        finally:
            day.town.ends()
    return day


def some(kind: str, seed: int, count: int) -> dict[str, Any]:
    """Days in one process: figures, and what was wrong, each with the command that shows it again."""
    figures: Counter[str] = Counter()
    violations: list[str] = []
    with ground(kind) as here:
        for number in range(seed, seed + count):
            day = one(number, here)
            figures["updates"] += day.town.updates
            figures["messages"] += len(day.town.weather.arrivals)
            figures["crashes"] += day.town.crashes
            figures["broadcasts"] += day.count
            if day.town.wrong:
                part = "day" if kind == "sqlite" else f"day-{kind}"
                again = f"python -m tests.torture {part} --count 1 --seed {number}"
                violations.append(f"{again}: {'; '.join(day.town.wrong[:4])}")
                if count == 1:
                    print(*day.town.log, sep="\n")  # noqa: T201
    return {**figures, "violations": violations}


def run(seed: int, count: int, kind: str = "sqlite") -> dict[str, Any]:
    """Days from this seed on, in as many processes as there are processors; in them sets have the same order every time."""
    began, workers = time.monotonic(), min(os.cpu_count() or 1, count)
    os.environ["PYTHONHASHSEED"] = "0"
    edges = [seed + count * place // workers for place in range(workers + 1)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(some, kind, low, high - low) for low, high in pairwise(edges)]
        found = [part.result() for part in parts]
    total: Counter[str] = Counter()
    for figures in found:
        total.update({name: value for name, value in figures.items() if name != "violations"})
    violations = [one for figures in found for one in figures["violations"]]
    return {**total, "a_second": round(count / (time.monotonic() - began), 1), "violations": violations}
