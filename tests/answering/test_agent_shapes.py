"""Agents and exports of Agent Builder as people really have them."""

import json
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from chatkit.answering.agent.workflow import input_field
from chatkit.answering.llm.structured import GuardrailFailed, answer_text
from chatkit.api.messages import FALLBACK_NOTICE
from tests.support.model_server import USAGE, Call, ModelServer, Say
from tests.support.model_site import QUESTION, Install, Site, number

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:The `json` method"),  # the exports' own
]
JOB = "She works at Northwind Rail."
AGENTS = '''
import dataclasses
from agents import Agent, function_tool
from pydantic import BaseModel

class Out(BaseModel):
    text_for_visitor: str
    reasoning: str = ""

@dataclasses.dataclass
class Parts:
    heading: str
    sentences: list[str]

@function_tool
async def where() -> str:
    """Where."""
    return "Northwind Rail"

@function_tool
async def facts() -> dict:
    """Facts."""
    return {"answer": "Northwind Rail"}

structured = Agent(name="s", instructions="x", model="m", output_type=Out)
parts = Agent(name="p", instructions="x", model="m", output_type=Parts)
stops = Agent(name="t", model="m", tools=[where, facts],
              tool_use_behavior="stop_on_first_tool")

def broken():
    return {}["no such setting"]

def leaking():
    raise RuntimeError("sk-secret-0123456789 was refused by https://me:hunter2@crm.example")

async def first_of_its_kind(context):
    raise ValueError("no day is free")
'''
#: What Agent Builder writes before and after the nodes.
BEFORE = """
from agents import (Agent, FileSearchTool, ModelSettings, RunConfig, Runner,
                    RunContextWrapper, TResponseInputItem, function_tool, trace)
from openai import AsyncOpenAI
from types import SimpleNamespace
from pydantic import BaseModel

client = AsyncOpenAI()
ctx = SimpleNamespace(guardrail_llm=client)

@function_tool
def next_free_day():
    \"\"\"When the person has time.\"\"\"
    return "The next free day is Tuesday, 8 December 2026."

class ClassifySchema(BaseModel):
  classification: str

class AnswerContext:
  def __init__(self, state_topic: str) -> None:
    self.state_topic = state_topic

def answer_instructions(run_context: RunContextWrapper[AnswerContext],
                        _agent: Agent[AnswerContext]):
  return f"Answer about {run_context.context.state_topic}."

classify = Agent(name="Classify", instructions="Sort.", model="small",
                 output_type=ClassifySchema)
answer = Agent(name="Answer", instructions=answer_instructions, model="large",
               tools=[next_free_day], model_settings=ModelSettings(store=True))

def approval_request(message: str):
  # TODO: Implement
  return True

class WorkflowInput(BaseModel):
  input_as_text: str

# Main code entrypoint
async def run_workflow(workflow_input: WorkflowInput):
  with trace("Agent builder workflow"):
    state = {"topic": None}
    workflow = workflow_input.model_dump()
    conversation_history: list[TResponseInputItem] = [
      {"role": "user", "content": [
        {"type": "input_text", "text": workflow["input_as_text"]}]}
    ]
    config = RunConfig(trace_metadata={"__trace_source__": "agent-builder"})
    temp = await Runner.run(classify, input=[*conversation_history], run_config=config)
    conversation_history.extend([item.to_input_item() for item in temp.new_items])
    classify_result = {"output_text": temp.final_output.json(),
                       "output_parsed": temp.final_output.model_dump()}
    state["topic"] = classify_result["output_parsed"]["classification"]
    if state["topic"] == "free":
      temp = await Runner.run(answer, input=[*conversation_history], run_config=config,
                              context=AnswerContext(state_topic=state["topic"]))
      answer_result = {"output_text": temp.final_output_as(str)}
      if approval_request("Shall it continue?"):
        pass
    elif state["topic"] == "end":
      return {"message": "The résumé does not say."}
    elif state["topic"] == "blocked":
      return {"pii": {"failed": False, "detected_counts": []},
              "jailbreak": {"failed": True}}
    else:
      return classify_result
"""


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client that an export makes at its import reads it."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-stand-in")


async def test_the_text_of_an_agent_with_an_output_type_is_the_answer(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(AGENTS, "structured")
    job = await number("Staff Engineer")
    model.script = [
        Say.whole(
            '{"reasoning": "Google, it seems to me.", "text_for_visitor":'
            f' "{JOB[:-1]} [{job}]."}}'
        )
    ]
    shown = await site.ask(QUESTION)
    assert shown.texts == [JOB]
    assert "{" not in shown.text
    assert site.report.fallback == ""


async def test_thoughts_within_json_are_not_shown(
    site: Site, model: ModelServer, install: Install
) -> None:
    install(AGENTS, "structured")
    text = "<think>Google?</think>" + JOB
    escaped = json.dumps({"text_for_visitor": text}).replace("<", r"\u003c")
    model.script = [Say([escaped])]
    assert (await site.ask(QUESTION)).texts == [JOB]


async def test_an_answer_in_several_fields_is_shown_in_their_order(
    site: Site, model: ModelServer, install: Install
) -> None:
    install(AGENTS, "parts")
    model.script = [
        Say(
            [
                '{"response": {"heading": "Her work now",',
                f' "sentences": ["{JOB}"]}}}}',
            ]
        ),
    ]
    shown = await site.ask(QUESTION)
    assert shown.text.split("\n\n") == ["Her work now", JOB]


@pytest.mark.parametrize("tool", ["where", "facts"])
async def test_what_a_tool_returns_is_the_answer_where_the_run_stops_at_it(
    site: Site, model: ModelServer, api: str, install: Install, tool: str
) -> None:
    install(AGENTS, "stops")
    model.script = [Call(tool, {})]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["Northwind Rail"]
    assert shown.notices == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken", "KeyError: 'no such setting'"),
        (
            "leaking",
            "RuntimeError: [hidden] was refused by https://[hidden]@crm.example",
        ),
        ("first_of_its_kind", "ValueError: no day is free"),
    ],
)
async def test_an_exception_of_an_agent_is_logged_with_its_trace_and_without_secrets(
    site: Site,
    install: Install,
    caplog: pytest.LogCaptureFixture,
    name: str,
    text: str,
) -> None:
    install(AGENTS, name)
    shown = await site.ask(QUESTION)
    assert shown.notices == [FALLBACK_NOTICE]
    assert text in caplog.text
    assert f"in {name}" in caplog.text  # the trace
    assert "sk-secret" not in caplog.text
    assert "hunter2" not in caplog.text


