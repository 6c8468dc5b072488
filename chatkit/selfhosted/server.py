"""One ChatKit operation: checked, run by the SDK's server, answered by a responder."""

from collections.abc import AsyncIterator
from functools import cache
from typing import cast

from chatkit import passages
from chatkit.selfhosted import database, operations, sending, uploads
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
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    is_streaming_req,
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
        operation = operations.read(request)
        if isinstance(operation, AttachmentsCreateReq | AttachmentsDeleteReq):
            uploads.demand(context.config)
        if isinstance(operation, AttachmentsCreateReq):
            await context.spend()
        if is_streaming_req(operation):
            await context.spend()
            await operations.check_attachments(operation, context)
            return StreamingResult(self._process_streaming(operation, context))
        return NonStreamingResult(await self._process_non_streaming(operation, context))

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Answer the visitor's message from what the site has published."""
        question = operations.text(input_user_message) if input_user_message else ""
        turn = Turn(
            thread=thread,
            question=question,
            passages=await database.run(passages.published),
            item_id=self.store.generate_item_id("message", thread, context),
            context=context,
            store=self.store,
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
