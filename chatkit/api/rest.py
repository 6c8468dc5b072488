"""Adaptations of Django REST Framework: async views and small bodies."""

import json
from typing import Any, cast

from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chatkit.api.errors import TooLarge


class AsyncAPIView(APIView):
    """APIView with coroutines as handlers; ``dispatch`` follows APIView's own."""

    view_is_async = True

    async def dispatch(  # type: ignore[override]
        self, request: Any, *args: Any, **kwargs: Any
    ) -> Response:
        self.args, self.kwargs = args, kwargs
        self.request: Request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(self.request, *args, **kwargs)
            handler: Any = self.http_method_not_allowed
            method = str(self.request.method).lower()
            if method in self.http_method_names:
                handler = getattr(self, method, handler)
            response = await handler(self.request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 -- EXCEPTION_HANDLER answers it
            response = self.handle_exception(error)
        self.response = self.finalize_response(
            self.request, cast(Any, response), *args, **kwargs
        )
        return self.response


class LimitedJSONParser(BaseParser):
    """Reads at most ``max_bytes``."""

    media_type = "application/json"
    max_bytes = 16 * 1024

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        content = stream.read(self.max_bytes + 1)
        if len(content) > self.max_bytes:
            raise TooLarge
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


class EmptyFormParser(BaseParser):
    """An empty form, which some clients send in place of an empty body."""

    media_type = MultiPartParser.media_type

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parsed = MultiPartParser().parse(stream, *args, **kwargs)
        if parsed.data or parsed.files:
            raise UnsupportedMediaType(self.media_type)
        return {}
