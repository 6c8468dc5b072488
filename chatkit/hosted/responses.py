"""What OpenAI's API answers, checked before anything else uses it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chatkit.hosted.errors import Refused, UnexpectedAnswer

IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON object of a 2xx answer; ``request_id`` is empty if OpenAI sent none."""

    data: dict[str, Any]
    request_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """``expires_at`` is in Unix seconds."""

    id: str
    client_secret: str = field(repr=False)
    expires_at: int
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """``after`` asks for the next page; None on the last one."""

    data: list[dict[str, Any]]
    after: str | None


def parse(status: int, headers: Mapping[str, str], content: bytes) -> Answer:
    """Raises Refused, or UnexpectedAnswer if the content is no JSON object.

    The events of a stream are read as one object with the fields of all.
    """
    request_id = headers.get("x-request-id", "")
    if not IDENTIFIER.fullmatch(request_id):
        request_id = ""
    is_stream = "text/event-stream" in headers.get("Content-Type", "")
    try:
        data = _events(content) if is_stream else json.loads(content)
    except (ValueError, RecursionError):
        data = None
    if not 200 <= status < 300:
        raise Refused(status, headers, data, request_id, content)
    if not isinstance(data, dict):
        raise UnexpectedAnswer(request_id)
    return Answer(data, request_id)


def _events(content: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for line in content.splitlines():
        if line.startswith(b"data:") and b"[DONE]" not in line:
            event = json.loads(line.removeprefix(b"data:"))
            if isinstance(event, dict) and (response := event.get("response", event)):
                fields |= response if isinstance(response, dict) else {}
    return fields


def parse_session(answer: Answer) -> Session:
    id_, secret, expires_at = (
        answer.data.get(name) for name in ("id", "client_secret", "expires_at")
    )
    if not (
        _is_identifier(id_)
        and isinstance(secret, str)
        and secret.isprintable()
        and secret
        and type(expires_at) is int
        and expires_at > 0
    ):
        raise UnexpectedAnswer(answer.request_id)
    return Session(str(id_), secret, expires_at, answer.request_id)


def parse_page(answer: Answer) -> Page:
    rows, has_more, last_id = (
        answer.data.get(name) for name in ("data", "has_more", "last_id")
    )
    if not (
        isinstance(rows, list)
        and all(isinstance(row, dict) and _is_identifier(row.get("id")) for row in rows)
        and (not has_more or _is_identifier(last_id))
    ):
        raise UnexpectedAnswer(answer.request_id)
    return Page(rows, str(last_id) if has_more else None)


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and bool(IDENTIFIER.fullmatch(value))
