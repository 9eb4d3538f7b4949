"""What the running bot does, one step at a time: also for those who make the steps themselves, as the tests do."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot import jobs
from bot.delivery import claims, forms, media, recovery
from bot.delivery.bulk import Copies
from bot.delivery.client import Telegram
from bot.delivery.journal import Journal
from bot.delivery.pace import Pace
from bot.delivery.sender import Pause, Sender
from bot.delivery.sweep import sweep
from bot.intake.receive import Poller
from bot.intake.work import begin, work
from bot.paper.process import Paper
from bot.running import profile, translating
from bot.running.clock import Clock, utc_now
from bot.services.world import World
from bot.threads import Threads
from db import outbox
from db import work as work_rows
from db.leadership import Leadership
from db.session import Database


class Steps:
    """The parts of the bot and each step that they make. `rate` is that of the bulk lane (messages a second, 0 = no limit)."""

    def __init__(
        self,
        database: Database,
        world: World,
        telegram: Telegram,
        clock: Clock = utc_now,
        rate: float = 0.0,
    ) -> None:
        self.leadership = Leadership(database)
        self.journal: Journal | None = None
        self.database, self.telegram, self.clock = database, telegram, clock
        self.world = world = replace(world, process=self.leadership.name)
        self.threads = Threads(database.threads)
        self.poller = Poller(database, world, telegram, self.threads)
        own = (database, world, telegram, self.threads)
        pace = Pace(rate)
        self.paper = Paper()
        self.sender = Sender(*own, claims.take, pace, paper=self.paper, waits=False)
        self.bulk = Sender(*own, Copies().take, pace, Pause(whole=True), name="bulk", paper=self.paper)

    def recover(self) -> None:
        """What a crash left half done, here and in what was being sent; from now on this process keeps a journal."""
        sweep(self.database, self.world.media_dir, starting=True)
        recovery.recover(self.database, self.world.spool, self.clock())
        if self.world.spool is not None:
            self.journal = Journal(self.world.spool, self.leadership.name)
            self.sender.journal = self.bulk.journal = self.journal

    async def drain_inbox(self) -> int:
        """Works on what waits, as many updates side by side as the database has threads; how many there were."""
        own = self.database, self.world, self.clock()
        waiting, count = await self.threads.run(begin, *own)
        lanes = min(len(waiting), self.threads.count)
        return count + sum(
            await asyncio.gather(*(self.threads.run(work, *own, waiting) for _ in range(lanes)))
        )

    async def fetch(self) -> int:
        """Copies of photos and voice messages that are wanted, and forms to be read."""
        copies = await media.fetch(self.database, self.world, self.telegram, self.threads)
        return copies + await forms.fetch(
            self.database, self.telegram, self.threads, self.paper, self.clock()
        )

    async def translate(self, url: str) -> int:
        """Drafts of a machine for texts that are wanted in another language."""
        return await translating.fetch(self.database, url, self.threads, self.clock())

    async def tidy(self) -> bool:
        """Once nothing is under way: files that nothing names go, and what was deleted leaves SQLite's log."""
        await self.threads.run(sweep, self.database, self.world.media_dir)
        return await self.threads.run(self.database.checkpoint)

    async def publish(self) -> None:
        await profile.publish(self.database, self.world, self.telegram, self.threads)

    async def tick(self) -> None:
        await self.threads.run(jobs.tick, self.database, self.world, self.clock())

    def is_under_way(self) -> bool:
        """Whether anything waits in the inbox or the outbox."""
        with self.database.read() as tx:
            return work_rows.is_open(tx) or outbox.is_open(tx)
