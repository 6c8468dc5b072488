"""The doctor's requests to OpenAI, or to a server that speaks like it.

The only module of the doctor that knows paths, headers and time-outs. What the server
says is never passed on: only its status, an error code that is known, a request id.
https://platform.openai.com/docs/api-reference/chatkit/sessions
"""

import re
import time
from dataclasses import dataclass
from typing import Any

import requests
from requests.auth import AuthBase
from urllib3.exceptions import NameResolutionError

from chatkit.doctor.refusals import Odd, Refused, Unreachable

TIMEOUT = (3.0, 10.0)  # seconds to connect, and to wait for the answer
KNOWN_CODES = {"insufficient_quota", "model_not_found"}
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class Answered:
    """``request_id`` is what OpenAI's support asks for; empty where none was sent."""

    request_id: str
    seconds: float


class Bearer(AuthBase):
    """The key as a header. As ``auth``, so that no .netrc replaces it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class Probe:
    """Asks for as little as shows that asking works."""

    def __init__(self, http: requests.Session, base_url: str, key: str) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._auth = Bearer(key)

    def mint(self, workflow_id: str) -> tuple[str, Answered]:
        """A session's id; the session has to be cancelled."""
        body = {"workflow": {"id": workflow_id}, "user": "chatkit-doctor"}
        data, answered = self._post("/chatkit/sessions", body)
        session_id = data.get("id")
        complete = isinstance(session_id, str) and IDENTIFIER.fullmatch(session_id)
        if not complete or not isinstance(data.get("client_secret"), str):
            raise Odd(answered.request_id)
        return str(session_id), answered

    def cancel(self, session_id: str) -> None:
        """End the session; its secret is worth nothing then."""
        self._post(f"/chatkit/sessions/{session_id}/cancel", None)

    def ask(self, model: str) -> Answered:
        """One word from the model, by whichever of the two ways the server knows."""
        question = "Reply with the one word: ready"
        try:
            data, answered = self._post(
                "/responses",
                {
                    "model": model,
                    "input": question,
                    "max_output_tokens": 16,  # the least that is accepted
                    "store": False,
                },
            )
            part = "output"
        except Refused as refusal:
            if refusal.status != 404 or refusal.code == "model_not_found":
                raise
            messages = [{"role": "user", "content": question}]
            data, answered = self._post(
                "/chat/completions", {"model": model, "messages": messages}
            )
            part = "choices"
        if not isinstance(data.get(part), list):
            raise Odd(answered.request_id)
        return answered

    def _post(self, path: str, body: Any) -> tuple[dict[str, Any], Answered]:
        began = time.monotonic()
        try:
            response = self._http.post(
                self._base_url + path,
                json=body,
                auth=self._auth,
                headers={"OpenAI-Beta": "chatkit_beta=v1"},
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise Unreachable(_reason(error)) from error
        request_id = response.headers.get("x-request-id", "")
        if not IDENTIFIER.fullmatch(request_id):
            request_id = ""
        try:
            data = response.json()
        except ValueError:
            data = None
        if not 200 <= response.status_code < 300:
            raise Refused(response.status_code, _code(data), request_id)
        if not isinstance(data, dict):
            raise Odd(request_id)
        return data, Answered(request_id, time.monotonic() - began)


def _code(data: Any) -> str:
    """The error's code, if it is one that changes the advice."""
    error = data.get("error") if isinstance(data, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code in KNOWN_CODES else ""


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.ConnectTimeout):
        return "connect"
    if isinstance(error, requests.Timeout):
        return "slow"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return "name" if isinstance(cause, NameResolutionError) else "connection"
