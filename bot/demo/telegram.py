"""The small Telegram: one in-memory server for all tests and for the demo."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.demo import schema
from bot.demo.call import Call
from bot.demo.countdown import SENDING
from bot.demo.faults import Faults
from bot.demo.fields import decode
from bot.demo.methods import table
from bot.demo.people import PeoplesSide
from bot.demo.state import BOT_ID, State
from bot.demo.updates import Updates
from bot.demo.values import (
    Answered,
    AnswerLostError,
    Json,
    NoConnectionError,
    Refusal,
    Reply,
    Request,
    Upload,
)

TOKEN = f"{BOT_ID}:DEMO-only-on-this-machine_0123456789"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SmallTelegram(PeoplesSide):
    """The bot's side is here; what people do is in PeoplesSide. Nothing in it waits."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "kiezstimme_demo_bot",
        now: Callable[[], datetime] = _utc_now,
        strict_rate: bool = False,
        judge: bool = True,
    ) -> None:
        """*judge* off skips the schema, about a millisecond a call: for benchmarks and the demo."""
        self.judge = judge
        self.state = State(token, username, now, strict_rate)
        self.requests: list[Request] = []
        self.problems: list[str] = []

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def username(self) -> str:
        return self.state.username

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def updates(self) -> Updates:
        return self.state.updates

    @property
    def answered(self) -> list[Answered]:
        return self.state.answered

    def on_change(self, listener: Callable[[], None]) -> None:
        """*listener* is called whenever an update waits or a chat looks different."""
        self.state.listeners.append(listener)

    # --- the bot's side --------------------------------------------------------------------------

    def answer(self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Reply:
        """One call; fields as they travel: strings, nested values as JSON text.

        AnswerLostError and NoConnectionError are for the caller to turn into a broken connection.
        """
        name = table.SPELLED.get(method.lower(), method)
        params = decode(name, fields, files)
        problems = schema.problems(name, params) if self.judge else []
        if name not in table.METHODS and not problems:
            problems = [f"{name}: this small Telegram has no such method"]
        if self.faults.refused(name, params):
            raise NoConnectionError(name)
        result, refusal = self._work(name, params, files)
        self.problems += problems
        lost = self.faults.lost(name, params) if refusal is None else False
        if name != "getUpdates":
            status, text = (refusal.status, refusal.description) if refusal else (200, "")
            self.requests.append(Request(name, params, files, status, text, tuple(problems), result, lost))
        if lost:
            raise AnswerLostError(name)
        return refusal.reply() if refusal else Reply(200, {"ok": True, "result": result})

    def unauthorized(self, token: str) -> Reply | None:
        """None for the bot's own token."""
        return None if token == self.token else Refusal(401, "").reply()

    def file(self, path: str) -> bytes | None:
        """What stands under /file/bot<token>/PATH."""
        stored = self.state.files.by_path.get(path)
        return stored.attachment.content if stored else None

    def called(self, method: str) -> list[Request]:
        """The accepted calls of one method."""
        return [one for one in self.requests if one.method == method and one.status == 200]

    def _work(self, name: str, params: Json, files: Mapping[str, Upload]) -> tuple[Any, Refusal | None]:
        try:
            if failing := self.faults.failing(name, params):
                raise failing
            self._pace(name, params)
            return copy.copy(table.run(name, Call(self.state, params, files))), None
        except Refusal as refusal:
            return None, refusal

    def _pace(self, name: str, params: Json) -> None:
        chat_id = params.get("chat_id")
        if self.state.limiter and name.startswith(SENDING) and isinstance(chat_id, int):
            self.state.limiter.pass_or_refuse(chat_id)
