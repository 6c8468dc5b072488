"""The ASGI handler of the pages and endpoints that visitors use without a login.

Django's own handler holds a thread for each request until its response is streamed, and
switches to it for each middleware. That costs more than a chat turn, so these URLs are
served in the event loop, with only the middleware they need. Database queries run in
the threads of ``chatkit.database``.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from typing import Any, cast

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.checks import Error
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.asgi import get_script_prefix as get_scope_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.core.signals import request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse as Rendered
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils.deprecation import MiddlewareMixin
from django.utils.module_loading import import_string

from chatkit import database
from chatkit.api.asgi import Application, Receive, Scope, Send
from chatkit.api.errors import TooLarge
from resume.published.outputs import OUTPUTS
from resume_site import bounds, health
from resume_site.headers import SecurityHeaders

#: Synchronous views run in a database thread.
PUBLIC_VIEWS = (
    *(f"resume:{output.name}" for output in OUTPUTS if "<" not in output.path),
    "resume:pdf",
    "resume:preview",
    "chatkit:config",
    "chatkit:chat",
    "chatkit:stop",
    "chatkit:session",
    "chatkit:refresh",
)
#: The path of one of several résumés, whose handlers have "*" for its key.
OF_ONE = re.compile(r"/r/[-\w]+/", re.ASCII)
#: Middleware methods that the handler does not call.
UNSUPPORTED_HOOKS = ("process_view", "process_exception", "process_template_response")

Handler = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


class PublicHandler(ASGIHandler):
    """Serves the public views and passes other requests to ``application``.

    Also those that are too large, which it has to refuse.

    Speaks the lifespan protocol, which Django does not support:
    https://asgi.readthedocs.io/en/latest/specs/lifespan.html

    Request signals are sent in the event loop, which has no database connections;
    ``chatkit.database`` looks after those of its threads.
    """

    def __init__(
        self,
        application: Application,
        *,
        on_startup: Iterable[Callable[[], object]] = (),
        on_shutdown: Iterable[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        super().__init__()
        self._application = application
        self._on_startup = on_startup
        self._on_shutdown = on_shutdown

    def load_middleware(self, is_async: bool = True) -> None:
        self._handlers: dict[str, Handler] = {
            # For load balancers, which know neither the site's name nor HTTPS.
            "/healthz": _wrap(
                SecurityHeaders, _catch_errors(_async_view(health.healthz))
            ),
        }
        for name in PUBLIC_VIEWS:
            path = "/" + reverse(name).removeprefix(get_script_prefix())
            view = resolve(path)
            self._handlers[path] = _handler(
                _async_view(partial(view.func, **view.kwargs))
            )
            if name.startswith("resume:"):
                self._handlers[f"/r/*{path}"] = _handler(_resolve)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._run_lifespan(receive, send)
            return
        scope, prefix = _under_prefix(scope)
        path = scope["path"].removeprefix(prefix)
        if of_one := OF_ONE.match(path):
            path = f"/r/*/{path[of_one.end() :]}"
        handler = self._handlers.get(path)
        if handler is None or scope["type"] != "http" or _is_excessive(scope):
            await self._application(scope, receive, send)
            return
        body = await _read(receive, bounds.MAX_BODY)
        if body is None:
            return  # the client disconnected
        if len(body) > bounds.MAX_BODY:
            await bounds.refuse(TooLarge(), scope, receive, send)
            return
        set_script_prefix(prefix)
        request_started.send(sender=type(self), scope=scope)
        response = await self._respond(handler, scope, body)
        # close() sends request_finished with this sender.
        response._handler_class = type(self)  # type: ignore[attr-defined]
        try:
            if response.streaming:
                await self._stream(response, receive, send)
            else:
                await self.send_response(response, send)
        finally:
            response.close()

    async def _run_lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        for start in self._on_startup:
            start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for stop in self._on_shutdown:
            await stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _respond(
        self, handler: Handler, scope: Scope, body: bytes
    ) -> HttpResponseBase:
        request, error_response = self.create_request(scope, BytesIO(body))
        if request is None:
            return cast(HttpResponseBase, error_response)
        request.META["CONTENT_LENGTH"] = str(len(body))  # declared or not
        return await handler(request)

    async def _stream(
        self, response: HttpResponseBase, receive: Receive, send: Send
    ) -> None:
        """Send until the client disconnects."""
        sending = asyncio.create_task(self.send_response(response, send))
        disconnect = asyncio.create_task(_wait_for_disconnect(receive))
        try:
            await asyncio.wait(
                [sending, disconnect], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            disconnect.cancel()
            sending.cancel()
            await asyncio.wait([sending, disconnect])
        if not sending.cancelled():
            sending.result()


def public_middleware() -> Sequence[str]:
    private = settings.PRIVATE_MIDDLEWARE
    return [name for name in settings.MIDDLEWARE if name not in private]


def check_middleware(**_: Any) -> Sequence[Error]:
    """System check: the handler can run all middleware that is not named as private."""
    return [
        Error(
            f"{name} has {hook}, which the public handler does not call.",
            hint="Move it to PRIVATE_MIDDLEWARE, or do the same in __call__.",
            id="resume_site.E002",
        )
        for name in public_middleware()
        for hook in UNSUPPORTED_HOOKS
        if hasattr(import_string(name), hook)
    ]


def _under_prefix(scope: Scope) -> tuple[Scope, str]:
    """The scope with the site's own path in front, which a proxy may have cut off."""
    prefix, path = get_scope_prefix(scope), scope["path"]
    if not path.startswith(f"{prefix}/"):
        path = f"{prefix}/" if path == prefix else prefix + path
    return {**scope, "path": path}, prefix


