"""uvicorn's HTTP protocol with bounds on a request's head and on its time.

A client that sends less than MIN_RATE bytes a second after the first SECONDS is cut off,
as by Apache's mod_reqtimeout, and so is one that reads nothing of its answer.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SECONDS = 20.0
MIN_RATE = 500
UNREAD_SECONDS = 30.0
MAX_HEAD = 64 * 1024  # resume_site.bounds refuses it exactly, once it is complete
MAX_FRAMING = 16  # bytes of a chunked body for each byte in it

TIMEOUT = b"408 Request Timeout"
HEAD_TOO_LARGE = b"431 Request Header Fields Too Large"
FRAMING_TOO_LARGE = b"413 Content Too Large"


class HTTPProtocol(HttpToolsProtocol):
    _head_complete = False
    _request_began: float | None = None  # None between two requests
    _request_bytes = 0
    _body_bytes = 0
    _request_timer: asyncio.TimerHandle | None = None
    _unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._begin_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_request()
        self._cancel_unread_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._request_began is None:
            self._begin_request()
        self._request_bytes += len(data)
        super().data_received(data)
        framing = self._request_bytes - self._body_bytes
        if self._request_began is None or self.transport.is_closing():
            return
        if not self._head_complete and self._request_bytes > MAX_HEAD:
            self._refuse(HEAD_TOO_LARGE)
        elif framing > 2 * MAX_HEAD + MAX_FRAMING * self._body_bytes:
            self._refuse(FRAMING_TOO_LARGE)

    def handle_websocket_upgrade(self) -> None:
        self._end_request()
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        self._head_complete = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._head_complete:  # else a trailer, which is no header
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_complete = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._end_request()
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread_timer = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._cancel_unread_timer()

    def _cancel_unread_timer(self) -> None:
        if self._unread_timer:
            self._unread_timer.cancel()
            self._unread_timer = None

    def _begin_request(self) -> None:
        self._request_bytes = self._body_bytes = 0
        self._request_began = self.loop.time()
        self._head_complete = False
        self._request_timer = self.loop.call_later(SECONDS, self._check_time)

    def _end_request(self) -> None:
        self._request_began = None
        if self._request_timer:
            self._request_timer.cancel()
            self._request_timer = None

    def _check_time(self) -> None:
        if self._request_began is None:
            return
        now = self.loop.time()
        until = self._request_began + SECONDS + self._request_bytes / MIN_RATE
        if self.flow.read_paused:  # the site is not reading
            until = now + SECONDS
        if now < until:
            self._request_timer = self.loop.call_at(until, self._check_time)
        elif self._request_bytes:
            self._refuse(TIMEOUT)
        else:
            self.transport.close()

    def _refuse(self, status: bytes) -> None:
        self._end_request()
        cycle: Any = self.cycle
        if cycle and not cycle.response_complete and cycle.response_started:
            self.transport.abort()
            return
        self.transport.write(
            b"HTTP/1.1 "
            + status
            + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        )
        self.transport.close()
