"""Why a request to OpenAI failed. No error holds any of the text OpenAI sent."""

import re
from collections.abc import Mapping
from typing import Any, Literal

import aiohttp

MAX_RETRY_AFTER = 600  # seconds
MAX_READ = 64 * 1024  # bytes of an error
KNOWN_CODES = {"insufficient_quota", "model_not_found"}
KNOWN_PARAMETERS = {
    *("max_tokens", "max_completion_tokens", "max_output_tokens"),
    *("stream_options", "store"),
}

Reason = Literal["name", "connect", "slow", "tls", "connection"]


class OpenAIError(Exception):
    """``str()`` of an error is safe to log; OpenAI may not have sent a ``request_id``.

    A temporary error may go away by itself; ``retry_after`` is in seconds, 0 if unknown.
    """

    request_id = ""
    is_temporary = False
    retry_after = 0


class Refused(OpenAIError):
    """A status other than 2xx.

    ``code`` is OpenAI's error code, if it is a known one; ``names_workflow`` tells an
    unknown workflow from an unknown URL; ``parameters`` are those that the error names.
    """

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        data: Any,
        request_id: str,
        content: bytes = b"",
    ) -> None:
        error = data.get("error") if isinstance(data, dict) else None
        error = error if isinstance(error, dict) else {}
        code = error.get("code")
        self.status = status
        self.code = code if isinstance(code, str) and code in KNOWN_CODES else ""
        told = " ".join(str(error.get(key)) for key in ("message", "param", "code"))
        self.names_workflow = "workflow" in told.lower()
        words = re.findall(r"\w+", content[:MAX_READ].decode("utf-8", "replace"))
        self.parameters = KNOWN_PARAMETERS.intersection(words)
        self.is_temporary = status == 429 or status >= 500
        self.retry_after = _seconds(headers.get("Retry-After", ""))
        self.request_id = request_id
        known = f" {self.code}" if self.code else ""
        super().__init__(f"status {status}{known}, x-request-id {request_id or 'none'}")


class UnexpectedAnswer(OpenAIError):
    """A 2xx answer that doesn't have the documented shape."""

    def __init__(self, request_id: str) -> None:
        super().__init__(f"an unexpected answer, x-request-id {request_id or 'none'}")
        self.request_id = request_id


class Unreachable(OpenAIError):
    """OpenAI did not answer; ``error`` is aiohttp's."""

    is_temporary = True

    def __init__(self, error: Exception) -> None:
        self.reason = _reason(error)
        self.is_unconnected = isinstance(
            error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError
        )
        super().__init__(f"OpenAI can't be reached ({self.reason})")


def _reason(error: Exception) -> Reason:
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "name"
        case aiohttp.ClientSSLError():
            return "tls"
        case aiohttp.ConnectionTimeoutError():
            return "connect"
        case TimeoutError():
            return "slow"
        case _:
            return "connection"


def _seconds(value: str) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    return min(int(value), MAX_RETRY_AFTER) if is_number else 0
