"""What a widget asks for besides its chat: settings, a token, an ear for troubles."""

import json
from dataclasses import asdict
from typing import Any, NoReturn

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chatkit.api import errors, schema, visitors
from chatkit.api.limits import rates
from chatkit.config import conf
from chatkit.widget import client_errors, public_config, tokens

MAX_BEACON = 2048  # bytes


class ConfigurationView(APIView):
    """GET: the public settings, the same for every visitor."""

    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="configuration",
        responses={200: OpenApiTypes.OBJECT, **schema.errors(403)},
    )
    def get(self, request: Request) -> Response:
        """The public settings: ``mode`` says who answers."""
        return Response(
            public_config.configuration(conf.current()),
            headers={"Cache-Control": "no-cache"},
        )


class TokenView(APIView):
    """POST: a token that shows the ChatKit server elsewhere who the visitor is."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="createToken",
        request=None,
        responses={
            200: inline_serializer(
                "Token",
                {
                    "token": serializers.CharField(help_text="A JWT, for Bearer."),
                    "expires_at": serializers.IntegerField(help_text="Unix seconds."),
                },
            ),
            **schema.errors(403, 429, 503),
        },
    )
    def post(self, request: Request) -> Response:
        """A token for ten minutes."""
        config = conf.current()
        visitor = visitors.identify(request, config)
        rates.spend(request, visitor, config)
        answer = Response(
            asdict(tokens.mint(visitor, config)), headers={"Cache-Control": "no-store"}
        )
        return visitors.remember(answer, visitor, config)


class BeaconParser(BaseParser):
    """JSON that is no larger than a beacon."""

    media_type = "application/json"

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        content = stream.read(MAX_BEACON + 1)
        if len(content) > MAX_BEACON:
            raise errors.TooLarge
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


class BeaconView(APIView):
    """POST: OpenAI's widget failed for somebody, and why."""

    http_method_names = ["post"]
    parser_classes = [BeaconParser]

    @extend_schema(
        operation_id="sendBeacon",
        request=client_errors.BeaconRequest,
        responses={204: None, **schema.errors(400, 403, 413, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        """Kept for the owner; nothing of the visitor's is."""
        client_errors.receive(request, request.data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class NowhereView(APIView):
    """Any other address below: 404 in the one shape."""

    schema = None

    def initial(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> NoReturn:
        raise errors.NoSuchAddress