async def test_a_branch_that_returns_nothing_answers_with_its_last_agent(
    site: Site, model: ModelServer, install: Install
) -> None:
    """Exports have no End node more often than not; tools in them are believed."""
    install(BEFORE, "run_workflow")
    model.script = [
        Say(['{"classification": "free"}']),
        Call("next_free_day", {}),
        Say(["The next free day is Tuesday, 8 December 2026."]),
    ]
    shown = await site.ask("When are they free?")
    assert shown.texts == ["The next free day is Tuesday, 8 December 2026."]
    assert "Answer about free." in model.told
    assert "search_resume" in model.told
    assert (site.report.fallback, site.report.input_tokens) == ("", 3 * USAGE[0])


@pytest.mark.parametrize(
    ("topic", "text", "reason"),
    [
        ("end", "The résumé does not say.", ""),
        ("blocked", "", "guardrail"),
        ("other", "", "nonsense"),
    ],
)
async def test_each_end_of_an_export_is_understood(
    site: Site,
    model: ModelServer,
    install: Install,
    topic: str,
    text: str,
    reason: str,
) -> None:
    install(BEFORE, "run_workflow")
    model.script = [Say([f'{{"classification": "{topic}"}}'])]
    shown = await site.ask(QUESTION)
    assert site.report.fallback == reason
    assert text in shown.text
    assert "classification" not in str(shown.events)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("Plain.", "Plain."),
        ({"output_text": '{"answer": "In JSON."}', "output_parsed": {}}, "In JSON."),
        ({"result": {"data": {"message": "Deep down."}}}, "Deep down."),
        ([{"text": "One."}, {"text": "Two."}], "One.\n\nTwo."),
        ('```json\n{"final_answer": "Fenced."}\n```', "Fenced."),
        ({"verdict": "It fits her well.", "confidence": 0.9}, "It fits her well."),
        ({"thoughts": "I wonder about it.", "category": "work"}, ""),
        ({"tool_calls": [{"name": "a b"}]}, ""),
        (("[1] is no JSON.",), "[1] is no JSON."),
        (None, ""),
        (b"bytes", ""),
        ('{"answer": ' * 10_000, '{"answer": ' * 10_000),
    ],
)
def test_the_text_within_a_result_of_any_form_is_found(
    result: object, text: str
) -> None:
    assert answer_text(result) == text


class Usual(BaseModel):
    input_as_text: str | None = None
    pdf: str | None = None


class Renamed(BaseModel):
    question: str
    pdf: str | None = None


class Several(BaseModel):
    input_as_text: str
    pdf: str


def test_the_question_goes_into_the_field_that_has_to_be_given() -> None:
    fields = [input_field(model) for model in (Usual, Renamed, Several)]
    assert fields == ["input_as_text", "question", ""]


def test_a_failed_guardrail_is_no_answer() -> None:
    for result in (
        {"failed": True, "failures": [{"guardrail_name": "Contains PII"}]},
        {"pii": {"failed": True, "detected_counts": ["PERSON:1"]}},
    ):
        with pytest.raises(GuardrailFailed):
            answer_text(result)


MCP_SERVER = '''
from mcp.server.mcpserver import MCPServer

server = MCPServer("days")

@server.tool()
def next_day() -> str:
    """The next free day."""
    return "Tuesday"

server.run()
'''
MCP_AGENT = """
import sys
from agents import Agent
from agents.mcp import MCPServerStdio

days = MCPServerStdio({{"command": sys.executable, "args": [{path!r}]}},
                      client_session_timeout_seconds=30)
guide = Agent(name="Guide", model="m", mcp_servers=[days])
"""


async def test_an_mcp_server_is_connected_for_a_run_and_closed_after_it(
    site: Site, model: ModelServer, install: Install, tmp_path: Path
) -> None:
    path = tmp_path / "days_server.py"
    path.write_text(MCP_SERVER, encoding="utf-8")
    install(MCP_AGENT.format(path=str(path)), "guide")
    model.script = [Call("next_day", {}), Say(["The résumé does not say."])]
    for _ in range(2):
        model.script = [Call("next_day", {}), Say(["The résumé does not say."])]
        shown = await site.ask(QUESTION)
        assert shown.texts == ["The résumé does not say."]
        assert "Tuesday" in model.told
    module = sys.modules[site.settings.CHATKIT_AGENT.partition(":")[0]]
    assert module.days.session is None


async def test_an_mcp_server_that_does_not_start_is_logged_and_gets_a_fallback(
    site: Site,
    model: ModelServer,
    install: Install,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    install(MCP_AGENT.format(path=str(tmp_path / "missing.py")), "guide")
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "error"
    assert "Your agent raised an exception." in caplog.text
