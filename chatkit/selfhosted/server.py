"""One ChatKit operation: checked, run by the SDK's server, answered by a responder."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import datetime
from functools import cache, partial
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from chatkit import database
from chatkit.actions import Action
from chatkit.answering.registry import build_responder
from chatkit.api.errors import NotFound, UpstreamTimeout
from chatkit.fields import storable
from chatkit.models import Feedback, Outcome
from chatkit.selfhosted import preconditions, protocol, rows, titles, turn_context
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.partial_answers import followed
from chatkit.selfhosted.store import DjangoStore, thread_columns
from chatkit.selfhosted.turn_context import Choose
from chatkit.selfhosted.uploads import intake
from chatkit.selfhosted.uploads.attachment_store import Attachments
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.store import Store
from chatkit.turns import leases
from chatkit.turns.active import Ended
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ErrorEvent,
    FeedbackKind,
    Page,
    StreamingReq,
    SyncCustomActionResponse,
    Thread,
    ThreadCreatedEvent,
    ThreadItem,
    ThreadMetadata,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsGetByIdReq,
    ThreadsSyncCustomActionReq,
    ThreadStreamEvent,
    UserMessageInput,
    UserMessageItem,
    WidgetItem,
    is_streaming_req,
)


class ResumeChatServer(ChatKitServer[Context]):
    """The SDK's server, with our limits around it and a responder inside."""

    def __init__(self, store: DjangoStore, choose: Choose) -> None:
        super().__init__(cast(Store[Context], store), Attachments())
        self._choose = choose

    async def process(
        self, request: str | bytes | bytearray, context: Context
    ) -> StreamingResult | NonStreamingResult:
        """Route a request body.

        Raises:
            InvalidRequest: not an operation of the protocol that is served here, or one
                that does not fit the thread.
            NotFoundError: what it names is not there.
            ThreadLocked: the thread takes nothing more.
            TooLarge: a message over 4,000 characters.
            RateLimited: too many requests; of a turn, at its first event.
            TurnInProgress: likewise, the thread is being answered.
            ChatError: likewise, files that can't be attached, or not any more.
            UpstreamTimeout: a synchronous action took too long, or was stopped.
        """
        operation = protocol.read(request)
        if isinstance(operation, AttachmentsCreateReq | AttachmentsDeleteReq):
            intake.demand(context.config)
        if is_streaming_req(operation):
            return StreamingResult(self._turn(operation, context))
        if isinstance(operation, ThreadsSyncCustomActionReq):
            return NonStreamingResult(await self._sync_turn(operation, context))
        await protocol.count(operation, context)
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
        question = ""
        if input_user_message:
            question = protocol.text(input_user_message)
            context.run.question_id = input_user_message.id
        turn = await turn_context.given(thread, question, self.store, context)
        responder = await turn_context.responder(self._choose, context)
        async for event in responder.respond(turn):
            yield event

    async def action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Hand an action to the responder that takes it."""
        turn = await turn_context.given(thread, "", self.store, context)
        actor = await turn_context.actor(self._choose, context)
        async for event in actor.handle_action(turn, action, sender):
            yield event

    async def sync_action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: Context,
    ) -> SyncCustomActionResponse:
        """The same for one that changes one item at most, which is stored."""
        turn = await turn_context.given(thread, "", self.store, context)
        actor = await turn_context.actor(self._choose, context)

        async def acted() -> AsyncGenerator[ThreadItem | None, None]:
            yield await actor.handle_sync_action(turn, action, sender)

        context.run.wrote = True  # it may cost from here on
        try:
            async with aclosing(acted()) as items:
                item = await context.run.next(items)
        except Ended as error:
            raise UpstreamTimeout(str(context.run.outcome)) from error
        if item:
            await self.store.save_item(thread.id, item, context)
        return SyncCustomActionResponse(updated_item=item)

    async def add_feedback(
        self,
        thread_id: str,
        item_ids: list[str],
        feedback: FeedbackKind,
        context: Context,
    ) -> None:
        """Keep what the visitor said of answers. Raises NotFound for anything else."""
        try:
            await database.run(
                rows.save_feedback,
                context.visitor_id,
                thread_id,
                item_ids,
                Feedback(feedback),
            )
        except rows.Missing as error:
            raise NotFound(str(error)) from error

    async def _turn(
        self, operation: StreamingReq, context: Context
    ) -> AsyncGenerator[bytes, None]:
        """Everything a turn does, from counting it to its record, in one task."""
        await protocol.count(operation, context)
        run = context.run
        async with run.recorded():
            if isinstance(operation, ThreadsCreateReq):
                events = self._asked_first(operation.params.input, context)
            else:
                thread = await self._go_on(operation, context)
                events = self._process_streaming_impl(operation, context)
                if isinstance(operation, ThreadsAddUserMessageReq):
                    events = self._asked(operation.params.input, thread, context)
            await protocol.check_attachments(operation, context)
            async for event in events:
                if isinstance(event, ErrorEvent):  # the SDK's where it could not store
                    run.outcome = run.outcome or Outcome.FAILED
                run.wrote = True
                yield b"data: " + self._serialize(event) + b"\n\n"

    async def _asked_first(
        self, message: UserMessageInput, context: Context
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """The SDK's, but the new thread has its title when it is kept, and is taken."""
        thread = Thread(
            id=self.store.generate_thread_id(context),
            title=titles.of(protocol.text(message)),
            created_at=datetime.now(),  # naive, as the SDK's own are
            items=Page(),
        )
        columns = thread_columns(thread)
        take = partial(leases.begin_in_new, context.visitor_id, *columns)
        await context.run.begin(thread.id, take, context.config.answer_seconds)
        yield ThreadCreatedEvent(thread=self._to_thread_response(thread))
        async for event in self._asked(message, thread, context):
            yield event

    async def _asked(
        self, message: UserMessageInput, thread: ThreadMetadata, context: Context
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """The SDK's, but the thread is not loaded once more."""
        item = await self._build_user_message_item(message, thread, context)
        async for event in self._process_new_thread_item_respond(thread, item, context):
            yield event

    async def _sync_turn(
        self, operation: ThreadsSyncCustomActionReq, context: Context
    ) -> bytes:
        """The same for an action that is answered at once: it may cost as much."""
        await protocol.count(operation, context)
        async with context.run.recorded():
            await self._go_on(operation, context)
            return await self._process_sync_custom_action(operation, context)

    async def _go_on(
        self, operation: preconditions.Continuing, context: Context
    ) -> ThreadMetadata:
        """Take the operation's thread for the turn, where it may go on in it."""
        thread_id = operation.params.thread_id
        take = partial(leases.begin, context.visitor_id, thread_id)
        await context.run.begin(thread_id, take, context.config.answer_seconds)
        thread = await preconditions.demand(operation, self.store, context)
        if isinstance(operation, ThreadsCustomActionReq | ThreadsSyncCustomActionReq):
            await turn_context.actor(self._choose, context)
        return thread

    def _serialize(self, obj: BaseModel) -> bytes:
        try:
            return super()._serialize(obj)
        except PydanticSerializationError:  # UTF-8 has no halves of characters
            whole = type(obj).model_validate(storable(obj.model_dump()))
            return super()._serialize(whole)

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
        state = await database.run(leases.state, context.visitor_id, thread_id)
        full = await self._load_full_thread(thread_id, context)
        thread = self._to_thread_response(full)
        if state:
            thread.metadata = {"turn": state}
        return self._serialize(thread)


@cache
def server() -> ResumeChatServer:
    """The process's server."""
    return ResumeChatServer(DjangoStore(), build_responder)
