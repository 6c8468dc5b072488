"""The public handler changes nothing that a browser can see."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.errors import assert_error
from tests.support.server import UNLIMITED, UVICORN, Server, serve

ORIGIN = "https://embedding.example"
VARIABLES: dict[str, Any] = {**UNLIMITED, "CHATKIT_CORS_ORIGIN": ORIGIN}
WITHOUT = tuple(word.replace(":application", ":django") for word in UVICORN)
PATH = "/api/chatkit/chat"
LIST = json.dumps({"type": "threads.list", "params": {}})
JSON = {"Content-Type": "application/json"}

REQUESTS: dict[str, dict[str, Any]] = {
    "an operation": {"method": "POST", "content": LIST, "headers": JSON},
    "one of another site": {
        "method": "POST",
        "content": LIST,
        "headers": {**JSON, "Origin": ORIGIN},
    },
    "one of a site that is not listed": {
        "method": "POST",
        "content": LIST,
        "headers": {**JSON, "Origin": "https://other.example"},
    },
    "a preflight": {
        "method": "OPTIONS",
        "headers": {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"},
    },
    "another method": {"method": "GET"},
    "another type": {"method": "POST", "content": LIST},
    "nonsense": {"method": "POST", "content": "{", "headers": JSON},
    "a host that is not ours": {
        "method": "POST",
        "content": LIST,
        "headers": {**JSON, "Host": "elsewhere.example"},
    },
    "the page": {"method": "GET", "path": "/"},
    "the page's head": {"method": "HEAD", "path": "/"},
    "the page as of yesterday": {
        "method": "GET",
        "path": "/",
        "headers": {"If-None-Match": '"another"'},
    },
    "a stop": {
        "method": "POST",
        "path": "/api/chatkit/stop",
        "content": '{"thread_id": "thr_none"}',
        "headers": JSON,
    },
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("with"), **VARIABLES) as server:
        yield server


@pytest.fixture(scope="module")
def django_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same site behind Django's own handler alone."""
    folder = tmp_path_factory.mktemp("without")
    with serve(folder, command=WITHOUT, **VARIABLES) as server:
        yield server


def seen(server: Server, request: dict[str, Any]) -> dict[str, Any]:
    """What a browser gets, but for what differs each time."""
    url = server.url + request.get("path", PATH)
    options = {key: value for key, value in request.items() if key != "path"}
    answer = httpx.request(url=url, timeout=30, **options)
    headers = {**answer.headers}
    for varying in ("date", "set-cookie", "content-length", "x-chatkit-visitor"):
        headers.pop(varying, None)
    cookie = answer.headers.get("set-cookie", "")
    is_debug_page = answer.status_code >= 400 and "html" in headers["content-type"]
    return {
        "status": answer.status_code,
        "headers": headers,
        "cookie": re.sub(r"=[^;]*(?=; expires)|expires=[^;]*", "", cookie),
        "body": "" if is_debug_page else answer.text,
    }


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=list(REQUESTS))
def test_a_browser_sees_what_django_s_own_handler_would_answer(
    server: Server, django_only: Server, request_: dict[str, Any]
) -> None:
    assert seen(server, request_) == seen(django_only, request_)


def test_a_body_of_unknown_length_is_refused_when_it_becomes_too_large(
    server: Server,
) -> None:
    parts = (b"x" * 100_000 for _ in range(40))

    answer = httpx.post(server.url + PATH, content=parts, headers=JSON, timeout=30)

    assert_error(answer, 413, "too_large")
