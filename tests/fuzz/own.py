"""What the visitor who tries owns, as a fixture: rows that each operation is for.

An item has the same id in each thread of its operation, so that any of them fit.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]

#: The kind of item an operation is for, where it is no message.
FITTING = {
    "threads.add_structured_input": "structured_input",
    "threads.custom_action": "widget",
    "threads.sync_custom_action": "widget",
}
#: Operations that an item or a file is fitting for once.
USED_UP = {
    "threads.add_client_tool_output",
    "threads.add_structured_input",
    "threads.add_user_message",
    "threads.create",
}
NOON = "2026-11-23T12:00:00"
#: Threads and files for each operation.
SPARE = range(8)


def threads(type_: str) -> list[str]:
    """The ids of the threads in which the operation is fitting."""
    return [f"thr_{type_}_{number}" for number in SPARE]


def files(type_: str) -> list[str]:
    """The ids of the files that wait to be sent."""
    return [f"atc_{type_.replace('.', '_')}_{number}" for number in SPARE]


def fitting_item(type_: str) -> str:
    """The id of the item that the operation is for."""
    return f"{FITTING.get(type_, 'user_message')}_{type_}"


def fitting(type_: str) -> dict[str, list[str]]:
    """Ids by the property they fit."""
    kept = [item["id"] for item in items(type_)]
    return {
        "thread_id": threads(type_),
        "item_id": [fitting_item(type_)],
        "item_ids": [f"assistant_message_{type_}"],
        "after": threads(type_) if type_ == "threads.list" else kept,
        "attachments": files(type_),
        "attachment_id": files(type_),
    }


def items(type_: str, thread_id: str = "") -> list[Row]:
    """One item of each kind that operations are for, a pending call last."""
    text = {"type": "input_text", "text": "Which languages?"}
    said = {"type": "output_text", "text": "French.", "annotations": []}
    form = {"type": "freeform", "id": "role", "question": "Which role?"}
    kinds: dict[str, Row] = {
        "user_message": {"content": [text], "inference_options": {}},
        "assistant_message": {"content": [said]},
        "widget": {"widget": {"type": "Card", "children": []}},
        "structured_input": {"status": "pending", "inputs": [form]},
        "sdk_hidden_context": {"content": "stopped"},
        "client_tool_call": {
            **{"status": "pending", "call_id": "call_1"},
            **{"name": "where", "arguments": {}},
        },
    }
    shared = {"thread_id": thread_id, "created_at": NOON}
    return [
        {"id": f"{kind}_{type_}", "type": kind, **shared, **fields}
        for kind, fields in kinds.items()
    ]


def rows(visitor_id: str, types: Sequence[str]) -> list[Row]:
    """Threads for each operation, one of them locked, and files, as a fixture."""
    return [row for type_ in types for row in _rows(visitor_id, type_)]


def _rows(visitor_id: str, type_: str) -> Iterator[Row]:
    states = dict.fromkeys([*threads(type_), f"thr_{type_}_open"], "active")
    for id_, state in {**states, f"thr_{type_}_locked": "locked"}.items():
        data = {"id": id_, "created_at": NOON, "status": {"type": state}}
        fields = {"visitor_id": visitor_id, "created_at": f"{NOON}Z", "data": data}
        yield {"model": "chatkit.thread", "pk": id_, "fields": fields}
        for item in items(type_, id_) if state == "active" else ():
            kept = {"item_id": item["id"], "type": item["type"], "data": item}
            yield {"model": "chatkit.item", "fields": {"thread": id_, **kept}}
    for id_ in files(type_):
        data = {"id": id_, "type": "file", "name": "a.txt", "mime_type": "text/plain"}
        fields = {"visitor_id": visitor_id, "file": f"uploads/{id_}", "data": data}
        yield {"model": "chatkit.attachment", "pk": id_, "fields": fields}
