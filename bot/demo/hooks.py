"""The webhook as the real server calls it: queues in which one update is under way at a time, and patience with errors.

From tdlib/telegram-bot-api, WebhookActor: the next update of a queue follows only a 2xx; anything else brings the same one
again, at once and then after 2, 4, 8 ... seconds or as Retry-After asks (an hour at most), until it has expired.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp

from bot.demo.bell import Bell
from bot.demo.telegram import SmallTelegram
from bot.demo.updates import OWN, Queue, Queued

HEADER = "X-Telegram-Bot-Api-Secret-Token"
READ = 60.0
LONGEST_PAUSE, LONGEST_ASKED = 60, 3600
GONE_FOR = timedelta(hours=23)


class Hooks:
    """*pace* is how long a second of waiting takes: tests have less time than residents."""

    def __init__(self, telegram: SmallTelegram, bell: Bell, pace: float = 1.0) -> None:
        self._telegram, self._bell, self._pace = telegram, bell, pace
        self._lanes: dict[Queue, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled. A webhook that is changed begins anew with what waits."""
        updates = self._telegram.updates
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=READ)) as session:
            try:
                while not self._bell.closed:
                    if hook := updates.webhook:
                        await self._serve(session, hook)
                    else:
                        await self._bell.wait(60)
            finally:
                self._let_go()

    async def _serve(self, session: aiohttp.ClientSession, hook: dict[str, object]) -> None:
        updates = self._telegram.updates
        places = asyncio.Semaphore(int(str(hook["max_connections"])))
        while updates.webhook is hook and not self._bell.closed:
            rung = self._bell.event
            for queue in updates.queues() - {key for key, task in self._lanes.items() if not task.done()}:
                self._lanes[queue] = asyncio.create_task(self._lane(session, hook, queue, places))
            await rung.wait()
        self._let_go()

    def _let_go(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()

    async def _lane(
        self,
        session: aiohttp.ClientSession,
        hook: dict[str, object],
        queue: Queue,
        places: asyncio.Semaphore,
    ) -> None:
        updates = self._telegram.updates
        while one := updates.head(queue):
            async with places:
                status, asked = await self._call(session, hook, one)
            if 200 <= status < 300:
                updates.delivered(one)
                continue
            pause = min(asked, LONGEST_ASKED) if asked else _pause(one.failed)
            one.failed += 1
            updates.put_off(one, timedelta(seconds=pause))
            if status == 410 and updates.gone_for() > GONE_FOR:
                updates.set_webhook({})
                return
            await asyncio.sleep(pause * self._pace)

    async def _call(
        self, session: aiohttp.ClientSession, hook: dict[str, object], one: Queued
    ) -> tuple[int, int]:
        """The status, and the seconds that Retry-After asks for; 0 and 0 for an address out of reach."""
        updates, url = self._telegram.updates, str(hook["url"])
        secret = {HEADER: str(hook["secret_token"])} if hook["secret_token"] else {}
        try:
            if urlsplit(url).hostname not in OWN:
                raise aiohttp.ClientConnectionError("out of reach")
            async with session.post(url, json=one.body, headers=secret, allow_redirects=False) as answer:
                updates.called(answer.status, answer.reason or "")
                asked = answer.headers.get("Retry-After", "")
                return answer.status, int(asked) if asked.isdigit() else 0
        except TimeoutError:
            updates.called(0, "Read timeout expired")
        except (aiohttp.ClientError, OSError):
            updates.called(0, "Connection failed")
        return 0, 0


def _pause(failed: int) -> int:
    """Seconds after so many failures before this one."""
    return min(2**failed, LONGEST_PAUSE) if failed else 0
