"""One tree of failures, one JSON shape: ``{"error": {"code", "message"}}``.

The message is a sentence for the visitor. It never holds upstream text, names of
variables or a stack trace; those go to the log. (``errors`` is the SDK's name.)
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

DATABASE_RETRY = 5  # seconds: locked, restarted or out of connections, it is back soon

AsyncView = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponseBase]]


class Failure(Exception):
    """A refusal a visitor may read.

    ``detail`` is shown in DEBUG only; ``reference`` is what the log knows it by.
    """

    code = "internal_error"
    status = 500
    message = "Something went wrong on our side. Please try again."

    def __init__(self, detail: str = "", *, retry_after: int = 0) -> None:
        super().__init__(detail or self.message)
        self.detail = detail
        self.retry_after = retry_after  # seconds
        self.reference = ""


class InvalidRequest(Failure):
    code = "invalid_request"
    status = 400
    message = "The request could not be understood."


class OriginNotAllowed(Failure):
    code = "origin_not_allowed"
    status = 403
    message = "This chat can't be used from here."


class NotFound(Failure):
    code = "not_found"
    status = 404
    message = "This conversation does not exist any more."


class NoSuchAddress(NotFound):
    message = "There is nothing at this address."


class MethodNotAllowed(Failure):
    code = "method_not_allowed"
    status = 405
    message = "This address does not take such requests."

    def __init__(self, allowed: Sequence[str] = ("POST",)) -> None:
        super().__init__()
        self.allowed = allowed


class TurnInProgress(Failure):
    code = "turn_in_progress"
    status = 409
    message = "The last question is still being answered."


class ThreadLocked(Failure):
    """``reason`` is what the owner's agent wrote for the visitor, if it did."""

    code = "thread_locked"
    status = 409
    message = "This conversation is closed. Please start a new one."

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self.message = reason or self.message


class TooLarge(Failure):
    code = "too_large"
    status = 413
    message = "Your message is too long. Please shorten it."


class UnsupportedMediaType(Failure):
    code = "unsupported_media_type"
    status = 415
    message = "The request has to be JSON."


class RateLimited(Failure):
    code = "rate_limited"
    status = 429
    message = "Too many messages or files at once. Please try again in a moment."


class SecretNotYours(Failure):
    code = "secret_not_yours"
    status = 403
    message = "This chat has expired. Please start it again."


class Unavailable(Failure):
    """Hosted mode can't be used; whose fault it is, is not for visitors."""

    status = 502
    message = "The chat service is not available."


class UpstreamAuth(Unavailable):
    code = "upstream_auth"


class UpstreamRefused(Unavailable):
    code = "upstream_refused"


class WorkflowNotFound(Unavailable):
    code = "workflow_not_found"


class NotConfigured(Unavailable):
    code = "not_configured"
    status = 503


class UpstreamBusy(Failure):
    code = "upstream_busy"
    status = 503
    message = "The chat service is busy. Please try again in a moment."


class Overloaded(Failure):
    code = "overloaded"
    status = 503
    message = "Many people are asking right now. Please try again in a moment."


class ChatDisabled(Failure):
    code = "chat_disabled"
    status = 503
    message = "The chat is switched off at the moment."


class UpstreamTimeout(Failure):
    code = "upstream_timeout"
    status = 504
    message = "The chat service takes too long. Please try again in a moment."


#: What REST framework refuses by itself.
REFUSALS: Mapping[int, type[Failure]] = {
    404: NoSuchAddress,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def as_response(failure: Failure) -> JsonResponse:
    """The failure in the one shape."""
    error = {"code": failure.code, "message": failure.message}
    if settings.DEBUG and failure.detail:
        error["detail"] = failure.detail
    response = JsonResponse({"error": error}, status=failure.status)
    response["Cache-Control"] = "no-store"
    if isinstance(failure, MethodNotAllowed):
        response["Allow"] = ", ".join(failure.allowed)
    if failure.retry_after:
        response["Retry-After"] = str(failure.retry_after)
    if failure.reference:
        response["X-Request-ID"] = failure.reference
    return response


def from_rest_framework(error: Exception, context: Mapping[str, Any]) -> JsonResponse:
    """REST framework's handler: what a view raises, foreseen or not, in the one shape."""
    if isinstance(error, Failure):
        return as_response(error)
    if isinstance(error, exceptions.MethodNotAllowed):
        return as_response(MethodNotAllowed(context["view"].allowed_methods))
    if isinstance(error, (exceptions.APIException, Http404)):
        kind = REFUSALS.get(getattr(error, "status_code", 404), InvalidRequest)
        return as_response(kind(str(error)))
    return _unforeseen(error, context["request"].path)


class AnyAccept(DefaultContentNegotiation):
    """Whatever a client accepts: an answer it did not ask for says more than a 406."""

    def select_renderer(self, request: Any, renderers: Any, *args: Any) -> Any:
        if len(renderers) == 1:
            return renderers[0], renderers[0].media_type
        try:
            return super().select_renderer(request, renderers, *args)
        except exceptions.NotAcceptable:
            return renderers[0], renderers[0].media_type


def as_json(view: AsyncView) -> AsyncView:
    """Answer every failure of an async view, foreseen or not, in the one shape."""

    @functools.wraps(view)
    async def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            return await view(request)
        except Failure as failure:
            return as_response(failure)
        except Exception as error:  # noqa: BLE001 -- logged
            return _unforeseen(error, request.path)

    return answer


def _unforeseen(error: Exception, path: str) -> JsonResponse:
    if isinstance(error, RequestDataTooBig):
        return as_response(TooLarge(str(error)))
    if isinstance(error, database_errors.KINDS):
        logger.error("%s: %s", path, database_errors.words(error))
        kind = type(error).__name__
        return as_response(Overloaded(kind, retry_after=DATABASE_RETRY))
    logger.error("%s failed", path, exc_info=error)
    return as_response(Failure(f"{type(error).__name__}: {error}"))
