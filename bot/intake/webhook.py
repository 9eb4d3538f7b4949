"""Telegram calls us: updates by HTTP, committed in groups, and only then answered with 200.

python-telegram-bot's own handler is not used: it answers before anything is stored, compares the secret in a time that
tells about it, takes 100 MB, and blocks a chat for a day with every update that it cannot read (TDLib sends again whatever
is not answered with 2xx). So here only a database that is away is answered with an error.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.delivery.client import ALLOWED, Telegram
from bot.delivery.outcome import of_error
from bot.delivery.requests import Request
from bot.intake.arrivals import received, store
from bot.intake.courtesies import Courtesies
from bot.log import error_place
from bot.services.world import World
from bot.settings import Settings
from bot.threads import Threads
from db.inbox import Received
from db.session import Database

log = structlog.get_logger()

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
BODY = 1 << 20
"""Bytes of a request at most. The largest updates of Telegram have some 30 kB."""

LINE, HEADERS = 2048, 48
"""Bytes of a line in the head of a request, and lines: what is kept for somebody who sends it slowly."""

GROUP = 100
"""Updates in one commit at most: as many as a poll brings."""

AGAIN_AFTER = 3
"""Seconds after which Telegram may try again when the database was away."""

_SILENT = logging.getLogger(f"{__name__}.http")  # aiohttp would name the address of whoever sends nonsense
_SILENT.disabled = True

Clock = Callable[[], datetime]


class Commits:
    """Stores updates in groups: what arrives while one commit is under way goes into the next."""

    def __init__(
        self, database: Database, threads: Threads, clock: Clock, woke: Callable[[], None]
    ) -> None:
        self._database, self._threads, self._clock, self._woke = database, threads, clock, woke
        self._waiting: list[tuple[Received, asyncio.Future[bool]]] = []
        self._task: asyncio.Task[None] | None = None

    async def stored(self, update: Received) -> bool:
        """Whether the update is safe now; False if the database would not have it."""
        safe = asyncio.get_running_loop().create_future()
        self._waiting.append((update, safe))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._all())
        return bool(await safe)

    @property
    def waiting(self) -> int:
        """How many updates wait for the commit after the present one."""
        return len(self._waiting)

    async def settle(self) -> None:
        """Waits for what is being committed."""
        if self._task:
            await self._task

    async def _all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP], self._waiting[GROUP:]
            done = await self._one([update for update, _ in group])
            for _, safe in group:
                if not safe.done():
                    safe.set_result(done)

    async def _one(self, updates: list[Received]) -> bool:
        try:
            await self._threads.run(store, self._database, updates, self._clock())
        except Exception as error:
            log.error("updates could not be stored", count=len(updates), error=error_place(error))
            return False
        self._woke()
        return True


class Webhook:
    """The door. Who does not know the secret is sent away before anything of theirs is read."""

    def __init__(
        self,
        database: Database,
        world: World,
        telegram: Telegram,
        threads: Threads,
        *,
        secret: str,
        path: str,
        clock: Clock,
        woke: Callable[[], None],
        patience: float = 10.0,
    ) -> None:
        """`patience` is how many seconds the head of a request may take, and how many its body."""
        self._world, self._secret, self._path, self._patience = world, secret.encode(), path, patience
        self.commits = Commits(database, threads, clock, woke)
        self._courtesies = Courtesies(telegram)
        server = web.Server(
            self._answer,
            access_log=None,
            logger=_SILENT,
            keepalive_timeout=patience,
            lingering_time=0.0,
            auto_decompress=False,
            max_line_size=LINE,
            max_field_size=LINE,
            max_headers=HEADERS,
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=2.0)

    async def start(self, host: str, port: int) -> int:
        """Listens; the port, if 0 was asked for. Raises OSError if the address cannot be had."""
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Takes nothing more; what is being committed is committed and answered, as are presses."""
        await self._runner.cleanup()
        await self.commits.settle()
        await self._courtesies.settle()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        try:
            return await self._taken_in(request)
        except _Refused as refused:
            self._world.metrics.refused(refused.reason)
            return refused.response()
        except Exception as error:
            log.error("the webhook failed", error=error_place(error))
            return _Refused(503, "database").response()

    async def _taken_in(self, request: web.BaseRequest) -> web.Response:
        self._let_in(request)
        body = await self._body(request)
        try:
            raw, update = self._read(body)
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            self._world.metrics.refused("malformed")
            log.warning("an update could not be read", size=len(body), error=type(error).__name__)
            return web.Response()  # anything else would block the chat that it came from for a day
        if not await self.commits.stored(update):
            raise _Refused(503, "database")
        self._courtesies.answer(raw)
        return web.Response()

    def _let_in(self, request: web.BaseRequest) -> None:
        given = request.headers.getall(SECRET, [])
        known = [hmac.compare_digest(one.encode("utf-8", "surrogateescape"), self._secret) for one in given]
        if known != [True]:
            raise _Refused(403, "secret")
        if request.rel_url.raw_path != self._path:
            raise _Refused(404, "address")
        if request.method != "POST":
            raise _Refused(405, "method")
        if (request.content_length or 0) > BODY:
            raise _Refused(413, "size")

    async def _body(self, request: web.BaseRequest) -> bytes:
        body = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                while part := await request.content.readany():
                    body += part
                    if len(body) > BODY:
                        raise _Refused(413, "size")
        except TimeoutError:
            raise _Refused(408, "slow") from None
        except _Refused:
            raise
        except Exception:  # lengths that lie, chunks without an end, connections that break
            raise _Refused(400, "broken") from None
        return bytes(body)

    def _read(self, body: bytes) -> tuple[dict[str, Any], Received]:
        """Raises ValueError, or RecursionError for what is nested too deeply."""
        raw = json.loads(body.decode("utf-8"), parse_constant=_no_number)
        update = received(raw, self._world) if isinstance(raw, dict) else None
        if update is None:
            raise ValueError("no update")
        return raw, update


class _Refused(Exception):
    """A request that is answered with an error; its connection ends, for the rest of it is not read."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason

    def response(self) -> web.Response:
        later = {"Retry-After": str(AGAIN_AFTER)} if self.status == 503 else {}
        response = web.Response(status=self.status, headers=later)
        response.force_close()
        return response


def _no_number(name: str) -> float:
    raise ValueError(name)


def path_of(settings: Settings) -> str:
    """The path of WEBHOOK_URL, as it travels."""
    return urlsplit(settings.webhook_url).path or "/"


async def set_webhook(telegram: Telegram, settings: Settings) -> None:
    """Asks Telegram to call us. Raises TelegramError if it will not, or cannot be reached for half a minute."""
    params = {
        "url": settings.webhook_url,
        "secret_token": settings.webhook_secret.get_secret_value(),
        "allowed_updates": ALLOWED,
        "max_connections": 40,
        "drop_pending_updates": False,
    }
    await _patiently(telegram, Request("setWebhook", params))


async def delete_webhook(telegram: Telegram) -> None:
    """Asks Telegram to be polled instead; what waits is kept. Raises as `set_webhook` does."""
    await _patiently(telegram, Request("deleteWebhook", {"drop_pending_updates": False}))


async def _patiently(telegram: Telegram, request: Request) -> None:
    for pause in (1, 2, 4, 8, 15):
        try:
            await telegram.call(request)
            return
        except RetryAfter as error:
            await asyncio.sleep(of_error(error).wait.total_seconds())
        except (BadRequest, Forbidden, InvalidToken):
            raise
        except NetworkError as error:
            log.warning("Telegram cannot be reached yet", error=error_place(error))
            await asyncio.sleep(pause)
    await telegram.call(request)
