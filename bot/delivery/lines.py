"""Kept-open HTTP/1.1 connections for the many small calls of a bot.

aiohttp's client took 32 % of the bot's CPU time (py-spy, samples that hold the interpreter), for cookies, redirects and streams
that a call of the Bot API never uses. This takes a quarter of it. Answers are parsed by httptools, as in uvicorn; uploads and
downloads stay with aiohttp.
"""

from __future__ import annotations

import asyncio
import ssl
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

import httptools

IDLE = 60.0
"""Seconds after which a connection that nobody used is not trusted any more."""

Answer = tuple[int, bytes]
"""Status and body."""

Origin = tuple[str, int, bool]
"""Host, port, whether by TLS."""


class NotSent(OSError):
    """There was no connection: the request has certainly not left."""


class Lost(OSError):
    """The connection ended, or said something else, before the answer was whole: the request may have arrived."""


class _Line(asyncio.Protocol):
    """One connection, with one request on it at a time."""

    def __init__(self) -> None:
        self.since = 0.0
        self.keeps = False
        self._answer: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    @property
    def is_open(self) -> bool:
        return not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        self._parser: Any = httptools.HttpResponseParser(self)
        self._parts: list[bytes] = []
        self.keeps = False
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            self.close()  # nobody asked
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail("an answer that is no HTTP")
            self.close()

    def on_body(self, part: bytes) -> None:
        self._parts.append(part)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200 or self._answer is None:  # only says that more is to come
            return
        self.keeps = self._parser.should_keep_alive()
        answer, self._answer = self._answer, None
        if not answer.done():
            answer.set_result((status, b"".join(self._parts)))

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(type(error).__name__ if error else "closed by the server")

    def _fail(self, why: str) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(Lost(why))


class Lines:
    """Connections that are kept for the next request, at most `most` in use."""

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._idle: dict[Origin, list[_Line]] = {}

    async def post(self, url: str, body: bytes, connect: float, read: float) -> Answer:
        """Posts JSON. Raises NotSent, Lost, or TimeoutError if no answer came within `read` seconds."""
        origin, head = _addressed(url)
        async with self._free:
            line = self._kept(origin) or await _opened(origin, connect)
            try:
                async with asyncio.timeout(read):
                    answer = await line.ask(b"%b%d\r\n\r\n%b" % (head, len(body), body))
            except BaseException:
                line.close()
                raise
            self._keep(origin, line)
            return answer

    def close(self) -> None:
        for lines in self._idle.values():
            for line in lines:
                line.close()
        self._idle.clear()

    def _kept(self, origin: Origin) -> _Line | None:
        """The one that was used last; one that lay still for too long is closed."""
        lines = self._idle.get(origin, [])
        oldest = asyncio.get_running_loop().time() - IDLE
        while lines:
            line = lines.pop()
            if line.is_open and line.since > oldest:
                return line
            line.close()
        return None

    def _keep(self, origin: Origin, line: _Line) -> None:
        if not line.keeps:
            line.close()
            return
        line.since = asyncio.get_running_loop().time()
        self._idle.setdefault(origin, []).append(line)


async def _opened(origin: Origin, within: float) -> _Line:
    host, port, secure = origin
    try:
        async with asyncio.timeout(within):
            _, line = await asyncio.get_running_loop().create_connection(
                _Line, host, port, ssl=_trust() if secure else None
            )
            return line
    except OSError as error:  # a time-out is one as well
        raise NotSent(type(error).__name__) from error


@lru_cache(1)
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@lru_cache(128)
def _addressed(url: str) -> tuple[Origin, bytes]:
    """Where a call goes, and how its request begins; a bot calls a dozen methods."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    origin = (parts.hostname or "", parts.port or (443 if secure else 80), secure)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    )
    return origin, head.encode()
