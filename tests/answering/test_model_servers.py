"""Servers differ, and none of them can cost without limit."""

import asyncio
import json
import time
from typing import Any

import pytest

from chatkit import database
from chatkit.answering import failures
from chatkit.answering.llm import agent_events
from chatkit.answering.llm.evidence import MAX_SEARCHES, RunEvidence
from chatkit.answering.passages import published
from chatkit.api.messages import ANSWER_FILTERED, ANSWER_TOO_LONG, FALLBACK_NOTICE
from chatkit.models import Turn
from tests.support.model_server import (
    STREAM,
    USAGE,
    ModelServer,
    Refuse,
    Say,
    chunks,
    content,
    unstreamed,
)
from tests.support.model_site import QUESTION, Site, number
from tests.support.runaway import RUNAWAY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("impatient"),
]
JOB = "She works at Northwind Rail."


async def test_content_in_parts_is_read_without_its_thoughts(
    site: Site, model: ModelServer
) -> None:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}
    model.script = [content([thinking], [{"type": "text", "text": JOB}])]
    shown = await site.ask(QUESTION)
    assert shown.texts == [JOB]
    assert site.report.fallback == ""


async def test_thoughts_that_ended_without_a_start_are_taken_back(
    site: Site, model: ModelServer
) -> None:
    job = await number("Staff Engineer")
    model.script = [
        Say.whole(f"Northwind Rail is it. Hers it is.</think>\n\n{JOB[:-1]} [{job}].")
    ]
    shown = await site.ask(QUESTION)
    removed = {e["item_id"] for e in shown.events if e["type"] == "thread.item.removed"}
    kept = [item for item in shown.answers if item["id"] not in removed]
    assert [item["content"][0]["text"] for item in kept] == [JOB]
    assert site.report.fallback == ""


async def test_reasoning_in_a_field_of_its_own_is_not_shown(
    site: Site, model: ModelServer
) -> None:
    for name in ("reasoning", "reasoning_content"):
        model.script = [
            chunks(
                {"delta": {name: "Google, perhaps?"}},
                {"delta": {"content": JOB}, "finish_reason": "stop"},
            )
        ]
        shown = await site.ask(QUESTION)
        assert shown.texts == [JOB]
        assert "Google" not in str(shown.events)


async def test_messages_are_sent_as_text_for_servers_that_take_no_parts(
    site: Site, model: ModelServer
) -> None:
    model.script = [Say([JOB])]
    first = await site.ask(QUESTION)
    await site.ask("And before?", first.thread_id)
    assert all(isinstance(m["content"], str) for m in model.requests[-1]["messages"])


async def test_a_server_that_does_not_stream_is_read(
    site: Site, model: ModelServer, api: str
) -> None:
    path = "/responses" if api == "responses" else "/chat/completions"
    model.script = [Refuse(200, json.dumps(unstreamed(path, Say([JOB]), 1)))]
    shown = await site.ask(QUESTION)
    assert shown.texts == [JOB]
    assert (site.report.input_tokens, site.report.output_tokens) == USAGE


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("max_tokens", '{"error": {"message": "Unsupported", "param": "max_tokens"}}'),
        ("stream_options", '{"detail": [{"loc": ["body", "stream_options"]}]}'),
        ("stream_options", 'json: unknown field "stream_options"'),
    ],
)
async def test_what_a_server_refuses_is_left_out_from_then_on(
    site: Site, model: ModelServer, name: str, error: str
) -> None:
    model.refuses[name] = Refuse(422 if "detail" in error else 400, error)
    model.script = [Say([JOB])]
    assert (await site.ask(QUESTION)).texts == [JOB]
    assert (await site.ask(QUESTION)).texts == [JOB]
    assert [name in asked for asked in model.requests] == [True, False, False]
    assert site.report.fallback == ""


