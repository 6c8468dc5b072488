"""The owner's agent, named by CHATKIT_AGENT."""

import json

import pytest

from chatkit.api.messages import FALLBACK_NOTICE
from chatkit.models import Item
from chatkit.selfhosted.server import server
from tests.support.chat_operations import post
from tests.support.exported_workflow import EXPORTED
from tests.support.grounding import LEFT_OUT
from tests.support.model_server import USAGE, Call, ModelServer, Say
from tests.support.model_site import QUESTION, Install, Site, number

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = """
from agents import Agent

guide = Agent(name="Guide", instructions="Answer from the résumé.")
"""
FACTORIES = """
from agents import Agent

def plain():
    return Agent(name="Guide")

async def slow(context):
    assert context.request_context.visitor_id
    return Agent(name="Guide")

def none():
    return None

number = 4
"""
TOOLS = '''
from agents import Agent, RunContextWrapper, StopAtTools, function_tool
from chatkit.agents import AgentContext, ClientToolCall
from chatkit.widgets import Card, Text

@function_tool
async def show_card(ctx: RunContextWrapper[AgentContext], text: str) -> str:
    """Show a card."""
    await ctx.context.stream_widget(Card(children=[Text(value=text)]))
    return "shown"

@function_tool
async def where(ctx: RunContextWrapper[AgentContext]) -> str:
    """Ask the page where the visitor is."""
    ctx.context.client_tool_call = ClientToolCall(name="where", arguments={"of": "page"})
    return "asked"

@function_tool
def next_free_day() -> str:
    """When the person has time."""
    return "The next free day is Tuesday, 8 December 2026."

guide = Agent(
    name="Guide",
    tools=[show_card, where, next_free_day],
    tool_use_behavior=StopAtTools(stop_at_tool_names=["where"]),
)
'''
HANDOFF = """
from agents import Agent, handoff

expert = Agent(name="Expert")
guide = Agent(name="Guide", handoffs=[handoff(expert)])
expert.handoffs = [guide]
"""


