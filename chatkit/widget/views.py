from typing import NoReturn

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chatkit.api import limits, schema, visitors
from chatkit.api.errors import NoSuchAddress
from chatkit.api.rest import LimitedJSONParser
from chatkit.config import conf
from chatkit.widget import client_errors, public_config, tokens


class ConfigurationView(APIView):
    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="configuration",
        responses={200: OpenApiTypes.OBJECT, **schema.errors(403)},
    )
    def get(self, request: Request) -> Response:
        """The public settings, the same for every visitor; ``mode`` says who answers."""
        resume = request.query_params.get("resume", "")
        return Response(
            public_config.configuration(conf.current(), resume),
            headers={"Cache-Control": "no-cache"},
        )


class TokenView(APIView):
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
        """A token, valid ten minutes, that identifies the visitor to another server."""
        config = conf.current()
        visitor = visitors.identify(request, config)
        limits.spend(request, visitor, config)
        token = tokens.mint(visitor, config)
        answer = Response(token, headers={"Cache-Control": "no-store"})
        return visitors.remember(answer, visitor, config)


class ClientErrorParser(LimitedJSONParser):
    max_bytes = 2048


class ClientErrorView(APIView):
    """Its URL is ``beacon``, which pages in browsers' caches know."""

    http_method_names = ["post"]
    parser_classes = [ClientErrorParser]

    @extend_schema(
        operation_id="reportClientError",
        request=client_errors.ClientErrorReport,
        responses={204: None, **schema.errors(400, 403, 413, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        """Report that OpenAI's widget failed; nothing about the visitor is stored."""
        client_errors.receive(request, request.data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class UnknownURLView(APIView):
    """404 in the API's error shape, whatever the method."""

    schema = None

    def initial(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> NoReturn:
        raise NoSuchAddress
