"""The Bot API as far as bots on the journey need it: updates by long polling, messages, buttons, a limit."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.load.http import Fields, Reply

BOT = {"id": 4711, "is_bot": True, "first_name": "Kiezstimme", "username": "kiezstimme_bench_bot"}
TRUE = b'{"ok":true,"result":true}'
LIMIT = 100
"""Updates in one answer, at most."""


@dataclass(slots=True)
class Message:
    """A message of the bot in a private chat; `markup` is its keyboard as JSON, as it came."""

    chat: int
    number: int
    text: str
    markup: str

    def buttons(self) -> dict[str, str]:
        """Label -> data."""
        rows = json.loads(self.markup).get("inline_keyboard", []) if self.markup else []
        return {button["text"]: button.get("callback_data", "") for row in rows for button in row}

    def data(self, part: str) -> str:
        """What the first button with this in its label sends; empty if there is none."""
        return next((data for label, data in self.buttons().items() if part in label), "")

    def json(self) -> str:
        """As Telegram gives a message back: whole, with its keyboard."""
        sender, text = json.dumps(BOT), json.dumps(self.text)
        keyboard = f',"reply_markup":{self.markup}' if "inline_keyboard" in self.markup else ""
        chat = json.dumps(chat_of(self.chat))
        return f'{{"message_id":{self.number},"from":{sender},"chat":{chat},"date":{int(time.time())},"text":{text}{keyboard}}}'


def user_of(chat: int) -> dict[str, Any]:
    name = {"first_name": "Resident", "last_name": f"No {chat}", "username": f"resident_{chat}"}
    return {"id": chat, "is_bot": False, **name, "language_code": "en"}


def chat_of(chat: int) -> dict[str, Any]:
    user = user_of(chat)
    return {
        "id": chat,
        **{name: user[name] for name in ("first_name", "last_name", "username")},
        "type": "private",
    }


def failure(code: int, words: str, **parameters: int) -> tuple[bytes, int]:
    what: dict[str, Any] = {"ok": False, "error_code": code, "description": words}
    return json.dumps(what | ({"parameters": parameters} if parameters else {})).encode(), code


class Api:
    """What the server knows. `latency` (seconds) delays every answer but getUpdates'.

    `rate` is how many messages within any second are taken (0 = all); more get 429 with `retry_after`.
    """

    def __init__(self) -> None:
        self.latency, self.rate, self.retry_after = 0.0, 0, 1
        self.on_message: Callable[[Message], None] = lambda _message: None
        self.on_press_answered: Callable[[str], None] = lambda _number: None
        self._numbers = iter(range(1, 10**12))
        self._poll: tuple[Reply, asyncio.TimerHandle] | None = None
        self._polled: list[asyncio.Future[None]] = []
        self._waking = False
        self.forget()

    def forget(self) -> None:
        """Begins anew for the next bot: no updates, no messages, no counts."""
        self.updates: deque[tuple[int, bytes]] = deque()
        self.messages: dict[tuple[int, int], Message] = {}
        self.last: dict[int, Message] = {}
        self.awaited: dict[int, asyncio.Future[Message]] = {}
        self.calls: Counter[str] = Counter()
        self.sends: list[tuple[float, int]] = []
        self.refused: list[tuple[float, int]] = []
        self._window: deque[float] = deque()

    def add(self, kind: str, content: str) -> None:
        """Makes an update available; a waiting poll is answered with all that come in one turn of the loop."""
        number = next(self._numbers)
        self.updates.append((number, f'{{"update_id":{number},"{kind}":{content}}}'.encode()))
        if self._poll is not None and not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_soon(self._wake)

    async def polled(self) -> None:
        """Waits until a bot waits for updates."""
        if self._poll is None:
            waiting = asyncio.get_running_loop().create_future()
            self._polled.append(waiting)
            await waiting

    def serve(self, path: str, fields: Fields, reply: Reply) -> None:
        method = path.rpartition("/")[2]
        self.calls[method] += 1
        if method == "getUpdates":
            self._get_updates(fields, reply)
            return
        body, status = METHODS.get(method, Api._anything)(self, fields)
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, reply, body, status)
        else:
            reply(body, status)

    def _get_updates(self, fields: Fields, reply: Reply) -> None:
        offset, timeout = fields.number("offset"), fields.number("timeout")
        while self.updates and self.updates[0][0] < offset:
            self.updates.popleft()
        if self._poll is not None:
            self._end_poll(*failure(409, "Conflict: terminated by other getUpdates request"))
        timer = asyncio.get_running_loop().call_later(0 if self.updates else timeout, self._wake)
        self._poll = reply, timer
        for waiting in self._polled:
            waiting.set_result(None)
        self._polled.clear()
        if self.updates:
            self._wake()

    def _wake(self) -> None:
        self._waking = False
        if self._poll is not None:
            first = [self.updates[at][1] for at in range(min(LIMIT, len(self.updates)))]
            self._end_poll(b'{"ok":true,"result":[' + b",".join(first) + b"]}", 200)

    def _end_poll(self, body: bytes, status: int) -> None:
        assert self._poll is not None
        (reply, timer), self._poll = self._poll, None
        timer.cancel()
        reply(body, status)

    def _limited(self, chat: int) -> bool:
        """Counts a message against the sliding second; one that is refused does not count."""
        now = time.monotonic()
        while self._window and self._window[0] <= now - 1:
            self._window.popleft()
        if self.rate and len(self._window) >= self.rate:
            self.refused.append((now, chat))
            return True
        self._window.append(now)
        self.sends.append((now, chat))
        return False

    def _send(self, fields: Fields) -> tuple[bytes, int]:
        chat = fields.number("chat_id")
        if self._limited(chat):
            return failure(
                429, f"Too Many Requests: retry after {self.retry_after}", retry_after=self.retry_after
            )
        text = fields.text("text") or fields.text("caption")
        return self._show(Message(chat, next(self._numbers), text, fields.text("reply_markup")))

    def _edit(self, fields: Fields) -> tuple[bytes, int]:
        chat, number = fields.number("chat_id"), fields.number("message_id")
        if (chat, number) not in self.messages:
            return failure(400, "Bad Request: message to edit not found")
        return self._show(Message(chat, number, fields.text("text"), fields.text("reply_markup")))

    def _show(self, message: Message) -> tuple[bytes, int]:
        self.messages[message.chat, message.number] = self.last[message.chat] = message
        self.on_message(message)
        if (waiting := self.awaited.pop(message.chat, None)) is not None and not waiting.done():
            waiting.set_result(message)
        return f'{{"ok":true,"result":{message.json()}}}'.encode(), 200

    def _answer_press(self, fields: Fields) -> tuple[bytes, int]:
        self.on_press_answered(fields.text("callback_query_id"))
        return TRUE, 200

    def _me(self, _fields: Fields) -> tuple[bytes, int]:
        me = {
            **BOT,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        return json.dumps({"ok": True, "result": me}).encode(), 200

    def _file(self, fields: Fields) -> tuple[bytes, int]:
        number = fields.text("file_id")
        what = {
            "file_id": number,
            "file_unique_id": number,
            "file_size": 0,
            "file_path": f"photos/{number}",
        }
        return json.dumps({"ok": True, "result": what}).encode(), 200

    def _webhook(self, _fields: Fields) -> tuple[bytes, int]:
        what = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.updates)}
        return json.dumps({"ok": True, "result": what}).encode(), 200

    def _anything(self, _fields: Fields) -> tuple[bytes, int]:
        return TRUE, 200


METHODS: dict[str, Callable[[Api, Fields], tuple[bytes, int]]] = {
    "getMe": Api._me,
    "getFile": Api._file,
    "getWebhookInfo": Api._webhook,
    "answerCallbackQuery": Api._answer_press,
    "editMessageText": Api._edit,
    **dict.fromkeys(("sendMessage", "sendPhoto", "sendVoice", "sendDocument", "sendLocation"), Api._send),
}
