"""OpenAI's ChatKit API: the only module that knows its addresses, headers and shapes.

Failures are those of ``refusals``. Nothing OpenAI says in words is passed on.
https://platform.openai.com/docs/api-reference/chatkit
"""

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import requests
from django.conf import settings
from requests.auth import AuthBase

from chatkit.hosted import pool
from chatkit.hosted.refusals import Odd, Unreachable, reason, refusal

TIMEOUT = (3.0, 10.0)  # seconds to connect, and to wait for the answer
PAGE = 100  # the most a list gives at once
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,200}")


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


class Bearer(AuthBase):
    """The key as a header. As ``auth``, so that no .netrc replaces it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class OpenAIClient:
    """Speaks for one key. ``http`` carries the pool of connections and the retries."""

    def __init__(
        self,
        http: requests.Session,
        base_url: str,
        key: str,
        *,
        organization: str = "",
        project: str = "",
    ) -> None:
        self._http = http
        self._template = _template(base_url, key, organization, project)
        self._address = str(self._template.url).rstrip("/")

    def create_session(self, body: Mapping[str, Any], correlation_id: str) -> Session:
        """Mint a session; OpenAI's support can find it by either request id."""
        data, request_id = self.request(
            "POST", "/chatkit/sessions", body, {"X-Client-Request-Id": correlation_id}
        )
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

    def cancel_session(self, session_id: str) -> None:
        """End the session; its secret is worth nothing then."""
        self.request("POST", f"/chatkit/sessions/{session_id}/cancel")

    def threads(self, after: str | None = None) -> Page:
        """Threads of all visitors, the oldest first."""
        return self._list("/chatkit/threads", after)

    def items(self, thread_id: str, after: str | None = None) -> Page:
        """What was said in a thread, the oldest first."""
        return self._list(f"/chatkit/threads/{thread_id}/items", after)

    def _list(self, path: str, after: str | None) -> Page:
        query = f"?limit={PAGE}&order=asc" + (f"&after={after}" if after else "")
        answer, request_id = self.request("GET", path + query)
        data, more, last = (answer.get(n) for n in ("data", "has_more", "last_id"))
        if not (
            isinstance(data, list)
            and all(isinstance(o, dict) and _is_identifier(o.get("id")) for o in data)
            and (not more or _is_identifier(last))
        ):
            raise Odd(request_id)
        return Page(data, str(last) if more else None)

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[dict[str, Any], str]:
        """Ask for anything; the answer's JSON object and the request's id."""
        asked = self._template.copy()
        asked.method, asked.url = method, self._address + path
        asked.headers.update(headers or {})
        asked.prepare_body(None, None, json=body)
        try:
            response = self._http.get_adapter(self._address).send(
                asked,
                timeout=TIMEOUT,
                verify=cast(bool | str, self._http.verify),
                proxies=self._http.proxies,
            )
            content = response.content
        except requests.RequestException as error:
            raise Unreachable(reason(error)) from error
        request_id = response.headers.get("x-request-id", "")
        if not IDENTIFIER.fullmatch(request_id):
            request_id = ""
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            data = None
        if not 200 <= response.status_code < 300:
            raise refusal(response, data, request_id)
        if not isinstance(data, dict):
            raise Odd(request_id)
        return data, request_id


@functools.lru_cache(maxsize=8)
def _template(
    base_url: str, key: str, organization: str, project: str
) -> requests.PreparedRequest:
    """What all requests of a key have in common."""
    headers = {"OpenAI-Beta": "chatkit_beta=v1"}
    if organization:
        headers["OpenAI-Organization"] = organization
    if project:
        headers["OpenAI-Project"] = project
    return requests.Request("GET", base_url, headers, auth=Bearer(key)).prepare()


def configured() -> OpenAIClient:
    """The client of this site's key."""
    return OpenAIClient(
        pool.http(settings.OPENAI_BASE_URL),
        settings.OPENAI_BASE_URL,
        settings.OPENAI_API_KEY,
        organization=settings.OPENAI_ORGANIZATION,
        project=settings.OPENAI_PROJECT,
    )


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and bool(IDENTIFIER.fullmatch(value))
