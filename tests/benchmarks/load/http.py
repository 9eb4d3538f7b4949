"""HTTP/1.1 with kept-open connections on a bare asyncio.Protocol: as little work per request as possible."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from email.parser import BytesParser
from urllib.parse import unquote_plus

Reply = Callable[[bytes, int], None]
"""Answers one request with a body of JSON and a status."""

Serve = Callable[[str, "Fields", Reply], None]
"""What is called for each request: the path, the fields, and how to answer now or later."""

REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}


class Fields:
    """The fields of a request, read from a form, parts or JSON. A form's are decoded when somebody asks."""

    __slots__ = ("_plain", "_quoted")

    def __init__(self, body: bytes, kind: bytes, query: str = "") -> None:
        self._quoted: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        if kind.startswith(b"application/json"):
            found = json.loads(body or b"{}")
            self._plain = {name: as_text(value) for name, value in found.items()}
        elif kind.startswith(b"multipart/"):
            self._plain = _parts(body, kind)
        else:
            self._read(body.decode("ascii", "replace"))
        self._read(query)

    def _read(self, pairs: str) -> None:
        for pair in pairs.split("&") if pairs else ():
            name, _, value = pair.partition("=")
            self._quoted[name] = value

    def text(self, name: str) -> str:
        """The field as text; empty if it was not given."""
        if name in self._plain:
            return self._plain[name]
        return unquote_plus(self._quoted.get(name, ""))

    def number(self, name: str) -> int:
        """The field as a whole number; 0 if it was not given or is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return 0


def as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _parts(body: bytes, kind: bytes) -> dict[str, str]:
    message = BytesParser().parsebytes(b"Content-Type: " + kind + b"\r\n\r\n" + body)
    found = {}
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes) and part.get_filename() is None:
            found[name] = content.decode("utf-8", "replace")
    return found


class Connection(asyncio.Protocol):
    """One client. Requests of one connection come one after the other, as clients of the Bot API send them."""

    __slots__ = ("_buffer", "_serve", "_transport")

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self._transport = transport  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        while self._one():
            pass

    def _one(self) -> bool:
        """Takes one whole request from the buffer, if there is one."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head, start = self._buffer[:end], end + 4
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            body, stop = _chunks(self._buffer, start)
        else:
            stop = start + int(_header(low, head, b"content-length") or 0)
            body = self._buffer[start:stop]
        if not 0 <= stop <= len(self._buffer):
            return False
        self._buffer = self._buffer[stop:]
        target = head[: head.index(b"\r\n")].split(b" ")[1].decode("ascii")
        path, _, query = target.partition("?")
        self._serve(path, Fields(body, _header(low, head, b"content-type"), query), self._reply)
        return True

    def _reply(self, body: bytes, status: int = 200) -> None:
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (status, REASONS[status].encode(), len(body), body)
            )


def _header(low: bytes, head: bytes, name: bytes) -> bytes:
    at = low.find(b"\r\n" + name + b":")
    if at < 0:
        return b""
    begin = at + len(name) + 3
    end = head.find(b"\r\n", begin)
    return head[begin : end if end >= 0 else len(head)].strip()


def _chunks(buffer: bytes, start: int) -> tuple[bytes, int]:
    """The body and where it ends; -1 if it is not all there."""
    body = b""
    while (line := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:line].split(b";")[0], 16)
        begin, start = line + 2, line + 4 + size
        if start > len(buffer):
            break
        if size == 0:
            return body, start
        body += buffer[begin : begin + size]
    return b"", -1
