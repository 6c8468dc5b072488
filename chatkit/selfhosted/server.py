"""One ChatKit operation: checked, run by the SDK's server, answered by a responder."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from functools import cache
from typing import cast

from chatkit import passages
from chatkit.passages import Passage
from chatkit.selfhosted import database, operations, sending, turns, uploads
from chatkit.selfhosted.attachments import Attachments
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.growing import followed
from chatkit.selfhosted.responders.base import Responder, Turn
from chatkit.selfhosted.responders.embedded.responder import EmbeddedResponder
from chatkit.selfhosted.store import DjangoStore
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.store import Store
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    StreamingReq,
    ThreadCreatedEvent,
    ThreadMetadata,
    ThreadsCreateReq,
    ThreadsGetByIdReq,
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
            RateLimited: too many questions; of a turn, at its first event.
            TurnInProgress: likewise, the thread is being answered.
            Failure: likewise, files that can't be attached, or not any more.
        """
        operation = operations.read(request)
        if isinstance(operation, AttachmentsCreateReq | AttachmentsDeleteReq):
            uploads.demand(context.config)
        if isinstance(operation, AttachmentsCreateReq):
            await context.spend()
        if is_streaming_req(operation):
            return StreamingResult(self._turn(operation, context))
        if isinstance(operation, ThreadsGetByIdReq):
            thread_id = operation.params.thread_id
            return NonStreamingResult(await self._thread(thread_id, context))
        return NonStreamingResult(await self._process_non_streaming(operation, context))

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Answer the visitor's message from what the site has published."""
        question = operations.text(input_user_message) if input_user_message else ""
        published, attached_text = await database.run(
            _material, context.visitor_id, thread.id
        )
        turn = Turn(
            thread=thread,
            question=question,
            passages=published,
            item_id=self.store.generate_item_id("message", thread, context),
            context=context,
            store=self.store,
            attached_text=attached_text,
        )
        context.run.report = turn.report
        if input_user_message:
            context.run.question_id = input_user_message.id
        async for event in self._responder.respond(turn):
            yield event

    async def _turn(
        self, operation: StreamingReq, context: Context
    ) -> AsyncGenerator[bytes, None]:
        """Everything a turn does, from counting it to its record, in one task."""
        await context.spend()
        await operations.check_attachments(operation, context)
        run, seconds = context.run, context.config.answer_seconds
        async with run.recorded():
            if not isinstance(operation, ThreadsCreateReq):
                thread_id = operation.params.thread_id
                await run.begin(context.visitor_id, thread_id, seconds, new=False)
            async for event in self._process_streaming_impl(operation, context):
                if isinstance(event, ThreadCreatedEvent):
                    thread_id = event.thread.id
                    await run.begin(context.visitor_id, thread_id, seconds, new=True)
                run.wrote = True
                yield b"data: " + self._serialize(event) + b"\n\n"

    def _process_events(
        self,
        thread: ThreadMetadata,
        context: Context,
        stream: Callable[[], AsyncIterator[ThreadStreamEvent]],
    ) -> AsyncIterator[ThreadStreamEvent]:
        return super()._process_events(
            thread, context, lambda: followed(stream(), context.run)
        )

    async def _thread(self, thread_id: str, context: Context) -> bytes:
        """A thread as JSON, with what its last turn is at as ``metadata.turn``."""
        # Before the items: an answer that is done by then is whole in them.
        state = await database.run(turns.state, context.visitor_id, thread_id)
        full = await self._load_full_thread(thread_id, context)
        thread = self._to_thread_response(full)
        if state:
            thread.metadata = {"turn": state}
        return self._serialize(thread)


def _material(visitor_id: str, thread_id: str) -> tuple[Sequence[Passage], str]:
    """What an answer may be made of: the passages, and the text of the files."""
    return passages.published(), sending.attached_text(visitor_id, thread_id)


@cache
def server() -> ResumeChatServer:
    """The process's server."""
    return ResumeChatServer(DjangoStore(), EmbeddedResponder())
