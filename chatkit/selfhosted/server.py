"""One ChatKit operation: checked, run by the SDK's server, answered by a responder."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any

from chatkit import database
from chatkit.actions import Action
from chatkit.answering.base import ActionResponder, Responder, TurnInput
from chatkit.answering.elsewhere import answer_elsewhere
from chatkit.answering.owner.passages import load_material
from chatkit.answering.registry import answering_kind, build_responder
from chatkit.api.errors import InvalidRequest, UpstreamTimeout
from chatkit.config.resolve import Config
from chatkit.models import Feedback, Outcome
from chatkit.selfhosted import protocol
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.partial_answers import TurnStore
from chatkit.selfhosted.sdk import SDKServer
from chatkit.selfhosted.store import ATTACHMENT, DjangoStore
from chatkit.selfhosted.uploads import attachments
from chatkit.server import NonStreamingResult, StreamingResult
from chatkit.store import AttachmentStore
from chatkit.turns import leases, usage
from chatkit.turns.active import TurnEnded
from chatkit.types import (
    Attachment,
    AttachmentCreateParams,
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ErrorEvent,
    FeedbackKind,
    Page,
    StreamingReq,
    SyncCustomActionResponse,
    Thread,
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

#: The settings and the exhausted budget, or "", to the responder.
Choose = Callable[[Config, str], Responder]

#: Beside the event loop and the database's threads: the first choice may import the
#: owner's agent, and the others wait for it.
RESPONDER_EXECUTOR = ThreadPoolExecutor(1, thread_name_prefix="chatkit-responder")


class Attachments(AttachmentStore[Context]):
    """Two-phase uploads: created here, then uploaded to a view."""

    async def create_attachment(
        self, input: AttachmentCreateParams, context: Context
    ) -> Attachment:
        data = await database.run(
            attachments.create,
            context.visitor_id,
            context.site,
            context.config,
            name=input.name,
            mime_type=input.mime_type,
            size=input.size,
        )
        return ATTACHMENT.validate_python(data)

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        """Nothing: the SDK deletes the row next, which deletes the file."""


class ResumeChatServer(SDKServer):
    """The SDK's server with limits around it and a responder inside."""

    store: DjangoStore

    def __init__(self, store: DjangoStore, choose: Choose) -> None:
        super().__init__(store, Attachments())
        self._choose = choose

    async def process(
        self, request: str | bytes | bytearray, context: Context
    ) -> StreamingResult | NonStreamingResult:
        """Run the operation in a request's body.

        Raises a ChatError, or NotFoundError or ObjectDoesNotExist for what it names; of
        a stream, at its first event.
        """
        operation = protocol.parse(request)
        if isinstance(operation, AttachmentsCreateReq | AttachmentsDeleteReq):
            attachments.require_enabled(context.config)
        if is_streaming_req(operation):
            return StreamingResult(self._run_turn(operation, context))
        if isinstance(operation, ThreadsSyncCustomActionReq):
            await context.count_question()  # it may cost as much as a question
            async with self._hold_thread(operation, context):
                return NonStreamingResult(
                    await self.run_sync_action(operation, context)
                )
        if isinstance(operation, AttachmentsCreateReq):
            await context.count_question()
        else:
            await context.count_read()
        if isinstance(operation, ThreadsGetByIdReq):
            thread_id = operation.params.thread_id
            return NonStreamingResult(await self._load_thread(thread_id, context))
        return NonStreamingResult(await self.run_non_streaming(operation, context))

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        if input_user_message:
            context.turn.question_id = input_user_message.id
        turn_input = await self._turn_input(thread, input_user_message, context)
        responder = await self._responder(turn_input.context)
        async for event in responder.respond(turn_input):
            yield event
        if turn_input.question and not turn_input.report.found:
            item_id = self.store.generate_item_id("message", thread, context)
            async for event in answer_elsewhere(turn_input, item_id):
                yield event

    async def action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        turn_input = await self._turn_input(thread, None, context)
        responder = await self._action_responder(context)
        async for event in responder.handle_action(turn_input, action, sender):
            yield event

    async def sync_action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: Context,
    ) -> SyncCustomActionResponse:
        """Let the responder handle an action that changes at most one item."""
        turn_input = await self._turn_input(thread, None, context)
        responder = await self._action_responder(context)
        handle = partial(responder.handle_sync_action, turn_input, action, sender)
        context.turn.has_output = True  # it may cost from here on
        try:
            item = await context.turn.interruptible(handle)
        except TurnEnded as error:
            raise UpstreamTimeout(str(context.turn.outcome)) from error
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
        """NotFoundError unless all are answers."""
        rating = Feedback(feedback)
        await self.store.save_feedback(thread_id, item_ids, rating, context)

    async def _run_turn(
        self, operation: StreamingReq, context: Context
    ) -> AsyncGenerator[bytes, None]:
        await context.count_question()
        async with self._hold_thread(operation, context) as thread:
            if isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
                message = operation.params.input
                events = self.answer_message(message, thread, context)
            else:
                events = self.run_streaming(operation, context)
            async for event in events:
                if isinstance(event, ErrorEvent):  # also the SDK's, if it can't store
                    context.turn.outcome = context.turn.outcome or Outcome.FAILED
                context.turn.has_output = True
                yield b"data: " + self.serialize(event) + b"\n\n"

    @asynccontextmanager
    async def _hold_thread(
        self, operation: StreamingReq | ThreadsSyncCustomActionReq, context: Context
    ) -> AsyncIterator[ThreadMetadata]:
        """Hold the operation's thread, which is created or may be continued."""
        seconds = context.config.answer_seconds
        if isinstance(operation, ThreadsCreateReq):
            message = operation.params.input
            await self._require_sendable(message.attachments, context)
            new_thread = self._new_thread(message, context)
            data = new_thread.model_dump(mode="json", exclude={"items"})
            acquire = partial(
                leases.acquire_new, context.visitor_id, new_thread.id, data
            )
            async with context.turn.hold(new_thread.id, acquire, seconds):
                yield new_thread
            return
        thread_id = operation.params.thread_id
        acquire = partial(leases.acquire, context.visitor_id, thread_id)
        async with context.turn.hold(thread_id, acquire, seconds) as data:
            thread = ThreadMetadata.model_validate(data)
            await protocol.require_continuable(operation, thread, self.store, context)
            if isinstance(operation, ThreadsAddUserMessageReq):
                ids = operation.params.input.attachments
                await self._require_sendable(ids, context)
            if isinstance(
                operation, ThreadsCustomActionReq | ThreadsSyncCustomActionReq
            ):
                await self._action_responder(context)
            yield thread

    def _new_thread(self, message: UserMessageInput, context: Context) -> Thread:
        return Thread(
            id=self.store.generate_thread_id(context),
            title=protocol.title_from(message),
            created_at=datetime.now(),  # naive, as the SDK's own are
            items=Page(),
            metadata={"resume": context.resume} if context.resume else {},
        )

    async def _require_sendable(self, ids: Sequence[str], context: Context) -> None:
        if ids:
            await database.run(
                attachments.require_sendable, context.visitor_id, ids, context.config
            )

    async def _turn_input(
        self,
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: Context,
    ) -> TurnInput:
        attached_text = ""
        is_new = isinstance(thread, Thread)
        if not is_new or (message and message.attachments):
            attached_text = await self.store.load_attached_text(thread.id, context)
        config, passages = await database.run(load_material, context.resume)
        return TurnInput(
            thread=thread,
            question=protocol.message_text(message) if message else "",
            passages=passages,
            item_id=self.store.generate_item_id("message", thread, context),
            context=replace(context, config=config),
            store=self.store,
            attached_text=attached_text,
            report=context.turn.report,
        )

    async def _responder(self, context: Context) -> Responder:
        """The configured responder, or the fallback once a budget is exhausted."""
        if not answering_kind(context.config).costs:
            return self._choose(context.config, "")
        budget = await database.run(
            usage.exhausted_budget, context.visitor_id, context.config
        )
        reason = f"budget_{budget}" if budget else ""
        return await asyncio.get_running_loop().run_in_executor(
            RESPONDER_EXECUTOR, self._choose, context.config, reason
        )

    async def _action_responder(self, context: Context) -> ActionResponder:
        responder = await self._responder(context)
        if isinstance(responder, ActionResponder):
            return responder
        raise InvalidRequest("Nothing here takes actions.")

    async def _load_thread(self, thread_id: str, context: Context) -> bytes:
        """A thread as JSON, with the state of its last turn as ``metadata.turn``."""
        # Before the items: an answer that is finished by then is complete in them.
        state = await database.run(leases.thread_state, context.visitor_id, thread_id)
        thread = await self.load_thread_response(thread_id, context)
        if state:
            thread.metadata = {"turn": state}
        return self.serialize(thread)


@cache
def server() -> ResumeChatServer:
    """The process's server."""
    return ResumeChatServer(TurnStore(), build_responder)
