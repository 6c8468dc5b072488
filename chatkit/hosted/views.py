"""POST /api/chatkit/session and /api/chatkit/refresh: secrets for OpenAI's widget."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from chatkit import conf, limits, schema, visitors
from chatkit.failures import InvalidRequest, SecretNotYours
from chatkit.hosted import aside, keepsake, sessions
from chatkit.hosted.client import Session
from chatkit.hosted.keepsake import Kept
from chatkit.hosted.serializers import (
    EmptyFormParser,
    RefreshRequest,
    SessionAnswer,
    SessionRequest,
    SmallJSONParser,
)
from chatkit.resolve import Config
from chatkit.visitors import Visitor

#: The statuses an answer may have beside 200.
REFUSALS = (400, 403, 413, 415, 429, 502, 503, 504)


class SessionView(APIView):
    """POST: trade the visitor's cookie for a short-lived ChatKit client secret."""

    http_method_names = ["post"]
    parser_classes = [SmallJSONParser, EmptyFormParser]

    @extend_schema(
        operation_id="createSession",
        request=SessionRequest,
        responses={200: SessionAnswer, **schema.errors(*REFUSALS)},
    )
    def post(self, request: Request) -> Response:
        """A secret for OpenAI's widget; the same one again while it has a minute."""
        config = conf.current()
        sessions.demand(config)
        read(SessionRequest, request)
        visitor = visitors.identify(request, config)
        aside.run(limits.spend, request, visitor, config)
        kept = keepsake.kept(request, visitor, config)
        session = sessions.start(
            visitor, config, returns=config.session_cookie in request.COOKIES
        )
        return answer(session, kept, visitor, config)


class RefreshView(APIView):
    """POST: a new secret for one that was minted for this visitor."""

    http_method_names = ["post"]
    parser_classes = [SmallJSONParser]

    @extend_schema(
        operation_id="refreshSession",
        request=RefreshRequest,
        responses={200: SessionAnswer, **schema.errors(*REFUSALS)},
    )
    def post(self, request: Request) -> Response:
        """A new secret in place of the visitor's current one, which ends."""
        config = conf.current()
        sessions.demand(config)
        secret = read(RefreshRequest, request)["current_client_secret"]
        visitor = visitors.identify(request, config)
        aside.run(limits.spend, request, visitor, config)
        kept = keepsake.kept(request, visitor, config)
        old = keepsake.find(kept, secret, visitor)
        if old is None:
            raise SecretNotYours
        session = sessions.refresh(visitor, config, old.session_id)
        return answer(session, kept, visitor, config)


def read(shape: type[Serializer[Any]], request: Request) -> Any:
    """The body's values. Raises InvalidRequest for any other shape."""
    serializer = shape(data=request.data)
    if not serializer.is_valid():
        raise InvalidRequest(str(dict(serializer.errors)))
    return serializer.validated_data


def answer(
    session: Session, kept: list[Kept], visitor: Visitor, config: Config
) -> Response:
    """The secret, and both cookies."""
    response = Response(
        {
            "client_secret": session.client_secret,
            "expires_at": session.expires_at,
            "session_id": session.id,
        },
        headers={"Cache-Control": "no-store"},
    )
    keepsake.keep(response, session, kept, visitor, config)
    return visitors.remember(response, visitor, config)