async def test_an_agent_searches_the_resume_and_its_numbers_become_citations(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(PLAIN, "guide")
    job = await number("Staff Engineer")
    unseen = await number("Lund University")
    model.script = [
        Call("search_resume", {"query": "current job"}),
        Say([f"She works at Northwind Rail [{job}][{unseen}]."]),
    ]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["She works at Northwind Rail."]
    assert [title for title, _ in shown.cited] == ["Staff Engineer, Northwind Rail"]
    assert f"[{job}] (position; Staff Engineer, Northwind Rail" in model.told
    assert shown.answers[0]["id"] == site.turns[0].item_id
    assert (site.report.answered_by, site.report.fallback) == ("agent", "")
    assert site.report.input_tokens == 2 * USAGE[0]


@pytest.mark.parametrize("name", ["plain", "slow"])
async def test_a_function_may_make_the_agent(
    site: Site, model: ModelServer, install: Install, name: str
) -> None:
    install(FACTORIES, name)
    model.script = [Say(["The résumé does not say."])]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["The résumé does not say."]
    assert site.report.answered_by == "agent"
    assert [tool["function"]["name"] for tool in model.requests[0]["tools"]] == [
        "search_resume"
    ]


async def test_an_agent_that_takes_a_handoff_can_search_too(
    site: Site, model: ModelServer, install: Install
) -> None:
    install(HANDOFF, "guide")
    model.script = [
        Call("transfer_to_expert", {}),
        Call("search_resume", {"query": "current job"}),
        Say(["She works at Northwind Rail."]),
    ]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["She works at Northwind Rail."]
    assert site.report.fallback == ""


async def test_widgets_pass_through_and_the_output_of_tools_is_evidence(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(TOOLS, "guide")
    model.script = [
        Call("show_card", {"text": "Hello"}),
        Call("next_free_day", {}),
        Say(["The next free day is Tuesday, 8 December 2026. She is at Google."]),
    ]
    shown = await site.ask("When are they free?")
    assert [item["type"] for item in shown.items] == ["widget", "assistant_message"]
    assert shown.text.startswith("The next free day is Tuesday, 8 December 2026.")
    assert shown.text.endswith(LEFT_OUT)
    assert len(site.report.cuts) == 1


async def test_a_client_tool_is_called_and_its_output_continues_the_turn(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(TOOLS, "guide")
    model.script = [Call("where", {}), Say(["The résumé does not say."])]
    first = await site.ask("Where am I?")
    assert [item["type"] for item in first.items] == ["client_tool_call"]
    assert (first.items[0]["name"], first.items[0]["arguments"]) == (
        "where",
        {"of": "page"},
    )
    assert first.items[0]["id"] != "__fake_id__"
    assert first.notices == []
    answer = await post(
        site.visitor,
        "threads.add_client_tool_output",
        thread_id=first.thread_id,
        result={"place": "the footer"},
    )
    text = b"".join([part async for part in answer.streaming_content]).decode()
    assert "The résumé does not say." in text
    assert "the footer" in model.told


async def test_an_action_reaches_the_agent_as_a_message_of_the_visitor(
    site: Site, model: ModelServer, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chatkit.answering.registry import build_responder

    install(TOOLS, "guide")
    model.script = [Call("show_card", {"text": "Book?"}), Say(["Press it."])]
    shown = await site.ask("Show me a card")
    monkeypatch.setattr(server(), "_choose", build_responder)
    widget = next(item for item in shown.items if item["type"] == "widget")
    model.script = [Say(["The résumé does not say."])]
    answer = await post(
        site.visitor,
        "threads.custom_action",
        thread_id=shown.thread_id,
        item_id=widget["id"],
        action={"type": "book", "payload": {"day": "Monday"}},
    )
    assert answer.status_code == 200
    text = b"".join([part async for part in answer.streaming_content]).decode()
    assert "The résumé does not say." in text
    told = json.dumps(model.requests[-1]["messages"][-1])
    assert "book" in told
    assert "Monday" in told
    assert widget["id"] in told


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (FACTORIES, "number"),
        (FACTORIES, "missing"),
        ("raise RuntimeError('at import')", "guide"),
        ("def broken(:", "guide"),
    ],
)
async def test_an_agent_that_cannot_be_loaded_gets_a_fallback(
    site: Site,
    model: ModelServer,
    install: Install,
    caplog: pytest.LogCaptureFixture,
    source: str,
    name: str,
) -> None:
    install(source, name)
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert shown.notices == [FALLBACK_NOTICE]
    assert site.report.fallback == "agent_unavailable"
    assert "can't be used" in caplog.text
    assert model.requests == []


async def test_a_function_that_makes_no_agent_gets_a_fallback(
    site: Site, install: Install
) -> None:
    install(FACTORIES, "none")
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "error"


@pytest.mark.filterwarnings("ignore:The `json` method")  # the export's own
async def test_a_workflow_as_agent_builder_exports_it_answers_unedited(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(EXPORTED, "run_workflow")
    job = await number("Staff Engineer")
    model.script = [
        Say(['{"category": "work"}']),
        Call("search_resume", {"query": "current job"}),
        Say([f"She works at Northwind Rail [{job}]. She was at Google [{job}]."]),
    ]
    shown = await site.ask(QUESTION)
    assert shown.text.strip() == f"She works at Northwind Rail.{LEFT_OUT}"
    assert [title for title, _ in shown.cited] == ["Staff Engineer, Northwind Rail"]
    assert shown.answers[0]["id"] == site.turns[0].item_id
    assert (site.report.answered_by, len(site.report.cuts)) == ("agent", 1)

    model.script = [Say(['{"category": "work"}']), Say(["The résumé does not say."])]
    await site.ask("And before?", shown.thread_id)
    assert QUESTION in model.told


async def test_each_item_of_an_agent_is_stored_under_its_own_id(
    site: Site, model: ModelServer, install: Install
) -> None:
    install(TOOLS, "guide")
    model.script = [Call("where", {})]
    await site.ask("Where am I?")
    await site.ask("And now?")
    ids = [item.item_id async for item in Item.objects.all()]
    assert len(set(ids)) == len(ids)
    assert "__fake_id__" not in ids
