"""A process that will answer chats gets ready for the first; another one is spared it."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from chatkit.config import conf
from chatkit.config.resolve import Config, resolve
from chatkit.selfhosted import sdk_import
from tests.support.server import Server, serve

HOSTED: dict[str, Any] = {"OPENAI_API_KEY": "sk-test", "CHATKIT_WORKFLOW_ID": "wf_1"}


def has_the_sdk(server: Server) -> bool:
    """Whether its process has loaded what only the SDK needs. Linux only."""
    maps = Path(f"/proc/{server.process.pid}/maps").read_text()
    return "pydantic_core" in maps


def test_custom_mode_imports_the_sdk_before_the_first_question(server: Server) -> None:
    deadline = time.monotonic() + 30
    while not has_the_sdk(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert has_the_sdk(server), server.log


def test_hosted_mode_does_not_import_the_sdk(tmp_path: Path) -> None:
    with serve(tmp_path, **HOSTED) as hosted:
        time.sleep(1)  # it would have begun at once
        assert not has_the_sdk(hosted)


@pytest.mark.parametrize(
    ("variables", "names"),
    [
        ({"CHATKIT_INTEGRATION_TYPE": "custom"}, [sdk_import.SERVER]),
        # It can't be used: there is no key.
        ({"CHATKIT_INTEGRATION_TYPE": "hosted"}, [sdk_import.SERVER]),
        # Another server answers.
        (
            {
                "CHATKIT_INTEGRATION_TYPE": "custom",
                "CHATKIT_CUSTOM_URL": "https://elsewhere.example/chatkit",
            },
            [],
        ),
    ],
)
def test_the_mode_in_effect_decides_and_start_up_waits_for_neither(
    variables: dict[str, str], names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(sdk_import, "import_module", imported.append)
    monkeypatch.setattr(sdk_import, "imported", threading.Event())
    is_read = threading.Event()

    def current() -> Config:
        is_read.wait(10)
        return resolve(variables)

    monkeypatch.setattr(conf, "current", current)

    thread = sdk_import.begin()
    assert thread.is_alive()
    assert imported == []
    is_read.set()
    thread.join(10)
    assert imported == names
