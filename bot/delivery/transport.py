"""HTTP to a Bot API server, on aiohttp: python-telegram-bot's stock transport takes 61 % of a bare bot's CPU time.

Errors keep their cause, so that "certainly not sent" and "perhaps sent" can be told apart.
"""

from __future__ import annotations

import json
import mimetypes
import os
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.requests import Request

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else every flood limit raises a deprecation warning

_CONNECT, _READ = 10.0, 30.0


class AiohttpRequest(BaseRequest):
    """One pool of kept-open connections; made in the loop it is used in."""

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return _READ

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if self._session is None:
            await self.initialize()
            assert self._session is not None
        wait = aiohttp.ClientTimeout(
            sock_connect=_seconds(connect_timeout, _CONNECT), sock_read=_seconds(read_timeout, _READ)
        )
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=wait) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _seconds(value: Any, default: float) -> float:
    return default if value is BaseRequest.DEFAULT_NONE or value is None else float(value)


def _body(data: RequestData | None) -> Any:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, text in data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


class Form(RequestData):
    """The fields of one call as they travel: texts as they are, everything else as JSON, files as parts."""

    __slots__ = ("_fields", "_files")

    def __init__(self, params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> None:
        super().__init__()
        self._fields = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in params.items()
        }
        self._files = files
        self.contains_files = bool(files)

    @property
    def json_parameters(self) -> dict[str, str]:
        return self._fields

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes, str]]:
        return {name: (file, content, _mime(file)) for name, (file, content) in self._files.items()}


def _mime(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


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
        return await self._sending.post(f"{self._methods}/{request.method}", Form(params, request.files))

    async def updates(self, offset: int, timeout: int) -> list[dict[str, Any]]:
        """The updates from this offset on, raw: one that cannot be parsed must not stop the others."""
        params = {"offset": offset, "timeout": timeout, "limit": 100, "allowed_updates": ALLOWED}
        result: Any = await self._polling.post(
            f"{self._methods}/getUpdates", Form(params, {}), read_timeout=timeout + 10
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