async def test_a_template_without_a_system_role_gets_the_rules_from_the_visitor(
    site: Site, model: ModelServer
) -> None:
    error = Refuse(400, '{"message": "System role not supported"}')
    model.script = [error, Say([JOB]), Say([JOB])]
    first = await site.ask(QUESTION)
    assert first.texts == [JOB]
    await site.ask("And before?", first.thread_id)
    roles = [[m["role"] for m in asked["messages"]] for asked in model.requests]
    assert roles == [["system", "user"], ["user"], ["user", "assistant", "user"]]
    assert QUESTION in model.requests[1]["messages"][0]["content"]


async def test_the_length_is_limited_under_the_name_that_the_server_knows(
    site: Site, model: ModelServer
) -> None:
    text = "Use 'max_completion_tokens' instead of 'max_tokens'."
    model.refuses["max_tokens"] = Refuse(400, json.dumps({"error": {"message": text}}))
    model.script = [Say([JOB])]
    assert (await site.ask(QUESTION)).texts == [JOB]
    assert model.requests[-1]["max_completion_tokens"] == 4000


async def test_an_answer_cut_by_its_length_says_so_to_the_visitor_and_the_owner(
    site: Site, model: ModelServer
) -> None:
    model.script = [content(JOB, " She also", stop="length")]
    shown = await site.ask(QUESTION)
    assert shown.text.strip() == JOB
    assert shown.notices == [ANSWER_TOO_LONG]
    assert (site.report.answered_by, site.report.fallback) == ("model", "length")
    failure = await database.run(failures.last_failure)
    assert failure
    assert failure.reason == "length"


async def test_a_response_that_is_incomplete_is_shown_and_said_to_be(
    site: Site, model: ModelServer
) -> None:
    site.configure(CHATKIT_MODEL_API="responses")
    place = {"item_id": "m", "output_index": 0, "content_index": 0}
    item: dict[str, Any] = {"type": "message", "id": "m", "role": "assistant"}
    response: dict[str, Any] = {
        "id": "r",
        "object": "response",
        "created_at": 0,
        "model": "m",
    }
    response |= {"output": [], "parallel_tool_calls": True, "tools": []}
    response |= {"tool_choice": "auto"}
    part = {"type": "output_text", "text": JOB + " She also", "annotations": []}
    details = {"reason": "max_output_tokens"}
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**response, "status": "in_progress"}},
        {
            "type": "response.output_item.added",
            "output_index": 0,
            "item": {**item, "status": "in_progress", "content": []},
        },
        {"type": "response.output_text.delta", **place, "delta": JOB, "logprobs": []},
        {"type": "response.output_text.delta", **place, "delta": " She also"},
        {"type": "response.output_text.done", **place, "text": part["text"]},
        {
            "type": "response.output_item.done",
            "output_index": 0,
            "item": {**item, "status": "incomplete", "content": [part]},
        },
        {
            "type": "response.incomplete",
            "response": {
                **response,
                "status": "incomplete",
                "incomplete_details": details,
            },
        },
    ]
    body = "".join(
        f"event: {event['type']}\ndata: {json.dumps({'sequence_number': 0, **event})}\n\n"
        for event in events
    )
    model.script = [Refuse(200, body, STREAM)]
    shown = await site.ask(QUESTION)
    assert shown.text.strip() == JOB
    assert shown.notices == [ANSWER_TOO_LONG]
    assert site.report.fallback == "length"


@pytest.mark.parametrize("text", [JOB, ""])
async def test_a_content_filter_is_named(
    site: Site, model: ModelServer, text: str
) -> None:
    model.script = [content(text, stop="content_filter")]
    shown = await site.ask(QUESTION)
    assert shown.notices == [ANSWER_FILTERED if text else FALLBACK_NOTICE]
    assert "Northwind Rail" in shown.text
    assert "withheld" not in shown.text
    assert site.report.fallback == "filtered"


