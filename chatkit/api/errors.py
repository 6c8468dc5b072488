"""Every error of the API and its one JSON shape: ``{"error": {"code", "message"}}``.

The widget shows the message as it is and appends the time of ``Retry-After``. Upstream
text, variable names and stack traces go to the log, never into a message.
"""

import functools
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions

from chatkit.database import DATABASE_ERRORS, describe_error

logger = logging.getLogger(__name__)

DATABASE_RETRY_AFTER = 5  # seconds

AsyncView = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponseBase]]


class ChatError(exceptions.APIException):
    """``default_detail`` is the message; ``debug`` is shown in DEBUG only.

    ``retry_after`` is in seconds; ``correlation_id`` is also in the log.
    """

    status_code = 500
    default_code = "internal_error"
    default_detail = "Something went wrong on our side. Please try again."

    def __init__(
        self, debug: str = "", *, retry_after: int = 0, correlation_id: str = ""
    ) -> None:
        super().__init__()
        self.debug = debug
        self.retry_after = retry_after
        self.correlation_id = correlation_id

    def __init_subclass__(cls, status: int = 0, code: str = "") -> None:
        cls.status_code = status or cls.status_code
        cls.default_code = code or cls.default_code

    def __str__(self) -> str:
        return self.debug or str(self.detail)


class InvalidRequest(ChatError, status=400, code="invalid_request"):
    default_detail = "The request could not be understood."


class OriginNotAllowed(ChatError, status=403, code="origin_not_allowed"):
    default_detail = "This chat can't be used from here."


class SecretNotYours(ChatError, status=403, code="secret_not_yours"):
    default_detail = "This chat has expired. Please start it again."


class NotFound(ChatError, status=404, code="not_found"):
    default_detail = "This conversation does not exist any more."


class NoSuchAddress(NotFound):
    default_detail = "There is nothing at this address."


class MethodNotAllowed(ChatError, status=405, code="method_not_allowed"):
    default_detail = "This address does not take such requests."

    def __init__(self, allowed: Sequence[str] = ("POST",)) -> None:
        super().__init__()
        self.allowed = allowed


class TurnInProgress(ChatError, status=409, code="turn_in_progress"):
    default_detail = "The last question is still being answered."


class ThreadLocked(ChatError, status=409, code="thread_locked"):
    """``reason`` is a sentence for the visitor from the owner's agent, if any."""

    default_detail = "This conversation is closed. Please start a new one."

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        if reason:
            self.detail = exceptions.ErrorDetail(reason, self.default_code)


class TooLarge(ChatError, status=413, code="too_large"):
    default_detail = "Your message is too long. Please shorten it."


class HeadersTooLarge(ChatError, status=431, code="headers_too_large"):
    default_detail = "The request's headers are too large."


class UnsupportedMediaType(ChatError, status=415, code="unsupported_media_type"):
    default_detail = "The request has to be JSON."


class RateLimited(ChatError, status=429, code="rate_limited"):
    default_detail = "Too many messages or files at once."


class HostedUnavailable(ChatError, status=502):
    """Visitors are not told why: only the owner can fix it."""

    default_detail = "The chat service is not available."


class UpstreamAuth(HostedUnavailable, code="upstream_auth"): ...


class UpstreamRefused(HostedUnavailable, code="upstream_refused"): ...


class WorkflowNotFound(HostedUnavailable, code="workflow_not_found"): ...


class NotConfigured(HostedUnavailable, status=503, code="not_configured"): ...


class UpstreamBusy(ChatError, status=503, code="upstream_busy"):
    default_detail = "The chat service is busy."


class Overloaded(ChatError, status=503, code="overloaded"):
    default_detail = "Many people are asking right now."


class DatabaseUnavailable(Overloaded):
    default_detail = "The chat can't be used at the moment."


class ChatDisabled(ChatError, status=503, code="chat_disabled"):
    default_detail = "The chat is switched off at the moment."


class UpstreamTimeout(ChatError, status=504, code="upstream_timeout"):
    default_detail = "The chat service takes too long. Please try again in a moment."


#: For what REST framework itself raises; any other status is InvalidRequest.
BY_STATUS: Mapping[int, type[ChatError]] = {
    404: NoSuchAddress,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def error_response(error: ChatError) -> JsonResponse:
    body = {"code": error.default_code, "message": str(error.detail)}
    if settings.DEBUG and error.debug:
        body["detail"] = error.debug
    response = JsonResponse({"error": body}, status=error.status_code)
    response["Cache-Control"] = "no-store"
    if isinstance(error, MethodNotAllowed):
        response["Allow"] = ", ".join(error.allowed)
    if error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    if error.correlation_id:
        response["X-Request-ID"] = error.correlation_id
    return response


def exception_handler(error: Exception, context: Mapping[str, Any]) -> JsonResponse:
    if isinstance(error, exceptions.MethodNotAllowed):
        error = MethodNotAllowed(context["view"].allowed_methods)
    return error_response(_chat_error(error, context["request"].path))


def json_errors(view: AsyncView) -> AsyncView:
    """``exception_handler`` for an async view of plain Django."""

    @functools.wraps(view)
    async def wrapped(request: HttpRequest) -> HttpResponseBase:
        try:
            return await view(request)
        except Exception as error:  # noqa: BLE001 -- logged
            return error_response(_chat_error(error, request.path))

    return wrapped


def _chat_error(error: Exception, path: str) -> ChatError:
    if isinstance(error, ChatError):
        return error
    if isinstance(error, RequestDataTooBig):
        return TooLarge(str(error))
    if isinstance(error, (exceptions.APIException, Http404)):
        kind = BY_STATUS.get(getattr(error, "status_code", 404), InvalidRequest)
        return kind(str(error))
    if isinstance(error, DATABASE_ERRORS):
        logger.error("%s: %s", path, describe_error(error))
        debug = type(error).__name__
        return DatabaseUnavailable(debug, retry_after=DATABASE_RETRY_AFTER)
    logger.error("%s failed", path, exc_info=error)
    return ChatError(f"{type(error).__name__}: {error}")
