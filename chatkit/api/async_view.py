from typing import Any, cast

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class AsyncAPIView(APIView):
    """REST framework's view with handlers that are coroutines.

    https://www.django-rest-framework.org/api-guide/views/#dispatch-methods
    """

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
