"""The operations of the ChatKit protocol: parsed from a body, and checked.

The SDK checks an operation's item only when the stream has begun, too late for a status,
and does not refuse messages in a locked thread.
"""

from math import isfinite
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind
from pydantic_core import from_json

from chatkit.api.errors import InvalidRequest, ThreadLocked, TooLarge
from chatkit.fields import visible
from chatkit.selfhosted.context import Context
from chatkit.store import Store
from chatkit.types import (
    ActiveStatus,
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ClientToolCallItem,
    ItemsFeedbackReq,
    ItemsListReq,
    StreamingReq,
    StructuredInputItem,
    ThreadItem,
    ThreadMetadata,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsRetryAfterItemReq,
    ThreadsSyncCustomActionReq,
    ThreadsUpdateReq,
    UserMessageInput,
    UserMessageItem,
    WidgetItem,
)

#: Bytes: a message of 4,000 characters of any script, escaped, with all around it.
MAX_BODY = 64 * 1024
MAX_DEPTH = 32
MAX_VALUES = 2_000  # in all: each may be a mistake, and each mistake takes time to name
MAX_DETAIL = 500  # characters, of what is wrong
MAX_MESSAGE = 4_000  # characters
MAX_FEEDBACK = 100  # answers
MAX_TITLE = 200  # characters, of a title the visitor chose
MAX_QUESTION_TITLE = 60  # characters, of a title made from a question

#: All but input.transcribe.
Operation = (
    StreamingReq
    | ThreadsGetByIdReq
    | ThreadsListReq
    | ThreadsUpdateReq
    | ThreadsDeleteReq
    | ThreadsSyncCustomActionReq
    | ItemsListReq
    | ItemsFeedbackReq
    | AttachmentsCreateReq
    | AttachmentsDeleteReq
)
ContinueOperation = (
    ThreadsAddUserMessageReq
    | ThreadsAddClientToolOutputReq
    | ThreadsAddStructuredInputReq
    | ThreadsRetryAfterItemReq
    | ThreadsCustomActionReq
    | ThreadsSyncCustomActionReq
)

# Built once: the SDK builds its own for each request, which takes longer than a turn.
OPERATION: TypeAdapter[Operation] = TypeAdapter(
    Annotated[Operation, Field(discriminator="type")]
)


def parse(body: str | bytes | bytearray) -> Operation:
    """The operation in a body. Raises InvalidRequest or TooLarge."""
    try:
        operation = OPERATION.validate_python(_decode(body))
    except ValidationError as error:
        raise InvalidRequest(str(error)[:MAX_DETAIL]) from error
    match operation:
        case ThreadsCustomActionReq() | ThreadsSyncCustomActionReq():
            if "type" not in operation.params.action.model_fields_set:
                raise InvalidRequest("An action has a type.")
        case ThreadsCreateReq() | ThreadsAddUserMessageReq():
            _check_message(operation.params.input)
        case ThreadsAddStructuredInputReq():
            answers = operation.params.input.answers.values()
            _check_length(
                sum(len(text) for answer in answers for text in answer.values)
            )
        case ThreadsUpdateReq():
            operation.params.title = _clean_title(operation.params.title)
        case ItemsFeedbackReq():
            if not 0 < len(operation.params.item_ids) <= MAX_FEEDBACK:
                raise InvalidRequest(f"Feedback is for 1 to {MAX_FEEDBACK} answers.")
    return operation


async def require_continuable(
    operation: ContinueOperation,
    thread: ThreadMetadata,
    store: Store[Context],
    context: Context,
) -> None:
    """Check that the operation may continue its thread.

    Raises NotFoundError for an unknown item, ThreadLocked or InvalidRequest.
    """
    if not isinstance(thread.status, ActiveStatus):
        raise ThreadLocked(thread.status.reason or "")
    item = await _load_item(operation, store, context)
    if not _applies(operation, item):
        raise InvalidRequest(f"{operation.type} is for another kind of item.")


def message_text(message: UserMessageInput | UserMessageItem) -> str:
    return "".join(part.text for part in message.content)


def title_from(message: UserMessageInput) -> str | None:
    """The question as a title, cut at a word; None if nothing of it is visible."""
    line = _one_line(message_text(message))
    if len(line) > MAX_QUESTION_TITLE:
        words, _, _ = line[:MAX_QUESTION_TITLE].rpartition(" ")
        line = f"{words or line[: MAX_QUESTION_TITLE - 1]}…"
    return line or None


class OperationSchema(GenerateJsonSchema):
    """Without a warning about an action's type, whose default can't be described."""

    ignored_warning_kinds: set[JsonSchemaWarningKind] = {"non-serializable-default"}


def schema(ref_template: str) -> dict[str, Any]:
    described = OPERATION.json_schema(
        ref_template=ref_template, schema_generator=OperationSchema
    )
    for definition in described["$defs"].values():
        if "type" in definition["properties"]:  # its default tells the operations apart
            definition["required"] = ["type", *definition.get("required", [])]
    return described


async def _load_item(
    operation: ContinueOperation, store: Store[Context], context: Context
) -> ThreadItem | None:
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


def _check_message(message: UserMessageInput) -> None:
    written = message_text(message)
    _check_length(len(written) + len(message.quoted_text or ""))
    if not written.strip():
        raise InvalidRequest("The message is empty.")


def _check_length(characters: int) -> None:
    if characters > MAX_MESSAGE:
        raise TooLarge(f"A message has at most {MAX_MESSAGE} characters.")


def _clean_title(title: str) -> str:
    cleaned = _one_line(title)
    if not 0 < len(cleaned) <= MAX_TITLE:
        raise InvalidRequest(f"A title has 1 to {MAX_TITLE} characters.")
    return cleaned


def _one_line(text: str) -> str:
    spaced = " ".join(text.split())  # before line ends are removed as invisible
    return " ".join(visible(spaced).split())


def _decode(body: str | bytes | bytearray) -> Any:
    """The body's JSON. PostgreSQL stores no U+0000 and JSON has no infinite numbers."""
    if len(body) > MAX_BODY:
        raise TooLarge(f"A request has at most {MAX_BODY} bytes.")
    try:
        data = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidRequest(str(error)) from error
    if _count_storable(data, MAX_DEPTH) > MAX_VALUES:
        raise InvalidRequest(f"The request holds more than {MAX_VALUES} values.")
    return data


def _count_storable(value: Any, depth: int) -> int:
    """How many values there are. Raises InvalidRequest for what can't be stored."""
    if not depth:
        raise InvalidRequest("The request is nested too deeply.")
    if isinstance(value, str) and "\0" in value:
        raise InvalidRequest("The request holds U+0000.")
    if isinstance(value, float) and not isfinite(value):
        raise InvalidRequest("The request holds a number that is too large.")
    if isinstance(value, dict):
        keys = sum(_count_storable(key, depth) for key in value)
        values = sum(_count_storable(each, depth - 1) for each in value.values())
        return 1 + keys + values
    if isinstance(value, list):
        return 1 + sum(_count_storable(each, depth - 1) for each in value)
    return 1
