"""The private methods of OpenAI's ChatKitServer that this site calls or overrides.

``tests/selfhosted/test_sdk_adapter.py`` names those that a new version lacks.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from functools import partial

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from chatkit.fields import storable
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.partial_answers import track_partial_answers
from chatkit.server import ChatKitServer
from chatkit.types import (
    NonStreamingReq,
    StreamingReq,
    Thread,
    ThreadCreatedEvent,
    ThreadMetadata,
    ThreadsSyncCustomActionReq,
    ThreadStreamEvent,
    UserMessageInput,
)


class SDKServer(ChatKitServer[Context]):
    """ChatKitServer with a public name for each step of an operation."""

    async def answer_message(
        self, message: UserMessageInput, thread: ThreadMetadata, context: Context
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Store the message in the thread, which is stored, and answer it.

        A ``Thread`` is a new one and is announced first. A message that can't be stored
        raises before there is an event, so that it is refused.
        """
        item = await self._build_user_message_item(message, thread, context)
        events = self._process_new_thread_item_respond(thread, item, context)
        stored = await anext(events)
        if isinstance(thread, Thread):
            yield ThreadCreatedEvent(thread=self._to_thread_response(thread))
        yield stored
        async for event in events:
            yield event

    def run_streaming(
        self, operation: StreamingReq, context: Context
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        return self._process_streaming_impl(operation, context)

    async def run_non_streaming(
        self, operation: NonStreamingReq, context: Context
    ) -> bytes:
        return await self._process_non_streaming(operation, context)

    async def run_sync_action(
        self, operation: ThreadsSyncCustomActionReq, context: Context
    ) -> bytes:
        return await self._process_sync_custom_action(operation, context)

    async def load_thread_response(self, thread_id: str, context: Context) -> Thread:
        thread = await self._load_full_thread(thread_id, context)
        return self._to_thread_response(thread)

    def serialize(self, obj: BaseModel) -> bytes:
        """The object as JSON in UTF-8, which has no lone surrogates."""
        try:
            return super()._serialize(obj)
        except PydanticSerializationError:
            clean = type(obj).model_validate(storable(obj.model_dump()))
            return super()._serialize(clean)

    def _serialize(self, obj: BaseModel) -> bytes:
        return self.serialize(obj)

    def _process_events(
        self,
        thread: ThreadMetadata,
        context: Context,
        stream: Callable[[], AsyncIterator[ThreadStreamEvent]],
    ) -> AsyncIterator[ThreadStreamEvent]:
        tracked = partial(track_partial_answers, stream, context.turn)
        return super()._process_events(thread, context, tracked)
