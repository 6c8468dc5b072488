"""The operations of the ChatKit protocol: a request's body, parsed and checked."""

from math import isfinite
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind
from pydantic_core import from_json

from chatkit.api.errors import InvalidRequest, TooLarge
from chatkit.fields import visible
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
)

#: Bytes: a message of 4,000 characters of any script, escaped, with all around it.
MAX_BODY = 64 * 1024
MAX_DEPTH = 32
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
# Built once: the SDK builds its own for each request, which takes longer than a turn.
OPERATION: TypeAdapter[Operation] = TypeAdapter(
    Annotated[Operation, Field(discriminator="type")]
)


def parse(body: str | bytes | bytearray) -> Operation:
    """The operation in a body.

    Raises:
        InvalidRequest: not a supported operation.
        TooLarge: over 64 KB, or a message over 4,000 characters.
    """
    try:
        operation = OPERATION.validate_python(_decode(body))
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
            _check_length(
                sum(len(text) for answer in answers for text in answer.values)
            )
        case ThreadsUpdateReq():
            operation.params.title = _clean_title(operation.params.title)
        case ItemsFeedbackReq():
            if not 0 < len(operation.params.item_ids) <= MAX_FEEDBACK:
                raise InvalidRequest(f"Feedback is for 1 to {MAX_FEEDBACK} answers.")
    return operation


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
    """The JSON Schema of the operations, for the API's documentation."""
    described = OPERATION.json_schema(
        ref_template=ref_template, schema_generator=OperationSchema
    )
    for definition in described["$defs"].values():
        if "type" in definition["properties"]:  # its default tells the operations apart
            definition["required"] = ["type", *definition.get("required", [])]
    return described


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
    _require_storable(data, MAX_DEPTH)
    return data


def _require_storable(value: Any, depth: int) -> None:
    if not depth:
        raise InvalidRequest("The request is nested too deeply.")
    if isinstance(value, str) and "\0" in value:
        raise InvalidRequest("The request holds U+0000.")
    if isinstance(value, float) and not isfinite(value):
        raise InvalidRequest("The request holds a number that is too large.")
    if isinstance(value, dict):
        for key, below in value.items():
            _require_storable(key, depth)
            _require_storable(below, depth - 1)
    elif isinstance(value, list):
        for below in value:
            _require_storable(below, depth - 1)
