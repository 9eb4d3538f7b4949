"""What whoever watches the bot gets to see: whether it lives, whether it can work, and numbers that name nobody."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot import log
from bot.metrics import Metrics
from bot.running.health import Health
from bot.running.heartbeat import beat
from db import inbox, outbox
from db.inbox import Received
from db.outbox import BULK, REPLY, Message
from db.session import Database
from tests.chat import BEGIN


class Watch:
    """The pages of a process, and what it says about itself."""

    port: int

    def __init__(self, database: Database, patience: float = 2.0) -> None:
        self.alive, self.stopping, self.metrics = True, False, Metrics()
        self.health = Health(
            *(database, self.metrics, lambda: BEGIN),
            alive=lambda: self.alive,
            stopping=lambda: self.stopping,
            patience=patience,
        )

    async def page(self, name: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.port}/{name}"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.text()

    async def numbers(self) -> dict[str, float]:
        _, text = await self.page("metrics")
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
        return {name.removeprefix("kiezstimme_"): float(value) for name, value in lines}


@asynccontextmanager
async def watched(database: Database, patience: float = 2.0) -> AsyncIterator[Watch]:
    watch = Watch(database, patience)
    watch.port = await watch.health.start("127.0.0.1", 0)
    yield watch
    await watch.health.stop()


@pytest.fixture
async def watch(database: Database) -> AsyncIterator[Watch]:
    async with watched(database) as watch:
        yield watch


async def test_a_process_lives_until_a_task_of_it_ends(watch: Watch) -> None:
    assert await watch.page("healthz") == (200, "ok\n")
    watch.alive = False
    assert await watch.page("healthz") == (503, "tasks\n")


async def test_a_bot_is_ready_until_it_is_told_to_stop(watch: Watch) -> None:
    assert await watch.page("readyz") == (200, "ok\n")
    watch.stopping = True
    assert await watch.page("readyz") == (503, "stopping\n")


async def test_a_bot_is_not_ready_with_the_schema_of_another_version(
    watch: Watch, database: Database
) -> None:
    with database.begin() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert await watch.page("readyz") == (503, "schema\n")


@pytest.mark.parametrize("url", ["sqlite:////nowhere/kiez.db", "postgresql+psycopg://127.0.0.1:1/kiez"])
async def test_a_bot_is_not_ready_without_its_database_but_still_lives_and_counts(url: str) -> None:
    async with watched(Database(url)) as watch:
        assert await watch.page("readyz") == (503, "database\n")
        assert await watch.page("healthz") == (200, "ok\n")
        assert list(await watch.numbers())
        assert not [name for name in await watch.numbers() if "waiting" in name]


async def test_a_database_that_keeps_silent_is_not_waited_for() -> None:
    lines: list[asyncio.StreamWriter] = []
    silent = await asyncio.start_server(lambda _, line: lines.append(line), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    async with watched(Database(f"postgresql+psycopg://127.0.0.1:{port}/kiez"), patience=0.1) as watch:
        assert await watch.page("readyz") == (503, "database\n")
        assert await watch.page("healthz") == (200, "ok\n")
    silent.close()
    for line in lines:
        line.close()
        await line.wait_closed()


async def test_what_waits_is_shown_with_its_age(watch: Watch, database: Database) -> None:
    assert (await watch.numbers())["inbox_oldest_seconds"] == 0
    with database.begin() as tx:
        for number, age in enumerate((120, 90, 30, 5)):
            inbox.store(tx, [Received(number, b"a", "{}")], BEGIN - timedelta(seconds=age))
        tx.exec_driver_sql("UPDATE inbox SET state='done', payload=NULL, chat=NULL WHERE update_id = 0")
        tx.exec_driver_sql("UPDATE inbox SET state='dead' WHERE update_id = 1")
    numbers = await watch.numbers()
    assert (numbers["inbox_waiting"], numbers["inbox_dead"], numbers["inbox_oldest_seconds"]) == (2, 1, 30)


async def test_what_is_to_be_sent_is_shown_by_lane(watch: Watch, database: Database) -> None:
    lanes = (REPLY, BULK, BULK)
    with database.begin() as tx:
        outbox.put(tx, [Message(b"c", b"a", "request", {}, lane=lane) for lane in lanes], BEGIN)
    numbers = await watch.numbers()
    shown = [numbers[f'outbox_waiting{{lane="{lane}"}}'] for lane in ("reply", "notice", "bulk")]
    assert shown == [1, 0, 2]


async def test_what_was_done_is_counted(watch: Watch) -> None:
    counted = watch.metrics
    for _ in range(2):
        counted.sent(REPLY)
    counted.flood(BULK)
    counted.failure("Forbidden")
    counted.updates(1)
    counted.update_failure()
    counted.refused("secret")
    numbers = await watch.numbers()
    expected = {
        'sent_total{lane="reply"}': 2,
        'sent_total{lane="bulk"}': 0,
        'flood_total{lane="bulk"}': 1,
        'failures_total{kind="Forbidden"}': 1,
        "updates_total": 1,
        "update_failures_total": 1,
        'webhook_refused_total{reason="secret"}': 1,
    }
    assert {name: numbers[name] for name in expected} == expected


async def test_the_numbers_of_another_process_begin_at_zero(watch: Watch) -> None:
    Metrics().sent(REPLY)
    assert (await watch.numbers())['sent_total{lane="reply"}'] == 0


class Outside:
    """A watch outside that is called, and answers as it likes."""

    url: str

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.status = 200
        self.said = io.StringIO()
        log.set_up("DEBUG", json=True, stream=self.said)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.calls.append(request.path_qs)
        return web.Response(status=self.status)


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    outside = Outside()
    runner = web.ServerRunner(web.Server(outside.answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    outside.url = f"http://127.0.0.1:{runner.addresses[0][1]}/ping/0a1b2c?key=geheim"
    yield outside
    await runner.cleanup()
    assert not [word for word in ("0a1b2c", "geheim") if word in outside.said.getvalue()]


async def well() -> bool:
    return True


async def unwell() -> bool:
    return False


async def broken() -> bool:
    raise OSError("geheim")


async def test_a_bot_that_is_well_says_so(outside: Outside) -> None:
    assert await beat(outside.url, well)
    assert outside.calls == ["/ping/0a1b2c?key=geheim"]
    assert outside.said.getvalue() == ""


@pytest.mark.parametrize("healthy", [unwell, broken])
async def test_a_bot_that_is_not_well_keeps_silent(outside: Outside, healthy: object) -> None:
    assert not await beat(outside.url, healthy)  # type: ignore[arg-type]
    assert outside.calls == []
    assert '"level": "warning"' in outside.said.getvalue()


async def test_a_watch_that_refuses_or_cannot_be_reached_harms_nothing(outside: Outside) -> None:
    outside.status = 500
    assert not await beat(outside.url, well)
    assert not await beat("http://127.0.0.1:1/ping/0a1b2c?key=geheim", well)
    assert outside.said.getvalue().count('"level": "warning"') == 2
