"""A street on a simulated day: residents, a lead, one or two processes of the bot, and whatever happens to them."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Coroutine, Iterator
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.steps import Steps
from bot.services.world import World
from db.leadership import BULK, POLLER
from db.session import Database
from db.tables import Subscription
from tests.chat import BEGIN
from tests.torture.crowd import Answerer, Habit, Writer
from tests.torture.weather import OWNER, Client, Weather

LANES = ("poll", "work", "send", "bulk", "fetch", "tick", "lead")


class Reader(Habit):
    """Turns the messages about events off and on again. Each time leaves a row of its own."""

    follows = False

    def act(self, number: int) -> bool:
        self.follows = not self.follows
        self.press(f"me.topic:events:{self.follows:d}")
        self.signs.append(f"events{self.follows:d}")
        return True

    def faults(self, tx: Any, person_id: int) -> Iterator[str]:
        table = Subscription.__table__
        mine = table.select().where(table.c.person_id == person_id, table.c.topic == "events")
        rows = [row.until is None for row in tx.execute(mine.order_by(table.c.id))]
        turned = sum(sign == "events1" for sign in self.signs)
        if len(rows) != turned or sum(rows) != self.follows:
            yield f"events were turned on {len(rows)} times of {turned}, now {rows}"


@dataclass
class Resident:
    """Somebody, with what they do on ordinary days and whether they are about to leave."""

    habit: Habit
    leaving: str = ""
    blocked: bool = False

    @property
    def person(self) -> Person:
        return self.habit.person


@dataclass(eq=False)
class Process:
    """One process of the bot: its steps, and all that it has under way."""

    steps: Steps
    lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)


class Town:
    """Everybody and everything of one day."""

    def __init__(
        self, seed: int, database: Database, world: World, people: list[int], lead: int, rounds: list[int]
    ) -> None:
        self.rng = random.Random(seed)
        self.database, self.world, self.rounds = database, world, rounds
        self.log: list[str] = []
        self.wrong: list[str] = []
        self.weather = Weather(self.rng, self.now)
        self.begin = BEGIN + timedelta(hours=self.rng.choice((-2, 0, 3, 8)))
        self.telegram = SmallTelegram(now=self.now, judge=False)
        self.lead = self._account(lead)
        self.residents = [self._resident(number) for number in people[: self.rng.randint(5, 12)]]
        self.processes: list[Process] = []
        self.broken: dict[bytes, int] = {}
        """Chats from which something came that always fails, and how often."""
        self.updates = self.acts = self.crashes = 0
        self.bulk_rate = self.rng.choice((0.0, 0.0, 28.0, 1.0))

    def now(self) -> datetime:
        loop = asyncio.get_running_loop() if asyncio._get_running_loop() else None
        return self.begin + timedelta(seconds=loop.time() if loop else 0.0)

    def _account(self, number: int) -> Person:
        person = Person(number, "a resident", "en", None)
        person.started = True
        self.telegram.state.people[number] = person
        return person

    def _resident(self, number: int) -> Resident:
        kind = self.rng.choice((Writer, Writer, Answerer, Reader, Reader))
        return Resident(kind(self.telegram, self._account(number), self.rounds))

    def said(self, what: str) -> None:
        self.log.append(f"{self.now():%d %H:%M:%S.%f} {what}")

    # --- the bot ---------------------------------------------------------------------------------

    def starts(self) -> Process:
        """A new process; what a crash left half done is recovered as at any start."""
        process = Process(
            Steps(self.database, self.world, Client(self.telegram, self.weather), self.now, self.bulk_rate)
        )
        self.processes.append(process)
        process.steps.recover()
        process.steps.leadership.refresh((POLLER, BULK))
        return process

    async def crashes_now(self, process: Process) -> None:
        """Whatever it held in memory is gone; what it had claimed stays as it is."""
        name = process.steps.leadership.name
        with self.database.read() as tx:
            rows = tx.exec_driver_sql("SELECT id, token FROM outbox WHERE state = 'sending'").fetchall()
        held = [row for row, token in rows if token.startswith(name)]
        self.said(f"a process crashes, rows {held} under way")
        for row in held:
            self.weather.note(self.weather.key[row], "crash", None)
        self.processes.remove(process)
        under_way = [task for task in process.tasks if not task.done()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self._lets_go(process)
        self.crashes += 1

    def ends(self) -> None:
        """Nothing of the day holds a lock or a connection any more."""
        for process in self.processes:
            self._lets_go(process)

    @staticmethod
    def _lets_go(process: Process) -> None:
        """What the end of a process does by itself: its locks are free, its journal stays where it is."""
        process.steps.leadership.close()
        if journal := process.steps.journal:
            journal._map.close()
            journal._file.close()

    def poke(self, process: Process, lane: str) -> asyncio.Task[None]:
        """Begins a step, unless the last one of its lane is still under way."""
        task = process.lanes.get(lane)
        if task is None or task.done():
            context = copy_context()
            context.run(OWNER.set, process)
            loop = asyncio.get_running_loop()
            task = loop.create_task(self._step(process, lane), context=context)
            process.lanes[lane] = task
        return task

    async def _step(self, process: Process, lane: str) -> None:
        try:
            await self._does(process.steps, lane)
        except TelegramError as error:
            if lane != "poll":
                self.wrong.append(f"{lane} raised {type(error).__name__}")
        except Exception as error:
            self.wrong.append(f"{lane} raised {type(error).__name__}: {str(error)[:200]}")

    def _does(self, steps: Steps, lane: str) -> Coroutine[Any, Any, Any]:
        leads = steps.leadership.leads
        if lane == "poll":
            return steps.poller.once(self.now, 0) if POLLER in leads else asyncio.sleep(0)
        if lane == "bulk":
            return steps.bulk.drain(self.now, lambda: BULK in steps.leadership.leads)
        if lane == "lead":
            return steps.threads.run(steps.leadership.refresh, (POLLER, BULK))
        if lane == "send":
            return steps.sender.drain(self.now)
        return {"work": steps.drain_inbox, "fetch": steps.fetch, "tick": steps.tick, "tidy": steps.tidy}[
            lane
        ]()

    async def pump(self) -> None:
        """Each process takes in, works and sends, once. One that waits for an answer does not hold up the others."""
        for lane in ("lead", "poll", "work", "send", "bulk", "fetch"):
            for process in self.processes:
                await asyncio.wait({self.poke(process, lane)}, timeout=2.0)

    # --- people ----------------------------------------------------------------------------------

    def acts_now(self) -> None:
        resident = self.rng.choice(self.residents)
        habit, self.acts = resident.habit, self.acts + 1
        if resident.blocked:
            if self.rng.random() < 0.5:
                resident.blocked = False
                self.telegram.unblock(resident.person)
                self.said(f"{resident.person.id} comes back")
        elif resident.leaving:
            self._goes_on_leaving(resident)
        elif habit.act(self.acts):
            self.said(f"{type(habit).__name__} {resident.person.id} {habit.signs[-1]}")

    def someone_follows(self) -> None:
        for resident in self.residents:
            if self.rng.random() < 0.7:
                habit = resident.habit
                habit.press("me.topic:events:1")
                habit.signs.append("events1")
                if isinstance(habit, Reader):
                    habit.follows = True

    def someone_blocks(self) -> None:
        resident = self.rng.choice(self.residents)
        if not resident.blocked and not resident.leaving:
            resident.blocked = True
            self.telegram.block(resident.person)
            self.said(f"{resident.person.id} blocks the bot")

    def someone_leaves(self) -> None:
        resident = self.rng.choice(self.residents)
        if not resident.blocked and not resident.leaving:
            resident.leaving = "asked"
            resident.habit.press("me.delete")
            self.said(f"{resident.person.id} wants to leave")

    def _goes_on_leaving(self, resident: Resident) -> None:
        for stored in reversed(self.telegram.state.thread(resident.person.id)):
            if found := re.search(r"me\.erase:0:\w+", json.dumps(stored.markup)):
                self.telegram.press(resident.person, stored.id, found[0])
                resident.leaving = "pressed"
                self.said(f"{resident.person.id} presses {found[0]}")
                return

    # --- what goes wrong with updates ------------------------------------------------------------

    def poison(self) -> None:
        """Something that nobody can read, or that a handler always fails at. It holds up its own chat alone."""
        resident = self.rng.choice(self.residents)
        if resident.blocked or resident.leaving or self.broken:
            return
        chat = self.world.keys.hash(resident.person.id)
        self.broken[chat] = self.broken.get(chat, 0) + 1
        if self.rng.random() < 0.5:
            self.telegram.text(resident.person, "/break")
            resident.habit.signs.append("sorry")
        else:
            message = {"message_id": 1, "date": 0, "text": "mark", "from": "somebody"}
            chat_json = self.telegram.state.chat_json(resident.person.id)
            self.telegram.updates.put("message", message | {"chat": chat_json})
        self.said(f"poison from {resident.person.id}")

    def numbers_begin_anew(self) -> None:
        """As after a quiet week: at random, often lower."""
        if not self.telegram.updates.queue:
            self.telegram.updates.restart_ids(self.rng.randrange(1_000_000, 1 << 40))
            self.said("update ids begin anew")

    def repeated(self) -> None:
        self.telegram.faults.duplicate(self.rng.randint(1, 4))
