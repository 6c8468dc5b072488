"""What is too large is refused before it is in, at every address."""

import asyncio
import errno
import json
from typing import Any

import pytest
from django.core.asgi import get_asgi_application

from chatkit.api.asgi import Application, Message
from resume_site import bounds
from resume_site.bounds import Bounds
from resume_site.public import PublicHandler
from tests.selfhosted.test_uploads import configure
from tests.support.errors import assert_error

KB = 1024
MB = 1024 * KB
CHUNK = 64 * KB
UPLOADS = "/api/chatkit/uploads"
PATHS = ["/nope", "/", "/api/chatkit/chat", "/api/chatkit/session", "/admin/login/"]
ALL = [*PATHS, "/api/chatkit/nope", "/admin/", "/static/nope", UPLOADS, f"{UPLOADS}/a"]
ORIGIN = "https://embedding.example"

pytestmark = pytest.mark.django_db(transaction=True)


class Answer:
    """What an ASGI application sent."""

    def __init__(self) -> None:
        self.status_code = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.is_complete = asyncio.Event()

    async def send(self, message: Message) -> None:
        self.status_code = message.get("status", self.status_code)
        for name, value in message.get("headers", []):
            self.headers[name.decode().lower()] = value.decode()
        self.body += message.get("body", b"")
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.is_complete.set()

    def json(self) -> Any:
        return json.loads(self.body)


@pytest.fixture(scope="module")
def site() -> Application:
    return PublicHandler(Bounds(get_asgi_application()))


@pytest.fixture(autouse=True)
def _one_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, CHATKIT_MAX_FILE_SIZE_MB="1", CHATKIT_CORS_ORIGIN=ORIGIN)
    monkeypatch.setattr(bounds, "LINGER", 0.1)


async def post(
    site: Application,
    path: str,
    *,
    declared: int | None = None,
    chunks: int | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> tuple[Answer, int]:
    """The answer to a body, endless without ``chunks``, and the bytes read before it."""
    answer = Answer()
    read = 0

    async def receive() -> Message:
        nonlocal read
        await asyncio.sleep(0)
        if answer.is_complete.is_set() or (chunks is not None and read >= chunks):
            await answer.is_complete.wait()
            return {"type": "http.disconnect"}
        read += not answer.status_code
        more = chunks is None or read < chunks
        return {"type": "http.request", "body": bytes(CHUNK), "more_body": more}

    length = [] if declared is None else [(b"content-length", b"%d" % declared)]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/pdf"),
            *length,
            *headers,
        ],
    }
    await asyncio.wait_for(site(scope, receive, answer.send), timeout=30)
    return answer, read * CHUNK


@pytest.mark.parametrize("path", ALL)
async def test_a_body_that_never_ends_is_refused_when_it_passes_the_limit(
    site: Application, path: str
) -> None:
    answer, read = await post(site, path)
    assert_error(answer, 413, "too_large")
    assert read <= 3 * MB
    if path in PATHS:
        assert read <= 128 * KB


@pytest.mark.parametrize("path", ALL)
async def test_a_body_that_is_declared_too_large_is_not_read(
    site: Application, path: str
) -> None:
    answer, read = await post(site, path, declared=250 * MB)
    assert_error(answer, 413, "too_large")
    assert answer.headers["connection"] == "close"
    assert read == 0


async def test_the_desk_says_in_a_page_what_is_too_large(site: Application) -> None:
    answer, read = await post(site, "/admin/resume/resume/1/head/", declared=250 * MB)
    assert (answer.status_code, read) == (413, 0)
    assert b"what you typed is still there" in answer.body


async def test_a_body_within_the_limit_arrives_whole(site: Application) -> None:
    answer, read = await post(site, UPLOADS + "/atc_1", declared=MB, chunks=16)
    assert_error(answer, 404, "not_found")
    assert read == MB


async def test_a_widget_elsewhere_may_read_the_refusal(site: Application) -> None:
    headers = ((b"origin", ORIGIN.encode()),)
    answer, _ = await post(site, UPLOADS, declared=9 * MB, headers=headers)
    assert answer.json()["error"]["message"] == "The file is too large."
    assert answer.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize(
    "headers",
    [
        ((b"x-large", b"x" * 64 * KB),),
        tuple((b"x-%d" % n, b"x" * 7 * KB) for n in range(10)),
    ],
)
async def test_headers_over_64_kb_in_all_are_refused(
    site: Application, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    for path in PATHS:
        answer, _ = await post(site, path, chunks=1, headers=headers)
        assert_error(answer, 431, "headers_too_large")
    answer, _ = await post(site, "/nope", chunks=1, headers=headers[:8][1:])
    assert answer.status_code == 404


async def test_only_so_many_uploads_are_received_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "MAX_UPLOADS", 1)
    waiting = asyncio.Event()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await waiting.wait()

    site = Bounds(application)
    first = asyncio.create_task(post(site, UPLOADS, chunks=1))
    await asyncio.sleep(0)
    answer, _ = await post(site, UPLOADS, chunks=1)
    assert_error(answer, 503, "overloaded")
    assert answer.headers["retry-after"]
    waiting.set()
    await first
    answer, _ = await post(site, UPLOADS, chunks=1)
    assert answer.status_code == 0  # the application's to answer


async def test_a_full_temporary_disk_is_no_500() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        raise OSError(errno.ENOSPC, "No space left on device")

    answer, _ = await post(Bounds(application), UPLOADS)
    assert_error(answer, 503, "not_stored")


async def test_a_web_socket_is_refused(site: Application) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await site({"type": "websocket", "path": "/", "headers": []}, receive, send)
    assert sent == [{"type": "websocket.close"}]
