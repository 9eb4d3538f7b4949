"""HTTP to a Bot API server: python-telegram-bot's stock transport takes 61 % of a bare bot's CPU time.

JSON goes over our own kept-open connections, files by aiohttp.

Errors keep their cause, so that "certainly not sent" and "perhaps sent" can be told apart.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, cast

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.delivery.lines import Lines
from bot.jsons import loads

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else every flood limit raises a deprecation warning

_CONNECT, _READ = 10.0, 30.0


class AiohttpRequest(BaseRequest):
    """One pool of kept-open connections; made in the loop it is used in."""

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._lines = Lines(connections)

    @property
    def read_timeout(self) -> float | None:
        return _READ

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(
                connector=connector, auto_decompress=True, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        self._lines.close()
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise TelegramError("Invalid server response") from error
        return parsed

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
        connect, read = _seconds(connect_timeout, _CONNECT), _seconds(read_timeout, _READ)
        try:
            if method == "POST" and request_data is not None and not request_data.contains_files:
                return await self._lines.post(url, cast(Any, request_data).body, connect, read)
            return await self._streamed(url, method, request_data, _limits(connect, read))
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    async def _streamed(
        self, url: str, method: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """What is large: files up and down."""
        await self.initialize()
        assert self._session is not None
        async with self._session.request(
            method, URL(url, encoded=True), data=_body(data), timeout=limits
        ) as answer:
            return answer.status, await answer.read()


@lru_cache(16)
def _limits(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_connect=connect, sock_read=read)


def _seconds(value: Any, default: float) -> float:
    return default if value is BaseRequest.DEFAULT_NONE or value is None else float(value)


def _body(data: Any) -> Any:
    if data is None:
        return None
    form = aiohttp.FormData()
    for name, text in data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
