"""What may be asked for: one operation of the protocol, read and checked."""

from pydantic import TypeAdapter, ValidationError

from chatkit.failures import InvalidRequest, TooLarge
from chatkit.selfhosted import database, sending
from chatkit.selfhosted.context import Context
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ChatKitReq,
    ItemsListReq,
    StreamingReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsRetryAfterItemReq,
    UserMessageInput,
    UserMessageItem,
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


def read(body: str | bytes | bytearray) -> ChatKitReq:
    """The operation a body asks for.

    Raises:
        InvalidRequest: not an operation of the protocol that is served here.
        TooLarge: a message over 4,000 characters.
    """
    try:
        operation = REQUEST.validate_json(body)
    except ValidationError as error:
        raise InvalidRequest(str(error)) from error
    if not isinstance(operation, SUPPORTED):
        raise InvalidRequest(f"{operation.type} is not served here.")
    if isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
        _check_message(operation.params.input)
    return operation


async def check_attachments(operation: StreamingReq, context: Context) -> None:
    """Raises a Failure unless the message may carry the attachments it names."""
    if not isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
        return
    if ids := operation.params.input.attachments:
        await database.run(
            sending.demand_sendable, context.visitor_id, ids, context.config
        )


def text(message: UserMessageInput | UserMessageItem) -> str:
    """What the visitor wrote."""
    return "".join(part.text for part in message.content)


def _check_message(message: UserMessageInput) -> None:
    written = text(message)
    if len(written) + len(message.quoted_text or "") > MAX_MESSAGE_CHARACTERS:
        raise TooLarge(f"A message has at most {MAX_MESSAGE_CHARACTERS} characters.")
    if not written.strip():
        raise InvalidRequest("The message is empty.")
