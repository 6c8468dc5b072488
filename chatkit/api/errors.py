"""Every error of the API and its one JSON shape: ``{"error": {"code", "message"}}``.

A message is a sentence for the visitor, shown as it is; the widget appends the time of
``Retry-After``. It never holds upstream text, names of variables or a stack trace;
those go to the log.
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
from rest_framework.negotiation import DefaultContentNegotiation

from chatkit.api import database_errors

logger = logging.getLogger(__name__)

DATABASE_RETRY_AFTER = 5  # seconds

AsyncView = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponseBase]]


class ChatError(exceptions.APIException):
    """``default_detail`` is the message; ``debug`` is shown in DEBUG only.

    ``retry_after`` is in seconds; ``correlation_id`` finds the error in the log.
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

    def __str__(self) -> str:
        return self.debug or str(self.detail)


class InvalidRequest(ChatError):
    status_code = 400
    default_code = "invalid_request"
    default_detail = "The request could not be understood."


class OriginNotAllowed(ChatError):
    status_code = 403
    default_code = "origin_not_allowed"
    default_detail = "This chat can't be used from here."


class SecretNotYours(ChatError):
    status_code = 403
    default_code = "secret_not_yours"
    default_detail = "This chat has expired. Please start it again."


class NotFound(ChatError):
    status_code = 404
    default_code = "not_found"
    default_detail = "This conversation does not exist any more."


class NoSuchAddress(NotFound):
    default_detail = "There is nothing at this address."


class MethodNotAllowed(ChatError):
    status_code = 405
    default_code = "method_not_allowed"
    default_detail = "This address does not take such requests."

    def __init__(self, allowed: Sequence[str] = ("POST",)) -> None:
        super().__init__()
        self.allowed = allowed


class TurnInProgress(ChatError):
    status_code = 409
    default_code = "turn_in_progress"
    default_detail = "The last question is still being answered."


class ThreadLocked(ChatError):
    """``reason`` is the sentence of the owner's agent for the visitor, if any."""

    status_code = 409
    default_code = "thread_locked"
    default_detail = "This conversation is closed. Please start a new one."

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        if reason:
            self.detail = exceptions.ErrorDetail(reason, self.default_code)


class TooLarge(ChatError):
    status_code = 413
    default_code = "too_large"
    default_detail = "Your message is too long. Please shorten it."


class UnsupportedMediaType(ChatError):
    status_code = 415
    default_code = "unsupported_media_type"
    default_detail = "The request has to be JSON."


class RateLimited(ChatError):
    status_code = 429
    default_code = "rate_limited"
    default_detail = "Too many messages or files at once."


class HostedUnavailable(ChatError):
    """The visitor is not told why: only the owner can do something about it."""

    status_code = 502
    default_detail = "The chat service is not available."


class UpstreamAuth(HostedUnavailable):
    default_code = "upstream_auth"


class UpstreamRefused(HostedUnavailable):
    default_code = "upstream_refused"


class WorkflowNotFound(HostedUnavailable):
    default_code = "workflow_not_found"


class NotConfigured(HostedUnavailable):
    status_code = 503
    default_code = "not_configured"


class UpstreamBusy(ChatError):
    status_code = 503
    default_code = "upstream_busy"
    default_detail = "The chat service is busy."


class Overloaded(ChatError):
    status_code = 503
    default_code = "overloaded"
    default_detail = "Many people are asking right now."


class ChatDisabled(ChatError):
    status_code = 503
    default_code = "chat_disabled"
    default_detail = "The chat is switched off at the moment."


class UpstreamTimeout(ChatError):
    status_code = 504
    default_code = "upstream_timeout"
    default_detail = "The chat service takes too long. Please try again in a moment."


#: What REST framework raises by itself, by status; anything else is InvalidRequest.
BY_STATUS: Mapping[int, type[ChatError]] = {
    404: NoSuchAddress,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def error_response(error: ChatError) -> JsonResponse:
    """The error in the one shape."""
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
    """REST framework's EXCEPTION_HANDLER; handles unexpected errors too."""
    if isinstance(error, exceptions.MethodNotAllowed):
        error = MethodNotAllowed(context["view"].allowed_methods)
    return error_response(_chat_error(error, context["request"].path))


def json_errors(view: AsyncView) -> AsyncView:
    """The same for an async view of plain Django."""

    @functools.wraps(view)
    async def wrapped(request: HttpRequest) -> HttpResponseBase:
        try:
            return await view(request)
        except Exception as error:  # noqa: BLE001 -- logged
            return error_response(_chat_error(error, request.path))

    return wrapped


def _chat_error(error: Exception, path: str) -> ChatError:
    """The error to show for any exception; an unexpected one is logged."""
    if isinstance(error, ChatError):
        return error
    if isinstance(error, RequestDataTooBig):
        return TooLarge(str(error))
    if isinstance(error, (exceptions.APIException, Http404)):
        kind = BY_STATUS.get(getattr(error, "status_code", 404), InvalidRequest)
        return kind(str(error))
    if isinstance(error, database_errors.DATABASE_ERRORS):
        logger.error("%s: %s", path, database_errors.describe(error))
        return Overloaded(type(error).__name__, retry_after=DATABASE_RETRY_AFTER)
    logger.error("%s failed", path, exc_info=error)
    return ChatError(f"{type(error).__name__}: {error}")


class LenientNegotiation(DefaultContentNegotiation):
    """Answers in the default format where REST framework would answer 406."""

    def select_renderer(self, request: Any, renderers: Any, *args: Any) -> Any:
        if len(renderers) == 1:
            return renderers[0], renderers[0].media_type
        try:
            return super().select_renderer(request, renderers, *args)
        except exceptions.NotAcceptable:
            return renderers[0], renderers[0].media_type
