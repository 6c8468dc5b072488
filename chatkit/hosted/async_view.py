"""REST framework's view with a handler that is awaited, which its own can't have."""

from typing import Any, cast

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class AwaitedView(APIView):
    """``dispatch`` does what APIView's does; handlers are coroutines.

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
            handler = self._handler(self.request.method)
            response = await handler(self.request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 -- the handler of all views decides
            response = self.handle_exception(error)
        self.response = self.finalize_response(
            self.request, cast(Any, response), *args, **kwargs
        )
        return self.response

    def _handler(self, method: str | None) -> Any:
        name = (method or "").lower()
        if name in self.http_method_names:
            return getattr(self, name, self.http_method_not_allowed)
        return self.http_method_not_allowed
