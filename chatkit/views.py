"""GET /api/chatkit/config: what a widget on another page needs to know."""

from typing import NoReturn

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chatkit import conf, failures, schema, widget


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
            widget.configuration(conf.current()), headers={"Cache-Control": "no-cache"}
        )


class NowhereView(APIView):
    """Any other address below: 404 in the one shape."""

    schema = None

    def initial(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> NoReturn:
        raise failures.NoSuchAddress
