"""Bounds on what a client sends and how slowly, on real connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from resume_site import http_protocol
from resume_site.bounds import Bounds
from resume_site.http_protocol import HTTPProtocol

KB = 1024
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the names of the headers, or with far more than fits a socket."""
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    names = b",".join(name for name, _ in scope["headers"])
    parts = 1 if scope["path"] == "/" else 1_000
    body = names if parts == 1 else bytes(64 * KB)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(parts):
        await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body"})


@asynccontextmanager
async def connect() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    config = uvicorn.Config(Bounds(echo), http=HTTPProtocol, log_config=None)
    config.load()

    def protocol() -> HTTPProtocol:
        return HTTPProtocol(config, ServerState(), {})

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(
            *server.sockets[0].getsockname()[:2]
        )
        try:
            yield reader, writer
        finally:
            writer.close()


async def answer_to(*parts: bytes, pause: float = 0) -> bytes:
    """All that is answered before the server closes, or nothing more comes."""
    async with connect() as (reader, writer):

        async def send() -> None:
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)

        sending = asyncio.create_task(send())
        answer = b""
        try:
            async with asyncio.timeout(2):
                while part := await reader.read(64 * KB):
                    answer += part
                    if answer.endswith(b"0\r\n\r\n"):
                        break
        except TimeoutError:
            answer += b"(still open)"
        except ConnectionResetError:
            pass
        sending.cancel()
        await asyncio.wait([sending])
        return answer


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "SECONDS", 0.2)
    monkeypatch.setattr(http_protocol, "UNREAD_SECONDS", 0.2)


async def test_an_ordinary_request_is_answered() -> None:
    assert b"host" in await answer_to(GET + b"\r\n")
    answer = await answer_to(CHUNKED + b"\r\n", b"3\r\nabc\r\n0\r\n\r\n")
    assert b"host,transfer-encoding" in answer


async def test_what_follows_the_body_is_no_header() -> None:
    trailer = b"0\r\nX-Forwarded-For: 192.0.2.1\r\nCookie: a=b\r\n\r\n"
    answer = await answer_to(CHUNKED + b"\r\n", b"3\r\nabc\r\n", trailer)
    assert b" 200 " in answer
    assert b"host,transfer-encoding" in answer
    assert b"cookie" not in answer
    assert b"forwarded" not in answer


async def test_the_next_request_on_a_connection_has_headers_again() -> None:
    async with connect() as (reader, writer):
        for name in (b"x-first", b"x-second"):
            writer.write(GET + name + b": 1\r\n\r\n")
            answer = await asyncio.wait_for(reader.readuntil(b"0\r\n\r\n"), 2)
            assert b"host," + name in answer


@pytest.mark.parametrize(
    "parts",
    [
        [b"X-Large: " + b"x" * 200 * KB],
        [b"X-Large: ", *[b"x" * KB] * 80],
        [b"X-%d: %s\r\n" % (n, b"x" * KB) for n in range(80)],
    ],
)
async def test_headers_that_do_not_end_are_refused(parts: list[bytes]) -> None:
    assert b" 431 " in await answer_to(GET, *parts)


@pytest.mark.parametrize(
    "parts",
    [
        [b"0\r\nX-Large: ", *[b"x" * 64 * KB] * 20],
        [b"3;", *[b"x" * 64 * KB] * 20],
        [b"1\r\nx\r\n0\r\n", *[b"X-Small: 1\r\n" * 1_000] * 50],
    ],
)
async def test_what_surrounds_a_body_is_bounded(parts: list[bytes]) -> None:
    answer = await answer_to(CHUNKED + b"\r\n", *parts)
    assert b" 413 " in answer or answer == b""  # reset while it still sent


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "parts",
    [
        [GET, *[b"X: 1\r\n"] * 30],
        [POST + b"Content-Length: 9000\r\n\r\n", *[b"x"] * 30],
        [CHUNKED + b"\r\n", *[b"1\r\nx\r\n"] * 30],
    ],
)
async def test_a_client_that_sends_slowly_is_closed(parts: list[bytes]) -> None:
    assert b" 408 " in await answer_to(*parts, pause=0.05)


@pytest.mark.usefixtures("hurried")
async def test_a_client_that_sends_nothing_is_closed() -> None:
    assert await answer_to() == b""


@pytest.mark.usefixtures("hurried")
async def test_a_client_that_sends_steadily_has_the_time_it_needs() -> None:
    body = [b"x" * 100] * 20
    request = POST + b"Content-Length: 2000\r\n\r\n"
    assert b" 200 " in await answer_to(request, *body, pause=0.03)


@pytest.mark.usefixtures("hurried")
async def test_a_client_that_reads_nothing_is_closed() -> None:
    async with connect() as (reader, writer):
        writer.write(GET.replace(b"/", b"/much", 1) + b"\r\n")
        await asyncio.sleep(0.6)
        with suppress(ConnectionResetError):
            answer = await reader.read(-1)
            assert not answer.endswith(b"0\r\n\r\n")


async def test_a_web_socket_handshake_is_refused() -> None:
    answer = await answer_to(
        GET,
        b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    )
    assert b" 403 " in answer