async def test_characters_split_between_deltas_are_joined_and_half_ones_dropped(
    site: Site, model: ModelServer
) -> None:
    model.script = [content("\ud83d", "\ude00 ", JOB, " \ud83d")]
    shown = await site.ask(QUESTION)
    assert shown.text.strip() == f"\U0001f600 {JOB}"


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 10**30, "completion_tokens": 5, "total_tokens": 10**30},
        {"prompt_tokens": -5, "completion_tokens": -7, "total_tokens": -12},
        {"prompt_tokens": "many", "completion_tokens": 1.5, "total_tokens": None},
        "much",
    ],
)
async def test_a_usage_that_cannot_be_true_is_estimated(
    site: Site, model: ModelServer, usage: Any
) -> None:
    model.script = [
        chunks({"delta": {"content": JOB}, "finish_reason": "stop"}, usage=usage)
    ]
    assert (await site.ask(QUESTION)).texts == [JOB]
    turn = await Turn.objects.alatest("id")
    assert 100 < turn.input_tokens < 100_000
    assert 0 < turn.output_tokens < 100


async def test_a_redirect_is_not_followed(site: Site, model: ModelServer) -> None:
    elsewhere = f"{model.url}/elsewhere"
    model.script = [Refuse(307, "", headers={"Location": elsewhere}), Say([JOB])]
    shown = await site.ask(QUESTION)
    assert len(model.requests) == 1
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "refused"


@pytest.mark.parametrize("name", RUNAWAY)
async def test_a_model_that_runs_away_leaves_time_for_others(
    site: Site, model: ModelServer, name: str
) -> None:
    model.script = [Say([JOB]), RUNAWAY[name]]
    await site.ask(QUESTION)  # what is imported and connected once
    gaps = [0.0]

    async def others() -> None:
        while True:
            began = time.thread_time()  # a busy machine does not count
            await asyncio.sleep(0)
            gaps.append(time.thread_time() - began)
            await asyncio.sleep(0.01)

    ticking = asyncio.create_task(others())
    shown = await asyncio.wait_for(site.ask(QUESTION), 50)
    ticking.cancel()
    assert len(shown.text) < 50_000
    assert "Google" not in shown.text
    assert max(gaps) < 0.3


async def test_a_stream_without_an_end_is_ended(
    site: Site, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_events, "MAX_WRITTEN", 3_000)
    model.script = [Say([JOB + " ", *["She is there. "] * 2_000])]
    shown = await site.ask(QUESTION)
    assert len(shown.text) < 4_000
    assert shown.notices == [ANSWER_TOO_LONG]
    assert site.report.fallback == "length"


async def test_a_model_can_search_only_so_often_in_a_turn(site: Site) -> None:
    passages = await database.run(published)
    evidence = RunEvidence(passages, "")
    found = [bool(evidence.search("work")) for _ in range(MAX_SEARCHES + 1)]
    assert found == [True] * MAX_SEARCHES + [False]


async def test_a_tool_called_in_text_is_no_answer(
    site: Site, model: ModelServer
) -> None:
    call = json.dumps({"name": "search_resume", "arguments": {"query": "work"}})
    for text in (call, f"<tool_call>\n{call}\n</tool_call>", f"```json\n{call}\n```"):
        model.script = [Say.whole(text)]
        shown = await site.ask(QUESTION)
        assert "search_resume" not in str(shown.events)
        assert shown.notices == [FALLBACK_NOTICE]
        assert site.report.fallback == "nonsense"


async def test_what_was_read_before_a_stream_broke_off_is_shown(
    site: Site, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where it was not read yet when the error came."""
    read = agent_events.AgentEvents.stream_events

    async def slowly(events: Any) -> Any:
        await asyncio.sleep(1)  # the error is there by then
        async for event in read(events):
            yield event

    monkeypatch.setattr(agent_events.AgentEvents, "stream_events", slowly)
    model.script = [Say([JOB + " ", "She was", " there"], cut=True)]
    shown = await site.ask(QUESTION)
    assert shown.texts[0].strip() == JOB
    assert site.report.fallback == "broken"
