"""How a request to OpenAI can fail. None holds a word of what OpenAI said."""

from collections.abc import Mapping
from typing import Any, Literal

import requests
from urllib3.exceptions import NameResolutionError

MAX_RETRY_AFTER = 600  # seconds
KNOWN_CODES = {"insufficient_quota", "model_not_found"}

Reason = Literal["name", "connect", "slow", "tls", "connection"]


class Refused(Exception):
    """A status other than 2xx.

    ``code`` is OpenAI's, if it is one that is known; ``names_workflow`` tells an
    unknown workflow from an unknown address; ``retry_after`` is in seconds.
    """

    def __init__(
        self,
        status: int,
        code: str,
        request_id: str,
        *,
        names_workflow: bool = False,
        retry_after: int = 0,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.names_workflow = names_workflow
        self.retry_after = retry_after


class Odd(Exception):
    """A 2xx answer that isn't what was asked for."""

    def __init__(self, request_id: str) -> None:
        super().__init__("unexpected answer")
        self.request_id = request_id


class Unreachable(Exception):
    """No answer."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


Refusal = Refused | Odd | Unreachable
REFUSALS = (Refused, Odd, Unreachable)


def refusal(
    status: int, headers: Mapping[str, str], data: Any, request_id: str
) -> Refused:
    """What an answer other than 2xx comes to; ``data`` is its JSON, if it has any."""
    error = data.get("error") if isinstance(data, dict) else None
    error = error if isinstance(error, dict) else {}
    code, wait = error.get("code"), headers.get("Retry-After", "")
    is_number = wait.isascii() and wait.isdigit() and len(wait) < 10
    return Refused(
        status,
        code if isinstance(code, str) and code in KNOWN_CODES else "",
        request_id,
        names_workflow="workflow" in str(error.get("message", "")).lower(),
        retry_after=min(int(wait), MAX_RETRY_AFTER) if is_number else 0,
    )


def reason(error: requests.RequestException) -> Reason:
    """Why there was no answer."""
    if isinstance(error, requests.ConnectTimeout):
        return "connect"
    if isinstance(error, requests.Timeout):
        return "slow"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return "name" if isinstance(cause, NameResolutionError) else "connection"
