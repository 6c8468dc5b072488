"""Answers from an OpenAI-compatible server that is not ours, over loopback."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from chatkit.answering.passages import published
from chatkit.api.messages import FALLBACK_NOTICE
from tests.support import aimock
from tests.support.model_site import QUESTION, Site

pytestmark = pytest.mark.django_db(transaction=True)
AGENT = """
from agents import Agent

guide = Agent(name="Guide", instructions="Answer from the résumé.", model="gpt-5")
"""
Serve = Callable[..., None]


@pytest.fixture
def numbers(sample: None) -> dict[str, int]:
    numbered = list(enumerate(published(), 1))
    return {passage.title: at for at, passage in numbered[::-1]}


@pytest.fixture
def serve(site: Site, tmp_path: Path) -> Iterator[Serve]:
    """Starts aimock with fixtures and points the site at it."""
    with ExitStack() as running_servers:

        def start(*fixtures: dict[str, Any]) -> None:
            url = running_servers.enter_context(aimock.serve(tmp_path, fixtures))
            site.settings.OPENAI_BASE_URL = url

        yield start


def says(content: str, **more: Any) -> dict[str, Any]:
    usage = {"prompt_tokens": 90, "completion_tokens": 20, "total_tokens": 110}
    response = {"content": content, "usage": usage}
    return {"match": {}, "response": response, "chunkSize": 5, **more}


@pytest.mark.usefixtures("api")
async def test_an_answer_streams_through_either_api(
    site: Site, serve: Serve, numbers: dict[str, int]
) -> None:
    job = numbers["Staff Engineer, Northwind Rail"]
    serve(
        says(f"Mara is a Staff Engineer [{job}]. She works at Northwind Rail [{job}].")
    )
    shown = await site.ask(QUESTION)
    assert shown.deltas == [
        "Mara is a Staff Engineer.",
        " She works at Northwind Rail.",
    ]
    assert [title for title, _ in shown.cited] == ["Staff Engineer, Northwind Rail"] * 2
    assert site.report.answered_by == "model"
    assert (site.report.input_tokens, site.report.output_tokens) == (90, 20)


@pytest.mark.usefixtures("api")
async def test_a_model_calls_the_passage_tool_and_cites_what_it_returned(
    site: Site,
    serve: Serve,
    numbers: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "guide_of_mine.py").write_text(AGENT)
    monkeypatch.syspath_prepend(str(tmp_path))
    site.settings.CHATKIT_AGENT = "guide_of_mine:guide"
    job = numbers["Staff Engineer, Northwind Rail"]
    call = {"name": "search_resume", "arguments": {"query": "current job"}}
    serve(
        {
            "match": {"toolName": "search_resume", "hasToolResult": False},
            "response": {"toolCalls": [call]},
        },
        {
            "match": {"toolResultContains": "Northwind Rail", "hasToolResult": True},
            "response": {"content": f"She works at Northwind Rail [{job}][999]."},
        },
    )
    shown = await site.ask(QUESTION)
    assert shown.text == "She works at Northwind Rail."
    assert [title for title, _ in shown.cited] == ["Staff Engineer, Northwind Rail"]
    assert (site.report.answered_by, site.report.model) == ("agent", "gpt-5")
    assert site.report.fallback == ""


@pytest.mark.usefixtures("api", "impatient")
async def test_a_model_that_breaks_off_in_the_middle_leaves_what_it_said_and_a_short_answer(
    site: Site, serve: Serve, numbers: dict[str, int]
) -> None:
    job = numbers["Staff Engineer, Northwind Rail"]
    text = f"She is a Staff Engineer [{job}]. She leads the platform group, and so on."
    serve(says(text, latency=30, truncateAfterChunks=13))
    shown = await site.ask(QUESTION)
    assert shown.texts[0].strip() == "She is a Staff Engineer."
    assert len(shown.texts) == 2
    assert "Northwind Rail" in shown.texts[1]
    assert shown.notices == [FALLBACK_NOTICE]
    assert (site.report.answered_by, site.report.fallback) == ("embedded", "broken")


@pytest.mark.usefixtures("api", "impatient")
async def test_a_model_that_errs_is_asked_once_more_and_then_stood_in_for(
    site: Site, serve: Serve
) -> None:
    error = {"message": "overloaded", "type": "server_error"}
    serve({"match": {}, "response": {"error": error, "status": 503}})
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert "overloaded" not in str(shown.events)
    assert site.report.fallback == "broken"


@pytest.mark.usefixtures("api")
async def test_an_invented_citation_and_an_invented_employer_reach_nobody(
    site: Site, serve: Serve, numbers: dict[str, int]
) -> None:
    job = numbers["Staff Engineer, Northwind Rail"]
    serve(
        says(
            f"She is a Staff Engineer [{job}][4711]. Before that she led a team at"
            " Google [4712]. She works at Northwind Rail [4713]."
        )
    )
    shown = await site.ask(QUESTION)
    said, notice = shown.text.split("\n\n")
    assert said == "She is a Staff Engineer. She works at Northwind Rail."
    assert notice == "(An unsupported statement was omitted.)"
    assert {title for title, _ in shown.cited} == {"Staff Engineer, Northwind Rail"}
    assert "Google" not in str(shown.events)
    assert "471" not in str(shown.text)
    assert len(site.report.cuts) == 1
