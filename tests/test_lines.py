"""Calls of the Bot API over kept-open connections, against real sockets: what arrives, and what surely did not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import TelegramError

from bot import jsons
from bot.delivery import lines
from bot.delivery.form import form
from bot.delivery.outcome import of_error
from bot.delivery.requests import Request
from bot.delivery.transport import AiohttpRequest

HELLO = Request("sendMessage", {"chat_id": 5, "text": "Guten Tag 🙂"})
OK = b'{"ok":true,"result":{"message_id":7}}'
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(OK), OK)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (
    OK[:5],
    len(OK) - 5,
    OK[5:],
)


class Server:
    """Answers each request on a connection with the next of its answers; None ends the connection instead."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.bodies: list[Any] = []
        self.connections: list[asyncio.Task[Any] | None] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.append(asyncio.current_task())
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while self.answers and (answer := await self._answer(reader)):
                writer.write(answer)
                if b"Connection: close" in answer:
                    break
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes | None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        self.bodies.append(json.loads(await reader.readexactly(length)))
        return self.answers.pop(0)


@asynccontextmanager
async def calling(
    server: Server, secure: ssl.SSLContext | None = None
) -> AsyncIterator[Callable[..., Any]]:
    """Somebody who calls this server."""
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=secure)
    port = listening.sockets[0].getsockname()[1]
    url = f"{'https' if secure else 'http'}://127.0.0.1:{port}"
    request = AiohttpRequest()

    async def call(patience: float = 5) -> Any:
        return await request.post(
            f"{url}/bot1:token/sendMessage", form(HELLO.params, {}), read_timeout=patience
        )

    try:
        yield call
    finally:
        await request.shutdown()
        listening.close()
        await asyncio.gather(*(task for task in server.connections if task))


async def test_many_messages_go_over_one_connection() -> None:
    server = Server(*[WHOLE] * 5)
    async with calling(server) as call:
        assert [await call() for _ in range(4)] == [{"message_id": 7}] * 4
    assert len(server.connections) == 1
    assert server.bodies[0] == HELLO.params


async def test_messages_that_go_at_the_same_time_have_connections_of_their_own() -> None:
    server = Server(*[WHOLE] * 5)
    async with calling(server) as call:
        assert list(await asyncio.gather(call(), call(), call())) == [{"message_id": 7}] * 3
    assert len(server.connections) == 3


@pytest.mark.parametrize(
    "answer", [CHUNKED, b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE], ids=["in parts", "after a nod"]
)
async def test_an_answer_may_come_in_parts(answer: bytes) -> None:
    async with calling(Server(answer, answer, WHOLE)) as call:
        assert [await call() for _ in range(2)] == [{"message_id": 7}] * 2


async def test_a_server_that_closes_after_each_answer_is_called_anew() -> None:
    closing = WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    server = Server(closing, closing, closing)
    async with calling(server) as call:
        assert [await call() for _ in range(3)] == [{"message_id": 7}] * 3
    assert len(server.connections) == 3


@pytest.mark.parametrize(
    "answer", [None, WHOLE[:-5], b"SMTP ready\r\n\r\n"], ids=["no answer", "half an answer", "no HTTP"]
)
async def test_whoever_hangs_up_before_the_whole_answer_may_have_sent_the_message(
    answer: bytes | None,
) -> None:
    async with calling(Server(answer)) as call:
        with pytest.raises(TelegramError) as failed:
            await call()
    assert of_error(failed.value).fate == "perhaps"


async def test_whoever_does_not_answer_may_have_sent_the_message() -> None:
    async with calling(Server(b" ")) as call:
        with pytest.raises(TelegramError) as failed:
            await call(0.1)
    assert of_error(failed.value).fate == "perhaps"


async def test_without_a_connection_the_message_was_certainly_not_sent() -> None:
    listening = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    listening.close()
    await listening.wait_closed()
    for scheme in ("http", "https"):
        with pytest.raises(TelegramError) as failed:
            await AiohttpRequest().post(f"{scheme}://127.0.0.1:{port}/x", form(HELLO.params, {}))
        assert of_error(failed.value).fate == "again"


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for 127.0.0.1, vouched for by nobody but the file that it lies in."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = built.add_extension(address, critical=False).sign(key, hashes.SHA256())
    path, pem = folder / "server.pem", serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(signed.public_bytes(pem) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


@pytest.fixture
def fresh_trust() -> Iterator[None]:
    lines._trust.cache_clear()
    yield
    lines._trust.cache_clear()


@pytest.mark.usefixtures("fresh_trust")
async def test_a_server_that_nobody_vouches_for_hears_nothing(tmp_path: Path) -> None:
    server = Server(WHOLE)
    async with calling(server, certificate(tmp_path)[0]) as call:
        with pytest.raises(TelegramError) as failed:
            await call()
    assert of_error(failed.value).fate == "again"
    assert server.bodies == []


@pytest.mark.usefixtures("fresh_trust")
async def test_a_server_with_a_known_certificate_is_called_by_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    async with calling(Server(WHOLE, WHOLE, WHOLE), context) as call:
        assert [await call() for _ in range(2)] == [{"message_id": 7}] * 2


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(VALUES)
def test_json_comes_back_as_it_went(value: Any) -> None:
    assert jsons.loads(jsons.dumps(value)) == json.loads(json.dumps(value))


@pytest.mark.parametrize("half", ["\ud83d", "\udc00 and more", "NUL \x00"])
def test_half_an_emoji_is_escaped_and_comes_back(half: str) -> None:
    assert jsons.loads(jsons.dumps({"text": half})) == {"text": half}
    jsons.dumps({"text": half}).encode()
