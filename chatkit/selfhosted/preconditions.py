"""Checks of a thread before an operation continues in it.

The SDK checks items only when the stream has begun, too late for a status; and it does
not refuse messages in a locked thread.
"""

from chatkit.api.errors import InvalidRequest, ThreadLocked
from chatkit.selfhosted.context import Context
from chatkit.store import Store
from chatkit.types import (
    ActiveStatus,
    ClientToolCallItem,
    StructuredInputItem,
    ThreadItem,
    ThreadMetadata,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCustomActionReq,
    ThreadsRetryAfterItemReq,
    ThreadsSyncCustomActionReq,
    UserMessageItem,
    WidgetItem,
)

ContinueOperation = (
    ThreadsAddUserMessageReq
    | ThreadsAddClientToolOutputReq
    | ThreadsAddStructuredInputReq
    | ThreadsRetryAfterItemReq
    | ThreadsCustomActionReq
    | ThreadsSyncCustomActionReq
)


async def require_continuable(
    operation: ContinueOperation, store: Store[Context], context: Context
) -> ThreadMetadata:
    """The thread the operation names.

    Raises:
        NotFoundError: the thread or the item does not exist.
        ThreadLocked: the thread takes no more messages.
        InvalidRequest: the operation does not apply to the item.
    """
    thread = await store.load_thread(operation.params.thread_id, context)
    if not isinstance(thread.status, ActiveStatus):
        raise ThreadLocked(thread.status.reason or "")
    item = await _load_item(operation, store, context)
    if not _applies(operation, item):
        raise InvalidRequest(f"{operation.type} is for another kind of item.")
    return thread


async def _load_item(
    operation: ContinueOperation, store: Store[Context], context: Context
) -> ThreadItem | None:
    """The item the operation refers to, if any."""
    thread_id = operation.params.thread_id
    if isinstance(operation, ThreadsAddClientToolOutputReq):
        newest = await store.load_thread_items(thread_id, None, 1, "desc", context)
        return next(iter(newest.data), None)
    if isinstance(operation, ThreadsAddUserMessageReq) or not operation.params.item_id:
        return None
    return await store.load_item(thread_id, operation.params.item_id, context)


def _applies(operation: ContinueOperation, item: ThreadItem | None) -> bool:
    match operation:
        case ThreadsAddUserMessageReq():
            return True
        case ThreadsAddClientToolOutputReq():
            return isinstance(item, ClientToolCallItem) and item.status == "pending"
        case ThreadsAddStructuredInputReq():
            return isinstance(item, StructuredInputItem) and item.status == "pending"
        case ThreadsRetryAfterItemReq():
            return isinstance(item, UserMessageItem)
        case ThreadsCustomActionReq() | ThreadsSyncCustomActionReq():
            return item is None or isinstance(item, WidgetItem)
