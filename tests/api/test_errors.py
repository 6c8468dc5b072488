"""Every failure has one shape and says no more than a visitor may know."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from rest_framework import exceptions
from rest_framework.views import APIView

from chatkit.api import errors


def all_below(kind: type[errors.ChatError]) -> list[type[errors.ChatError]]:
    return [kind, *(k for sub in kind.__subclasses__() for k in all_below(sub))]


def body(response: object) -> dict[str, object]:
    error: dict[str, object] = json.loads(response.content)["error"]  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize("kind", all_below(errors.ChatError))
def test_each_failure_has_a_code_and_a_sentence(kind: type[errors.ChatError]) -> None:
    response = errors.error_response(kind())

    assert response.status_code == kind.status_code >= 400
    assert body(response) == {
        "code": kind.default_code,
        "message": kind.default_detail,
    }
    assert kind.default_detail.endswith(".")
    assert response["Cache-Control"] == "no-store"


def test_the_detail_is_shown_in_debug_only(settings) -> None:
    failure = errors.InvalidRequest("why")
    assert "detail" not in body(errors.error_response(failure))
    settings.DEBUG = True
    assert body(errors.error_response(failure))["detail"] == "why"


def test_headers_say_when_and_how_to_try_again_and_what_the_log_calls_it() -> None:
    failure = errors.RateLimited(retry_after=7)
    failure.correlation_id = "abc"
    response = errors.error_response(failure)

    assert (response["Retry-After"], response["X-Request-ID"]) == ("7", "abc")
    wrong_method = errors.error_response(errors.MethodNotAllowed(["GET", "HEAD"]))
    assert wrong_method["Allow"] == "GET, HEAD"
    assert "Retry-After" not in wrong_method


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.TooLarge(), 413, "too_large"),
        (exceptions.NotFound(), 404, "not_found"),
        (exceptions.ParseError("text"), 400, "invalid_request"),
        (exceptions.ValidationError({"a": ["b"]}), 400, "invalid_request"),
        (exceptions.UnsupportedMediaType("a/b"), 415, "unsupported_media_type"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (RequestDataTooBig(), 413, "too_large"),
        (KeyError("a"), 500, "internal_error"),
    ],
)
def test_what_rest_framework_refuses_has_the_same_shape(
    error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    context = {"view": APIView(), "request": RequestFactory().get("/there")}
    response = errors.exception_handler(error, context)

    assert response.status_code == status
    assert body(response)["code"] == code
    assert ("/there failed" in caplog.text) == (status == 500)


async def test_an_async_view_fails_in_the_same_shape() -> None:
    @errors.json_errors
    async def view(request: HttpRequest) -> HttpResponse:
        raise LookupError("secret")

    response = await view(RequestFactory().get("/there"))
    assert body(response)["code"] == "internal_error"
    assert "secret" not in str(body(response))
