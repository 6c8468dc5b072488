"""What the owner's agent may do wrong, and what the visitor then gets."""

import asyncio
import threading

import pytest
from agents.models import _openai_shared

from chatkit import database
from chatkit.answering.passages import published
from chatkit.api.messages import FALLBACK_NOTICE
from tests.support.grounding import LEFT_OUT, check
from tests.support.model_server import Call, ModelServer, Say
from tests.support.model_site import QUESTION, Install, Site

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = "from agents import Agent\nguide = Agent(name='Guide')\n"
GUARDED = """
from agents import Agent, GuardrailFunctionOutput, Runner, input_guardrail

judge = Agent(name="Judge", model="small")

@input_guardrail
async def polite(context, agent, given):
    await Runner.run(judge, "Is it polite?")
    return GuardrailFunctionOutput(output_info=None, tripwire_triggered=False)

guide = Agent(name="Guide", input_guardrails=[polite])
"""
CONSULTING = """
from agents import Agent

expert = Agent(name="Expert", model="small")
guide = Agent(name="Guide", tools=[expert.as_tool("expert", "Knows more.")])
"""
WORKFLOW = """
import asyncio
from pydantic import BaseModel

class WorkflowInput(BaseModel):
    input_as_text: str

async def run_workflow(workflow_input: WorkflowInput):
    {}
"""
SLOW = """
import threading, time
importing = next(t for t in threading.enumerate() if t.name == "the test's")
importing.imported.wait(20)
from agents import Agent
guide = Agent(name="Guide")
"""


async def test_an_agent_in_a_guardrail_uses_the_site_s_model_server(
    site: Site,
    model: ModelServer,
    api: str,
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_openai_shared, "_default_openai_client", None)
    install(GUARDED, "guide")
    model.script = [Say(["The résumé does not say."])]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["The résumé does not say."]
    assert {asked["model"] for asked in model.requests} == {"gpt", "small"}


async def test_the_output_of_an_agent_used_as_a_tool_is_no_evidence(
    site: Site, model: ModelServer, api: str, install: Install
) -> None:
    install(CONSULTING, "guide")
    model.script = [
        Call("expert", {"input": "Where was she?"}),
        Say(["She worked at Google in 1999."]),
    ]
    shown = await site.ask(QUESTION)
    assert len(model.requests) == 3
    assert "Google" not in str(shown.events)
    assert site.report.fallback == "guarded"


async def test_the_number_of_a_passage_is_no_evidence(
    site: Site, model: ModelServer, install: Install
) -> None:
    install(PLAIN, "guide")
    passages = await database.run(published)
    claim = "She leads a team of {} people."
    number, passage = next(
        (number, passage)
        for number, passage in enumerate(passages, 1)
        if check(claim.format(number), passages, "").cut
    )
    model.script = [
        Call("search_resume", {"query": f"{passage.title} {passage.text}"}),
        Say([f"She works at Northwind Rail. {claim.format(number)}"]),
    ]
    shown = await site.ask(QUESTION)
    assert f"[{number}]" in model.told
    assert shown.text.strip() == f"She works at Northwind Rail.{LEFT_OUT}"


async def test_a_module_that_calls_exit_when_imported_does_not_end_the_process(
    site: Site, install: Install
) -> None:
    install("import sys\nsys.exit('Set MY_KEY first.')\n", "guide")
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "agent_unavailable"


async def test_a_slow_import_does_not_block_the_database_threads(
    site: Site, model: ModelServer, install: Install
) -> None:
    class Importing(threading.Thread):
        imported = threading.Event()

        def run(self) -> None:
            self.imported.wait(20)

    importing = Importing(name="the test's")
    importing.start()
    install(SLOW, "guide")
    model.script = [Say(["The résumé does not say."])]
    asking = [asyncio.create_task(site.ask(QUESTION)) for _ in range(6)]
    try:
        await asyncio.sleep(1)  # all wait for the import
        passages = await asyncio.wait_for(database.run(published), 5)
    finally:
        importing.imported.set()
    assert passages
    for shown in await asyncio.gather(*asking):
        assert shown.texts == ["The résumé does not say."]


async def test_a_key_of_an_agent_is_not_sent_in_plain_text(
    site: Site, install: Install
) -> None:
    install(PLAIN, "guide")
    site.settings.OPENAI_BASE_URL = "http://model.example/v1"
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "no_key"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return None", "nonsense"),
        ("return 3", "nonsense"),
        ("return b'text'", "nonsense"),
        ("return {'output_text': 5}", "nonsense"),
        ("""return {'output_text': '{"category": "other"}'}""", "nonsense"),
        ("raise KeyError('sk-secret')", "error"),
        ("raise asyncio.CancelledError", "error"),
    ],
)
async def test_a_workflow_that_answers_nothing_gets_a_fallback(
    site: Site,
    install: Install,
    caplog: pytest.LogCaptureFixture,
    body: str,
    reason: str,
) -> None:
    install(WORKFLOW.format(body), "run_workflow")
    shown = await site.ask(QUESTION)
    assert len(shown.answers) == 1
    assert "Northwind Rail" in shown.text
    assert shown.notices == [FALLBACK_NOTICE]
    assert site.report.fallback == reason
    assert "sk-secret" not in f"{caplog.text}{shown.events}"


async def test_a_text_within_json_is_the_answer(site: Site, install: Install) -> None:
    text = '{"answer": "The résumé does not say."}'
    install(WORKFLOW.format(f"return {{'output_text': {text!r}}}"), "run_workflow")
    shown = await site.ask(QUESTION)
    assert shown.texts == ["The résumé does not say."]
