"""A python-telegram-bot transport that calls the small Telegram in the same process."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.demo.telegram import SmallTelegram
from bot.demo.values import AnswerLostError, NoConnectionError, Refusal, Reply, Upload

IDLE = 0.002  # a poll that finds nothing must not keep the event loop to itself


class DirectRequest(BaseRequest):
    """Long polls return at once; everything else is as over HTTP, faults included."""

    def __init__(self, telegram: SmallTelegram) -> None:
        self.telegram = telegram

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ARG002
        write_timeout: Any = None,  # noqa: ARG002
        connect_timeout: Any = None,  # noqa: ARG002
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        root, _, rest = unquote(urlsplit(url).path).partition("/bot")
        token, _, name = rest.partition("/")
        await asyncio.sleep(0)
        if root.endswith("/file"):
            return self._download(token, name)
        reply = self.telegram.unauthorized(token) or self._call(url, name, request_data)
        if name == "getUpdates" and not reply.body.get("result"):
            await asyncio.sleep(IDLE)
        return reply.status, json.dumps(reply.body).encode()

    def _call(self, url: str, name: str, data: RequestData | None) -> Reply:
        fields = data.json_parameters if data else {}
        parts = data.multipart_data if data and data.contains_files else {}
        try:
            return self.telegram.answer(name, fields, {key: _upload(part) for key, part in parts.items()})
        except AnswerLostError:
            raise TimedOut from aiohttp.SocketTimeoutError(f"Timeout on reading data from {url}")
        except NoConnectionError:
            raise NetworkError("Cannot connect to host") from _refused(url)

    def _download(self, token: str, path: str) -> tuple[int, bytes]:
        if token == self.telegram.token and (content := self.telegram.file(path)) is not None:
            return 200, content
        return 404, json.dumps(Refusal(404, "").reply().body).encode()


def _upload(part: tuple[str, Any, str]) -> Upload:
    name, content, mime = part
    return Upload(name, content if isinstance(content, bytes) else content.read(), mime)


def _refused(url: str) -> aiohttp.ClientConnectorError:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    key = ConnectionKey(parts.hostname or "", parts.port or 0, secure, True, None, None, None)
    return aiohttp.ClientConnectorError(key, ConnectionRefusedError(111, "Connection refused"))
