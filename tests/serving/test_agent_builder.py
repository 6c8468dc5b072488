"""docs/from-agent-builder.md from start to end: an exported file, a real server."""

from pathlib import Path

import pytest

from tests.support import aimock
from tests.support.chat import Chat
from tests.support.exported_workflow import EXPORTED
from tests.support.server import serve


def test_an_exported_workflow_is_served_from_a_folder_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "agents_of_mine"
    folder.mkdir()
    (folder / "my_workflow.py").write_text(EXPORTED, encoding="utf-8")
    usage = {"prompt_tokens": 90, "completion_tokens": 20, "total_tokens": 110}
    search = {"name": "search_resume", "arguments": {"query": "current job"}}
    fixtures = [
        {
            "match": {"systemMessage": "Sort the question"},
            "response": {"content": '{"category": "work"}', "usage": usage},
        },
        {
            "match": {"toolName": "search_resume", "hasToolResult": False},
            "response": {"toolCalls": [search], "usage": usage},
        },
        {
            "match": {"toolResultContains": "Northwind Rail"},
            "response": {
                "content": "She works at Northwind Rail. She was at Google.",
                "usage": usage,
            },
        },
    ]
    with (
        aimock.serve(tmp_path, fixtures) as url,
        serve(
            tmp_path,
            PYTHONPATH=str(folder),
            CHATKIT_INTEGRATION_TYPE="custom",
            CHATKIT_AGENT="my_workflow:run_workflow",
            OPENAI_BASE_URL=url,
        ) as server,
    ):
        doctor = server.manage("doctor", "--live")
        assert "The agent my_workflow:run_workflow can be used" in doctor
        with Chat(server.url) as chat:
            turn = chat.ask("Where do they work now?")
    said, notice = turn.text.strip().split("\n\n")
    assert said == "She works at Northwind Rail."
    assert notice == "(An unsupported statement was omitted.)"
    assert "The claim guard cut 1 sentence" in server.log
    assert "Google" not in server.log
