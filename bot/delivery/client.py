"""The Bot API as the rest of the bot uses it."""

from __future__ import annotations

from typing import Any

from telegram.request import BaseRequest

from bot.delivery.form import form
from bot.delivery.requests import Request


class Telegram:
    """The Bot API as the rest of the bot uses it: requests as values, answers as plain JSON.

    python-telegram-bot's request layer gives the errors; its Bot would build objects that nobody reads.
    """

    def __init__(self, token: str, url: str, sending: BaseRequest, polling: BaseRequest) -> None:
        root = url.rstrip("/")
        self._methods, self._files = f"{root}/bot{token}", f"{root}/file/bot{token}"
        self._sending, self._polling = sending, polling

    async def open(self) -> None:
        await self._sending.initialize()
        await self._polling.initialize()

    async def close(self) -> None:
        await self._sending.shutdown()
        await self._polling.shutdown()

    async def call(self, request: Request, chat_id: int | None = None) -> Any:
        """The result of one request. Raises telegram.error.TelegramError."""
        params = (
            request.params if chat_id is None else {**request.params, **_addressed(request.params, chat_id)}
        )
        return await self._sending.post(f"{self._methods}/{request.method}", form(params, request.files))

    async def updates(self, offset: int, timeout: int) -> list[dict[str, Any]]:
        """The updates from this offset on, raw: one that cannot be parsed must not stop the others."""
        params = {"offset": offset, "timeout": timeout, "limit": 100, "allowed_updates": ALLOWED}
        result: Any = await self._polling.post(
            f"{self._methods}/getUpdates", form(params, {}), read_timeout=timeout + 10
        )
        return [one for one in result if isinstance(one, dict)] if isinstance(result, list) else []

    async def file(self, file_id: str, limit: int) -> bytes | None:
        """The content behind a file id, or None if it is larger than the limit (bytes)."""
        found = await self.call(Request("getFile", {"file_id": file_id}))
        if (
            not isinstance(found, dict)
            or int(found.get("file_size") or 0) > limit
            or "file_path" not in found
        ):
            return None
        content = await self._sending.retrieve(f"{self._files}/{found['file_path']}")
        return content if len(content) <= limit else None


ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


def _addressed(params: dict[str, Any], chat_id: int) -> dict[str, Any]:
    """A request names its chat in `chat_id`, or inside the scope of a command menu."""
    if "scope" in params:
        return {"scope": {**params["scope"], "chat_id": chat_id}}
    return {"chat_id": chat_id}
