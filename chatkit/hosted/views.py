"""POST /api/chatkit/session and /api/chatkit/refresh: secrets for OpenAI's widget."""

from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from chatkit import database
from chatkit.api import limits, schema, visitors
from chatkit.api.errors import InvalidRequest
from chatkit.api.rest import AsyncAPIView, EmptyFormParser, LimitedJSONParser
from chatkit.api.visitors import Visitor
from chatkit.config import conf
from chatkit.config.resolve import Config
from chatkit.hosted import session_cookie, sessions
from chatkit.hosted.responses import Session
from chatkit.hosted.serializers import RefreshRequest, SessionAnswer, SessionRequest
from chatkit.hosted.session_cookie import KnownSessions

ERROR_STATUSES = (400, 403, 413, 415, 429, 502, 503, 504)


class SessionView(AsyncAPIView):
    http_method_names = ["post"]
    parser_classes = [LimitedJSONParser, EmptyFormParser]

    @extend_schema(
        operation_id="createSession",
        request=SessionRequest,
        responses={200: SessionAnswer, **schema.errors(*ERROR_STATUSES)},
    )
    async def post(self, request: Request) -> JsonResponse:
        """A secret for OpenAI's widget; the same one while it has a minute left."""
        config = conf.current()
        sessions.require_available(config)
        if not isinstance(request.data, dict):
            raise InvalidRequest("The body is not a JSON object.")
        visitor, known = await admit(request._request, config)
        session, known = await sessions.start(visitor, config, known)
        return respond(request._request, session, known, visitor, config)


class RefreshView(AsyncAPIView):
    http_method_names = ["post"]
    parser_classes = [LimitedJSONParser]

    @extend_schema(
        operation_id="refreshSession",
        request=RefreshRequest,
        responses={200: SessionAnswer, **schema.errors(*ERROR_STATUSES)},
    )
    async def post(self, request: Request) -> JsonResponse:
        """A new secret in place of the visitor's current one, which ends."""
        config = conf.current()
        sessions.require_available(config)
        body = RefreshRequest(data=request.data)
        body.is_valid(raise_exception=True)
        secret = body.validated_data["current_client_secret"]
        visitor, known = await admit(request._request, config)
        session, known = await sessions.refresh(visitor, config, known, secret)
        return respond(request._request, session, known, visitor, config)


async def admit(request: HttpRequest, config: Config) -> tuple[Visitor, KnownSessions]:
    """The visitor, counted against the limits, and their last sessions."""
    visitor = visitors.identify(request, config)
    await database.run(limits.spend, request, visitor, config)
    return visitor, session_cookie.load(request, visitor, config)


def respond(
    request: HttpRequest,
    session: Session,
    known: KnownSessions,
    visitor: Visitor,
    config: Config,
) -> JsonResponse:
    response = JsonResponse(
        {
            "client_secret": session.client_secret,
            "expires_at": session.expires_at,
            "session_id": session.id,
        },
        headers={"Cache-Control": "no-store"},
    )
    session_cookie.save(request, response, known, visitor, config)
    return visitors.remember(response, visitor, config)
