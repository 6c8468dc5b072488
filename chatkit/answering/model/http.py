"""HTTP to the model's server: bounded, to that server alone, in words it accepts."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import openai

from chatkit.answering.model.dialects import as_stream
from chatkit.answering.model.parameters import (
    REFUSALS,
    Refused,
    find_refused,
    leave_out,
    plain,
)

#: Bytes; the pictures of a tool are in it.
MAX_RESPONSE = 32 * 1024 * 1024
MAX_LINE = 4 * 1024 * 1024  # bytes of one event, or of a response that is no stream
MAX_ERROR = 64 * 1024  # bytes of an error; the rest is not read
CHUNK = 2048  # bytes that are read at once: as many as 1,000 lines
PAUSE = 0.001  # seconds after so many, in which others finish what they began


class HTTPClient(openai.DefaultAsyncHttpxClient):
    """Leaves out what the server refuses, and remembers it for each model.

    It follows no redirect: the visitor's words and the key are for one server.
    """

    def __init__(self, timeout: openai.Timeout) -> None:
        super().__init__(
            timeout=timeout,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
        )
        self._refused: dict[str, Refused] = {}  # of each model

    async def send(
        self, request: httpx2.Request, *, stream: bool = False, **options: Any
    ) -> httpx2.Response:
        body = _json(request)
        if body is None:
            response = await super().send(request, stream=True, **options)
            bound(response)
            if not stream:
                await read(response)
            return response
        model = str(body.get("model"))
        refused = self._refused.get(model, {})
        while True:
            sent = leave_out(body, refused)
            response = await super().send(
                _with_body(request, sent), stream=True, **options
            )
            bound(response)
            if response.status_code not in REFUSALS:
                break
            error = (await read(response)).decode("utf-8", "replace")
            found = find_refused(error, sent, refused)
            if found == refused:
                break
            await response.aclose()
            refused = found
        if response.is_success and refused:
            self._refused[model] = refused
        is_whole = "application/json" in response.headers.get("Content-Type", "")
        if stream and not (is_whole and response.is_success and body.get("stream")):
            return response
        content = await read(response)
        if not stream:
            return response
        return httpx2.Response(
            response.status_code,
            headers={"x-request-id": response.headers.get("x-request-id", "")},
            content=as_stream(content),
            request=response.request,
        )


def bound(response: httpx2.Response) -> None:
    response.stream = Bounded(response)
    response.headers.pop("Content-Encoding", None)


async def read(response: httpx2.Response) -> bytes:
    try:
        return await response.aread()
    except BaseException:
        await response.aclose()
        raise


class Bounded(httpx2.AsyncByteStream):
    """A response's bytes, up to its limits.

    More bytes, or compressed ones, which were not asked for, raise httpx2.DecodingError;
    a long error is cut. Others have their turn after each piece, however fast the server
    is.
    """

    def __init__(self, response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101
        self._stream = response.stream
        self._encoding = response.headers.get("Content-Encoding", "identity")
        self._is_error = not response.is_success
        self._left = MAX_ERROR if self._is_error else MAX_RESPONSE
        self._line = 0  # bytes of the line so far

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._encoding.strip().lower() not in {"", "identity"}:
            raise httpx2.DecodingError("The response is compressed.")
        async for raw in self._stream:
            for at in range(0, len(raw), CHUNK):
                piece = raw[at : at + CHUNK]
                self._left -= len(piece)
                end = piece.rfind(b"\n")
                self._line = len(piece) - end - 1 + (self._line if end < 0 else 0)
                if self._left < 0 and self._is_error:
                    return
                if self._left < 0 or self._line > MAX_LINE:
                    raise httpx2.DecodingError("The response is too long.")
                yield piece
                await asyncio.sleep(PAUSE if len(piece) == CHUNK else 0)

    async def aclose(self) -> None:
        await self._stream.aclose()


def _json(request: httpx2.Request) -> dict[str, Any] | None:
    if request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
        return None
    body = json.loads(request.content)
    return plain(body) if isinstance(body, dict) else None


def _with_body(request: httpx2.Request, body: dict[str, Any]) -> httpx2.Request:
    headers = request.headers.copy()
    headers.pop("Content-Length", None)
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return httpx2.Request(
        request.method,
        request.url,
        headers=headers,
        content=content,
        extensions=request.extensions,
    )
