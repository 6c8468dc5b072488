"""What a thread has to be like for an operation, looked at before a stream begins.

The SDK would find out in the middle of it, where nothing is left but to cut it off; and
it shows that a thread is locked, but takes messages all the same.
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

Continuing = (
    ThreadsAddUserMessageReq
    | ThreadsAddClientToolOutputReq
    | ThreadsAddStructuredInputReq
    | ThreadsRetryAfterItemReq
    | ThreadsCustomActionReq
    | ThreadsSyncCustomActionReq
)


async def demand(
    operation: Continuing, store: Store[Context], context: Context
) -> ThreadMetadata:
    """The thread the operation names. Raises, unless it may go on in it:

    NotFoundError: the thread or the item is not there.
    ThreadLocked: the thread takes nothing more.
    InvalidRequest: the item is not what the operation is for.
    """
    thread = await store.load_thread(operation.params.thread_id, context)
    if not isinstance(thread.status, ActiveStatus):
        raise ThreadLocked(thread.status.reason or "")
    item = await _item(operation, store, context)
    if not _fits(operation, item):
        raise InvalidRequest(f"{operation.type} is for another kind of item.")
    return thread


async def _item(
    operation: Continuing, store: Store[Context], context: Context
) -> ThreadItem | None:
    """The item the operation is about, if there is one."""
    thread_id = operation.params.thread_id
    if isinstance(operation, ThreadsAddClientToolOutputReq):
        newest = await store.load_thread_items(thread_id, None, 1, "desc", context)
        return next(iter(newest.data), None)
    if isinstance(operation, ThreadsAddUserMessageReq) or not operation.params.item_id:
        return None
    return await store.load_item(thread_id, operation.params.item_id, context)


def _fits(operation: Continuing, item: ThreadItem | None) -> bool:
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
