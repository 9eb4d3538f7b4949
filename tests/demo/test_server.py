"""The small Telegram over real HTTP on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeAlias

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from telegram import Bot as RealBot
from telegram.request import HTTPXRequest

from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import PNG

Client: TypeAlias = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(telegram: SmallTelegram) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(telegram), host="127.0.0.1", port=0)) as client:
        yield client


async def test_the_real_client_talks_over_http(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    root = str(client.make_url("/"))
    quiet = {"trust_env": False}
    bot = RealBot(
        telegram.token,
        base_url=f"{root}bot",
        base_file_url=f"{root}file/bot",
        request=HTTPXRequest(httpx_kwargs=quiet),
        get_updates_request=HTTPXRequest(httpx_kwargs=quiet),
    )
    async with bot:
        await bot.send_photo(resident.id, PNG, caption="<b>a</b>", parse_mode="HTML")
        telegram.document(resident, b"a,b", "ideas.csv")
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.document is not None
        file = await bot.get_file(update.message.document)
        assert bytes(await file.download_as_bytearray()) == b"a,b"
    assert telegram.messages(resident)[-2].caption == "a"
    assert telegram.problems == []


@pytest.mark.parametrize("way", ["query", "form", "json"])
async def test_parameters_may_come_in_every_usual_way(
    telegram: SmallTelegram, client: Client, resident: Person, way: str
) -> None:
    url, values = f"/bot{telegram.token}/sendMessage", {"chat_id": str(resident.id), "text": "Hello"}
    if way == "query":
        response = await client.get(url, params=values)
    elif way == "form":
        response = await client.post(url, data=values)
    else:
        response = await client.post(url, json={"chat_id": resident.id, "text": "Hello"})
    assert (await response.json())["ok"] is True
    assert telegram.last(resident).text == "Hello"


async def test_a_long_poll_ends_as_soon_as_something_waits(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    poll = asyncio.create_task(client.get(f"/bot{telegram.token}/getUpdates", params={"timeout": "30"}))
    await asyncio.sleep(0.05)
    assert not poll.done()
    telegram.text(resident, "now")
    answer = await (await asyncio.wait_for(poll, 5)).json()
    assert answer["result"][0]["message"]["text"] == "now"


async def test_a_long_poll_ends_when_its_time_is_over(telegram: SmallTelegram, client: Client) -> None:
    response = await client.get(f"/bot{telegram.token}/getUpdates", params={"timeout": "1"})
    assert (await response.json())["result"] == []


async def test_a_second_poll_ends_the_first(telegram: SmallTelegram, client: Client) -> None:
    url = f"/bot{telegram.token}/getUpdates"
    first = asyncio.create_task(client.get(url, params={"timeout": "30"}))
    await asyncio.sleep(0.05)
    second = await client.get(url)
    ended = await asyncio.wait_for(first, 5)
    assert (second.status, ended.status) == (200, 409)
    assert "terminated by other getUpdates request" in (await ended.json())["description"]


async def test_a_webhook_ends_an_open_poll(telegram: SmallTelegram, client: Client) -> None:
    poll = asyncio.create_task(client.get(f"/bot{telegram.token}/getUpdates", params={"timeout": "30"}))
    await asyncio.sleep(0.05)
    await client.get(f"/bot{telegram.token}/setWebhook", params={"url": "https://example.org"})
    ended = await asyncio.wait_for(poll, 5)
    assert (await ended.json())["description"] == "Conflict: terminated by setWebhook request"


async def test_a_lost_answer_closes_the_connection(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    telegram.faults.lose_answers(1)
    with pytest.raises(aiohttp.ClientError):
        await client.post(
            f"/bot{telegram.token}/sendMessage", data={"chat_id": str(resident.id), "text": "lost"}
        )
    assert telegram.last(resident).text == "lost"


async def test_errors_have_their_status_and_headers(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    telegram.faults.flood(1, retry_after=9)
    response = await client.post(
        f"/bot{telegram.token}/sendMessage", data={"chat_id": str(resident.id), "text": "x"}
    )
    assert (response.status, response.headers["Retry-After"]) == (429, "9")
    assert (await client.get("/bot1:wrong/getMe")).status == 401
    assert (await client.get(f"/bot{telegram.token}/nothing")).status == 404
    assert (await client.get(f"/file/bot{telegram.token}/photos/none.jpg")).status == 404
    broken = await client.post(
        f"/bot{telegram.token}/getMe", data=b"[", headers={"Content-Type": "application/json"}
    )
    assert broken.status == 400
