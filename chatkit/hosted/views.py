"""POST /api/chatkit/session and /api/chatkit/refresh: secrets for OpenAI's widget."""

from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from chatkit.api import schema, visitors
from chatkit.api.errors import InvalidRequest, SecretNotYours
from chatkit.api.limits import rates
from chatkit.api.visitors import Visitor
from chatkit.config import conf
from chatkit.config.resolve import Config
from chatkit.hosted import session_cookie, sessions
from chatkit.hosted.async_view import AwaitedView
from chatkit.hosted.serializers import (
    EmptyFormParser,
    RefreshRequest,
    SessionAnswer,
    SessionRequest,
    SmallJSONParser,
)
from chatkit.hosted.session_cookie import Keepsake
from chatkit.hosted.sessions import Given
from resume_site import turnstile

#: The statuses an answer may have beside 200.
REFUSALS = (400, 403, 413, 415, 429, 502, 503, 504)


class SessionView(AwaitedView):
    """POST: trade the visitor's cookie for a short-lived ChatKit client secret."""

    http_method_names = ["post"]
    parser_classes = [SmallJSONParser, EmptyFormParser]

    @extend_schema(
        operation_id="createSession",
        request=SessionRequest,
        responses={200: SessionAnswer, **schema.errors(*REFUSALS)},
    )
    async def post(self, request: Request) -> JsonResponse:
        """A secret for OpenAI's widget; the same one again while it has a minute."""
        config = conf.current()
        sessions.demand(config)
        if not isinstance(request.data, dict):  # all that SessionRequest asks of it
            raise InvalidRequest("The body is no JSON object.")
        visitor, kept = await admit(request._request, config)
        given = await sessions.start(visitor, config, kept.sealed)
        return answer(request._request, given, kept, visitor, config)


class RefreshView(AwaitedView):
    """POST: a new secret for one that was minted for this visitor."""

    http_method_names = ["post"]
    parser_classes = [SmallJSONParser]

    @extend_schema(
        operation_id="refreshSession",
        request=RefreshRequest,
        responses={200: SessionAnswer, **schema.errors(*REFUSALS)},
    )
    async def post(self, request: Request) -> JsonResponse:
        """A new secret in place of the visitor's current one, which ends."""
        config = conf.current()
        sessions.demand(config)
        body = RefreshRequest(data=request.data)
        if not body.is_valid():
            raise InvalidRequest(str(dict(body.errors)))
        visitor, kept = await admit(request._request, config)
        old = kept.find(body.validated_data["current_client_secret"], visitor)
        if old is None:
            raise SecretNotYours
        given = await sessions.refresh(visitor, config, old.session_id)
        return answer(request._request, given, kept, visitor, config)


async def admit(request: HttpRequest, config: Config) -> tuple[Visitor, Keepsake]:
    """Who asks, and what came back with them, once they have been counted."""
    visitor = visitors.identify(request, config)
    await rates.aspend(request, visitor, config)
    turnstile.leave()
    return visitor, session_cookie.kept(request, visitor, config)


def answer(
    request: HttpRequest,
    given: Given,
    kept: Keepsake,
    visitor: Visitor,
    config: Config,
) -> JsonResponse:
    """The secret, and both cookies."""
    session = given.session
    response = JsonResponse(
        {
            "client_secret": session.client_secret,
            "expires_at": session.expires_at,
            "session_id": session.id,
        },
        headers={"Cache-Control": "no-store"},
    )
    kept = kept.with_newest(session, given.sealed, visitor)
    session_cookie.keep(request, response, kept, visitor, config)
    return visitors.remember(response, visitor, config)
