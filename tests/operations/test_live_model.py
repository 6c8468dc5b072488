"""``doctor --live`` in custom mode: the model is asked one word, the agent imported."""

import asyncio
import re

import pytest

from chatkit.config.resolve import resolve
from chatkit.operations import live as live_findings
from tests.support.live_findings import HOSTED, live
from tests.support.model_server import ModelServer, Say
from tests.support.model_site import QUESTION, Site
from tests.support.openai_stub import Scripted

MODEL = {
    "CHATKIT_INTEGRATION_TYPE": "custom",
    "CHATKIT_MODEL": "gpt-5-mini",
    "CHATKIT_MODEL_API": "responses",
}


def test_the_model_is_asked_one_word(openai):
    finding = live(MODEL)

    assert re.fullmatch(r"The model gpt-5-mini answered in \d\.\d s", finding.title)
    [asked] = openai.requests
    assert asked.path == "/v1/responses"
    assert (asked.body["model"], asked.body["store"]) == ("gpt-5-mini", False)


def test_a_server_that_is_not_openai_s_is_asked_as_for_visitors_and_needs_no_key(
    openai, settings
):
    settings.OPENAI_API_KEY = ""
    openai.answers["/v1/chat/completions"] = Scripted(200, {"choices": []})

    assert live(MODEL | {"CHATKIT_MODEL_API": "auto"}).level == "ok"
    assert [request.path for request in openai.requests] == ["/v1/chat/completions"]


def test_the_agent_is_imported_and_its_error_is_shown(openai, settings):
    settings.CHATKIT_AGENT = "json:loads"
    found = live_findings.examine(resolve(MODEL))
    assert (found[0].id, found[0].level) == ("live-agent", "ok")

    settings.CHATKIT_AGENT = "json:missing"
    [finding, _] = live_findings.examine(resolve(MODEL))
    assert finding.level == "error"
    assert "raised AttributeError" in finding.detail


def test_an_unknown_model_is_named_and_asked_for_once(openai):
    openai.refuse("/v1/responses", 404, "model_not_found")

    finding = live(MODEL)

    assert (finding.level, finding.id) == ("error", "live-model")
    assert "does not know the model gpt-5-mini (404)" in finding.title
    assert len(openai.requests) == 1


def test_an_answer_that_is_no_models_is_odd(openai):
    openai.answers["/v1/responses"] = Scripted(200, {"id": "resp_1"})
    assert "sends an unexpected answer" in live(MODEL).title


def test_a_refused_key_is_one_finding(openai, settings):
    settings.OPENAI_API_KEY = "sk-wrong"

    finding = live(HOSTED | {"CHATKIT_MODEL": "gpt-5-mini"})

    assert (finding.id, "(401)" in finding.title) == ("live-session", True)


CHAT = MODEL | {"CHATKIT_MODEL_API": "chat_completions"}


@pytest.mark.django_db(transaction=True)
async def test_the_model_is_asked_with_what_a_turn_sends(
    site: Site, model: ModelServer
) -> None:
    """Otherwise the doctor says that a model answers which refuses every turn."""
    for api in ("responses", "chat_completions"):
        site.configure(CHATKIT_MODEL_API=api)
        model.script = [Say(["The résumé does not say."])]
        await site.ask(QUESTION)
        variables = {**MODEL, "CHATKIT_MODEL_API": api}
        await asyncio.to_thread(live_findings.examine, resolve(variables))
        turn, doctor = model.requests[-2:]
        assert turn.keys() - {"include", "tools"} == doctor.keys()
        assert turn["stream"] == doctor["stream"]


def test_what_the_server_refuses_is_said_and_left_out(openai):
    error = {"detail": [{"loc": ["body", "stream_options"]}]}
    openai.answers_without["stream_options"] = Scripted(422, error)

    finding = live(CHAT)

    assert finding.level == "ok"
    assert "without stream_options, which it refuses" in finding.detail
    assert ["stream_options" in asked.body for asked in openai.requests] == [
        True,
        False,
    ]


def test_an_address_without_its_version_is_named(openai, settings):
    settings.OPENAI_BASE_URL = openai.url.removesuffix("/v1")

    finding = live(CHAT)

    assert finding.level == "error"
    assert f"OPENAI_BASE_URL={openai.url} into .env" in finding.remedy


def test_a_stream_is_read(openai):
    text = 'data: {"choices": [{"delta": {"content": "ready"}}]}\n\ndata: [DONE]\n\n'
    headers = {"Content-Type": "text/event-stream"}
    answer = Scripted(200, text=text, headers=headers)
    openai.answers["/v1/chat/completions"] = answer
    assert live(CHAT).level == "ok"