def _is_excessive(scope: Scope) -> bool:
    """Whether ``resume_site.bounds``, which is around the application, refuses it."""
    size, declared = len(scope.get("query_string", b"")), b"0"
    for name, value in scope.get("headers", ()):
        size += len(name) + len(value) + 4
        declared = value if name == b"content-length" else declared
    too_large = declared.isdigit() and int(declared) > bounds.MAX_BODY
    return too_large or size > bounds.MAX_HEADERS


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The body up to ``limit`` + 1 bytes; None if the client disconnected."""
    body = bytearray()
    while len(body) <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return bytes(body)


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _async_view(view: Callable[..., Any]) -> Handler:
    if iscoroutinefunction(view):
        return view

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = view(request)
        return response.render() if isinstance(response, Rendered) else response

    async def run_in_thread(request: HttpRequest) -> HttpResponseBase:
        return await database.run(respond, request)

    return run_in_thread


async def _resolve(request: HttpRequest) -> HttpResponseBase:
    """By the view of its path, which is asynchronous."""
    view = resolve(request.path_info)
    return cast(HttpResponseBase, await view.func(request, **view.kwargs))


def _handler(view: Handler) -> Handler:
    handler = _catch_errors(view)
    for middleware in reversed(public_middleware()):
        handler = _catch_errors(_wrap(import_string(middleware), handler))
    return handler


def _catch_errors(handler: Handler) -> Handler:
    """Convert exceptions to responses, as Django does around each middleware."""
    return cast(Handler, convert_exception_to_response(handler))


def _wrap(middleware_class: type[Any], get_response: Handler) -> Handler:
    """The middleware around ``get_response``, without Django's hop to a thread."""
    middleware = middleware_class(get_response)
    if not isinstance(middleware, MiddlewareMixin):
        return cast(Handler, middleware)  # natively async
    process_request = getattr(middleware, "process_request", lambda request: None)
    process_response = getattr(middleware, "process_response", lambda _, given: given)

    async def handle(request: HttpRequest) -> HttpResponseBase:
        response = process_request(request) or await get_response(request)
        return cast(HttpResponseBase, process_response(request, response))

    return handle
