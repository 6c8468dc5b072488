"""What may be asked for: one operation of the protocol, read and checked."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind

from chatkit import database
from chatkit.api.errors import InvalidRequest, TooLarge
from chatkit.selfhosted import titles
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.json_body import decode
from chatkit.selfhosted.uploads import sent_files
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ItemsFeedbackReq,
    ItemsListReq,
    StreamingReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsSyncCustomActionReq,
    ThreadsUpdateReq,
    UserMessageInput,
    UserMessageItem,
    is_streaming_req,
)

MAX_WORDS = 4_000  # characters
MAX_RATED = 100  # answers in one piece of feedback

#: Everything but input.transcribe: nothing here listens.
Served = (
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
# Built once: the SDK builds it for each request, which takes longer than a turn.
REQUEST: TypeAdapter[Served] = TypeAdapter(
    Annotated[Served, Field(discriminator="type")]
)


def read(body: str | bytes | bytearray) -> Served:
    """The operation a body asks for.

    Raises:
        InvalidRequest: not an operation of the protocol that is served here.
        TooLarge: a body over 64 KB, or over 4,000 characters of the visitor's.
    """
    try:
        operation = REQUEST.validate_python(decode(body))
    except ValidationError as error:
        raise InvalidRequest(str(error)) from error
    match operation:
        case ThreadsCustomActionReq() | ThreadsSyncCustomActionReq():
            if "type" not in operation.params.action.model_fields_set:
                raise InvalidRequest("An action has a type.")
        case ThreadsCreateReq() | ThreadsAddUserMessageReq():
            _check_message(operation.params.input)
        case ThreadsAddStructuredInputReq():
            answers = operation.params.input.answers.values()
            _check_length(sum(len(one) for answer in answers for one in answer.values))
        case ThreadsUpdateReq():
            operation.params.title = titles.chosen(operation.params.title)
        case ItemsFeedbackReq():
            if not 0 < len(operation.params.item_ids) <= MAX_RATED:
                raise InvalidRequest(f"Feedback is on 1 to {MAX_RATED} answers.")
    return operation


async def count(operation: Served, context: Context) -> None:
    """Count the operation against the visitor's limits. Raises RateLimited."""
    if is_streaming_req(operation) or isinstance(
        operation, AttachmentsCreateReq | ThreadsSyncCustomActionReq
    ):
        await context.spend()
    else:
        await context.browse()


async def check_attachments(operation: StreamingReq, context: Context) -> None:
    """Raises a ChatError unless the message may carry the attachments it names."""
    if not isinstance(operation, ThreadsCreateReq | ThreadsAddUserMessageReq):
        return
    if ids := operation.params.input.attachments:
        await database.run(
            sent_files.demand_sendable, context.visitor_id, ids, context.config
        )


def text(message: UserMessageInput | UserMessageItem) -> str:
    """What the visitor wrote."""
    return "".join(part.text for part in message.content)


class OperationSchema(GenerateJsonSchema):
    """Silent on the type of an action, whose default can't be described."""

    ignored_warning_kinds: set[JsonSchemaWarningKind] = {"non-serializable-default"}


def schema(ref_template: str) -> dict[str, Any]:
    """The JSON Schema of the operations, for the API's description."""
    described = REQUEST.json_schema(
        ref_template=ref_template, schema_generator=OperationSchema
    )
    for definition in described["$defs"].values():
        if "type" in definition["properties"]:  # has a default, and is told apart by it
            definition["required"] = ["type", *definition.get("required", [])]
    return described


def _check_message(message: UserMessageInput) -> None:
    written = text(message)
    _check_length(len(written) + len(message.quoted_text or ""))
    if not written.strip():
        raise InvalidRequest("The message is empty.")


def _check_length(characters: int) -> None:
    if characters > MAX_WORDS:
        raise TooLarge(f"A message has at most {MAX_WORDS} characters.")
