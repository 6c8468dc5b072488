"""One ChatKit operation: checked, run by the SDK's server, answered by a responder."""

from collections.abc import AsyncIterator
from functools import cache
from typing import cast

from pydantic import TypeAdapter, ValidationError

from chatkit import passages
from chatkit.failures import InvalidRequest, TooLarge
from chatkit.selfhosted import database, sending, uploads
from chatkit.selfhosted.attachments import Attachments
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.responders.base import Responder, Turn
from chatkit.selfhosted.responders.embedded.responder import EmbeddedResponder
from chatkit.selfhosted.store import DjangoStore
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.store import Store
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ChatKitReq,
    ItemsListReq,
    StreamingReq,
    ThreadMetadata,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsRetryAfterItemReq,
    ThreadStreamEvent,
    UserMessageInput,
    UserMessageItem,
    is_streaming_req,
)

MAX_MESSAGE_CHARACTERS = 4_000

# Built once: the SDK builds it for each request, which takes longer than a turn.
REQUEST: TypeAdapter[ChatKitReq] = TypeAdapter(ChatKitReq)
SUPPORTED = (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ThreadsCreateReq,
    ThreadsAddUserMessageReq,
    ThreadsRetryAfterItemReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsDeleteReq,
    ItemsListReq,
)


class ResumeChatServer(ChatKitServer[Context]):
    """The SDK's server, with our limits around it and a responder inside."""

    def __init__(self, store: DjangoStore, responder: Responder) -> None:
        super().__init__(cast(Store[Context], store), Attachments())
        self._responder = responder

    async def process(
        self, request: str | bytes | bytearray, context: Context
    ) -> StreamingResult | NonStreamingResult:
        """Route a request body.

        Raises:
            InvalidRequest: not an operation of the protocol that is served here.
            TooLarge: a message over 4,000 characters.
            RateLimited: too many questions.
            Failure: files that can't be attached, or not any more.
        """
        operation = _parse(request)
        if isinstance(operation, AttachmentsCreateReq | AttachmentsDeleteReq):
            uploads.demand(context.config)
        if isinstance(operation, AttachmentsCreateReq):
            await context.spend()
        if is_streaming_req(operation):
            await context.spend()
            await _check_attachments(operation, context)
            return StreamingResult(self._process_streaming(operation, context))
        return NonStreamingResult(await self._process_non_streaming(operation, context))

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Answer the visitor's message from what the site has published."""
        turn = Turn(
            thread=thread,
            question=_text(input_user_message) if input_user_message else "",
            passages=await database.run(passages.published),
            item_id=self.store.generate_item_id("message", thread, context),
            attached_text=await database.run(
                sending.attached_text, context.visitor_id, thread.id
            ),
        )
        async for event in self._responder.respond(turn):
            yield event


@cache
def server() -> ResumeChatServer:
    """The process's server."""
    return ResumeChatServer(DjangoStore(), EmbeddedResponder())


def _parse(body: str | bytes | bytearray) -> ChatKitReq:
    try:
        operation = REQUEST.validate_json(body)
    except ValidationError as error:
        raise InvalidRequest(str(error)) from error
    if not isinstance(operation, SUPPORTED):
        raise InvalidRequest(f"{operation.type} is not served here.")
    if isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
        _check_message(operation.params.input)
    return operation


def _check_message(message: UserMessageInput) -> None:
    text = _text(message)
    if len(text) + len(message.quoted_text or "") > MAX_MESSAGE_CHARACTERS:
        raise TooLarge(f"A message has at most {MAX_MESSAGE_CHARACTERS} characters.")
    if not text.strip():
        raise InvalidRequest("The message is empty.")


async def _check_attachments(operation: StreamingReq, context: Context) -> None:
    if not isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
        return
    if ids := operation.params.input.attachments:
        await database.run(
            sending.demand_sendable, context.visitor_id, ids, context.config
        )


def _text(message: UserMessageInput | UserMessageItem) -> str:
    return "".join(part.text for part in message.content)
