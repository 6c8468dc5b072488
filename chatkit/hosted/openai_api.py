"""OpenAI's ChatKit API as it is written and read: addresses, headers and shapes. Pure.

Nothing OpenAI says in words is passed on; failures are those of ``refusals``.
https://platform.openai.com/docs/api-reference/chatkit
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chatkit.hosted.errors import Odd, refusal

SESSIONS = "/chatkit/sessions"
THREADS = "/chatkit/threads"
CONNECT, ANSWER = 3.0, 10.0  # seconds to connect, and to wait for the answer
PAGE = 100  # the most a list gives at once
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class Account:
    """Whom OpenAI is asked for; ``base_url`` ends before the path."""

    base_url: str
    key: str = field(repr=False)
    organization: str = ""
    project: str = ""

    def headers(self, correlation_id: str = "") -> dict[str, str]:
        """OpenAI's support can find a request by its correlation id."""
        given = {
            "OpenAI-Organization": self.organization,
            "OpenAI-Project": self.project,
            "X-Client-Request-Id": correlation_id,
        }
        return {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "OpenAI-Beta": "chatkit_beta=v1",
            **{name: value for name, value in given.items() if value},
        }

    def address(self, path: str) -> str:
        """The URL of a path."""
        return self.base_url.rstrip("/") + path


@dataclass(frozen=True, slots=True)
class Session:
    """What a browser talks to OpenAI with, until ``expires_at`` (Unix seconds)."""

    id: str
    client_secret: str = field(repr=False)
    expires_at: int
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Objects as OpenAI describes them; ``after`` asks for the next ones, or None."""

    data: list[dict[str, Any]]
    after: str | None


def cancellation(session_id: str) -> str:
    """The path that ends a session."""
    return f"{SESSIONS}/{session_id}/cancel"


def listing(path: str, after: str | None) -> str:
    """The path of a page, the oldest first."""
    return f"{path}?limit={PAGE}&order=asc" + (f"&after={after}" if after else "")


def read(
    status: int, headers: Mapping[str, str], content: bytes
) -> tuple[dict[str, Any], str]:
    """The JSON object of an answer, and the request's id.

    Raises:
        Refused: a status other than 2xx.
        Odd: no JSON object.
    """
    request_id = headers.get("x-request-id", "")
    if not IDENTIFIER.fullmatch(request_id):
        request_id = ""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        data = None
    if not 200 <= status < 300:
        raise refusal(status, headers, data, request_id)
    if not isinstance(data, dict):
        raise Odd(request_id)
    return data, request_id


def session(data: Mapping[str, Any], request_id: str) -> Session:
    """The session that was minted. Raises Odd where it is none."""
    id_, secret, expires_at = (
        data.get(name) for name in ("id", "client_secret", "expires_at")
    )
    if not (
        _is_identifier(id_)
        and isinstance(secret, str)
        and secret.isprintable()
        and secret
        and type(expires_at) is int
        and expires_at > 0
    ):
        raise Odd(request_id)
    return Session(str(id_), secret, expires_at, request_id)


def page(answer: Mapping[str, Any], request_id: str) -> Page:
    """A page of a list. Raises Odd where it is none."""
    data, more, last = (answer.get(n) for n in ("data", "has_more", "last_id"))
    if not (
        isinstance(data, list)
        and all(isinstance(o, dict) and _is_identifier(o.get("id")) for o in data)
        and (not more or _is_identifier(last))
    ):
        raise Odd(request_id)
    return Page(data, str(last) if more else None)


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and bool(IDENTIFIER.fullmatch(value))
