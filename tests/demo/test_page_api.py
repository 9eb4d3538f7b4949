"""The JSON that the chat page speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import PNG, Bot, inline

Client: TypeAlias = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(telegram: SmallTelegram) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(telegram), host="127.0.0.1", port=0)) as client:
        yield client


async def get(client: Client, path: str) -> Any:
    response = await client.get(path)
    assert response.status == 200, await response.text()
    return await response.json()


async def post(client: Client, person: Person, verb: str, **body: Any) -> Any:
    response = await client.post(f"/api/people/{person.id}/{verb}", json=body)
    assert response.status == 200, await response.text()
    return await response.json()


async def test_people_are_listed_and_added(telegram: SmallTelegram, client: Client) -> None:
    telegram.user("a colleague", staff=True)
    response = await client.post("/api/people", json={"name": "a resident", "language_code": "ar"})
    added = await response.json()
    people = await get(client, "/api/people")
    assert [one["staff"] for one in people] == [True, False]
    assert people[1] == added
    assert added["language_code"] == "ar"


async def test_the_chat_is_told_as_the_person_sees_it(bot: Bot, client: Client, resident: Person) -> None:
    bot.say(resident, "<b>Hallo</b>", parse_mode="HTML", reply_markup=inline([("Ja", "y")]))
    bot.do("setMyCommands", commands=[{"command": "goals", "description": "Ziele"}])
    chat = await get(client, f"/api/people/{resident.id}/chat")
    mine, answer = chat["messages"]
    assert (mine["mine"], answer["mine"]) == (True, False)
    assert answer["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert answer["inline"] == [[{"text": "Ja", "data": "y", "url": None}]]
    assert chat["commands"] == [{"command": "goals", "description": "Ziele"}]
    assert chat["bot"]["username"] == "kiezstimme_demo_bot"


async def test_waiting_ends_with_the_next_change(bot: Bot, client: Client, resident: Person) -> None:
    url = f"/api/people/{resident.id}"
    version = (await get(client, f"{url}/chat"))["version"]
    waiting = asyncio.create_task(get(client, f"{url}/wait?version={version}"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    bot.say(resident, "news")
    chat = await asyncio.wait_for(waiting, 5)
    assert chat["version"] > version
    assert chat["messages"][-1]["text"] == "news"


async def test_a_person_does_everything_through_the_page(
    bot: Bot, telegram: SmallTelegram, client: Client
) -> None:
    person = telegram.user("a resident")
    await post(client, person, "start", payload="ev_1")
    sent = await post(client, person, "text", text="hello")
    await post(client, person, "edit", message_id=sent["message_id"], text="hello!")
    await post(client, person, "press", message_id=sent["message_id"], data="x")
    await post(client, person, "location", latitude=52.5, longitude=13.4)
    await post(client, person, "sticker")
    await post(client, person, "block")
    await post(client, person, "unblock")
    kinds = [list(one)[1] for one in bot.updates()]
    assert kinds == [
        "message",
        "message",
        "edited_message",
        "callback_query",
        "message",
        "message",
        "my_chat_member",
        "my_chat_member",
    ]


@pytest.mark.parametrize("kind", ["photo", "voice", "document"])
async def test_a_file_is_uploaded_and_shown(
    telegram: SmallTelegram, client: Client, resident: Person, kind: str
) -> None:
    form = aiohttp.FormData({"kind": kind, "caption": "a bench"})
    form.add_field("file", PNG, filename="bänke.png", content_type="image/png")
    response = await client.post(f"/api/people/{resident.id}/upload", data=form)
    assert response.status == 200
    shown = (await get(client, f"/api/people/{resident.id}/chat"))["messages"][-1]
    file_id = shown[kind] if kind == "photo" else shown[kind]["file_id"]
    file = await client.get(f"/api/files/{file_id}")
    assert await file.read() == PNG
    disposition = file.headers.get("Content-Disposition", "")
    assert disposition.startswith("attachment") == (kind == "document")


async def test_the_answer_to_a_press_is_told_once(
    bot: Bot, telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    press = telegram.press(resident, 101, "x")
    bot.do("answerCallbackQuery", callback_query_id=press, text="Danke")
    chat = await get(client, f"/api/people/{resident.id}/chat")
    assert chat["answer"] == {"id": press, "text": "Danke", "alert": False}


async def test_a_reply_keyboard_is_told(bot: Bot, client: Client, resident: Person) -> None:
    buttons = [["A", {"text": "Hier", "request_location": True}]]
    bot.say(resident, reply_markup={"keyboard": buttons, "input_field_placeholder": "?"})
    keyboard = (await get(client, f"/api/people/{resident.id}/chat"))["keyboard"]
    assert keyboard == {
        "rows": [[{"text": "A", "request_location": False}, {"text": "Hier", "request_location": True}]],
        "placeholder": "?",
        "one_time": False,
    }


WRONG: list[tuple[str, Any]] = [
    ("text", {}),
    ("text", {"text": " "}),
    ("text", []),
    ("press", {"message_id": "1", "data": "x"}),
    ("edit", {"message_id": 999999, "text": "x"}),
    ("location", {"latitude": 91, "longitude": 0}),
]


@pytest.mark.parametrize(("verb", "body"), WRONG)
async def test_a_mistake_of_the_page_is_told(
    client: Client, resident: Person, verb: str, body: Any
) -> None:
    response = await client.post(f"/api/people/{resident.id}/{verb}", data=json.dumps(body))
    assert 400 <= response.status < 500
    assert (await response.json())["error"]


async def test_who_is_not_there_is_not_found(client: Client) -> None:
    for path in ("/api/people/1/chat", "/api/files/none", "/static/none.js"):
        assert (await client.get(path)).status == 404


async def test_who_blocked_the_bot_is_told_so(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    telegram.block(resident)
    response = await client.post(f"/api/people/{resident.id}/text", json={"text": "x"})
    assert response.status == 409
    assert "unblock" in (await response.json())["error"]


async def test_another_site_cannot_speak_for_people(client: Client, resident: Person) -> None:
    response = await client.post(
        f"/api/people/{resident.id}/text",
        json={"text": "x"},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert response.status == 403


async def test_the_page_and_its_parts_are_served(client: Client) -> None:
    index = await client.get("/")
    assert (index.status, index.content_type) == (200, "text/html")
    assert (await client.get("/static/style.css")).content_type == "text/css"


async def test_a_document_that_could_run_in_the_browser_is_only_bytes(
    telegram: SmallTelegram, client: Client, resident: Person
) -> None:
    telegram.document(resident, b"<script>", "a.html", "text/html")
    document = telegram.messages(resident)[-1].document
    assert document is not None
    response = await client.get(f"/api/files/{document.file_id}")
    assert response.content_type == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
