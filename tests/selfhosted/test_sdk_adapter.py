"""The SDK's private methods that ``chatkit.selfhosted.sdk`` relies on still exist."""

import ast
import inspect

import pytest
from chatkit.server import ChatKitServer

from tests.support.database import ROOT

PRIVATE = {
    "_build_user_message_item": ["input", "thread", "context"],
    "_load_full_thread": ["thread_id", "context"],
    "_process_events": ["thread", "context", "stream"],
    "_process_new_thread_item_respond": ["thread", "item", "context"],
    "_process_non_streaming": ["request", "context"],
    "_process_streaming_impl": ["request", "context"],
    "_process_sync_custom_action": ["request", "context"],
    "_serialize": ["obj"],
    "_to_thread_response": ["thread"],
}


@pytest.mark.parametrize(("name", "parameters"), PRIVATE.items())
def test_the_sdk_has_the_method(name: str, parameters: list[str]) -> None:
    method = getattr(ChatKitServer, name, None)
    assert method, f"ChatKitServer.{name} is gone: see chatkit/selfhosted/sdk.py"
    assert list(inspect.signature(method).parameters) == ["self", *parameters]


def test_only_the_adapter_uses_them() -> None:
    used = {
        (path.name, node.attr)
        for path in (ROOT / "chatkit" / "selfhosted").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and hasattr(ChatKitServer, node.attr)
        if node.attr.startswith("_") and not node.attr.startswith("__")
    }
    assert used == {("sdk.py", name) for name in PRIVATE}
