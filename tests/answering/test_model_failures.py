"""What the visitor gets and the owner learns when a model does not answer."""

import asyncio
import gc

import pytest

from chatkit import database
from chatkit.answering import failures
from chatkit.answering.llm import agent_events, runner
from chatkit.api.messages import FALLBACK_NOTICE
from tests.support.model_server import (
    REQUEST_ID,
    Answer,
    Call,
    ModelServer,
    Refuse,
    Say,
)
from tests.support.model_site import QUESTION, Site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("impatient"),
]
REFUSALS: list[tuple[Answer, str, int]] = [
    (Refuse(401), "refused", 1),
    (Refuse(403), "refused", 1),
    (Refuse(404), "refused", 1),
    (Refuse(429), "busy", 2),
    (Refuse(500), "broken", 2),
    (Refuse(200, "<html>Welcome</html>"), "nonsense", 1),
    (Say([]), "nonsense", 1),
    (Say(["Mara wor"], cut=True), "broken", 2),
    (Say(["Mara wor"], hang=True), "timeout", 2),
    (Call("launch", {}), "nonsense", 1),
]


@pytest.mark.parametrize(
    ("answer", "reason", "requests"),
    REFUSALS,
    ids=[f"{reason}-{at}" for at, (_, reason, _) in enumerate(REFUSALS)],
)
async def test_a_model_that_fails_gets_a_fallback_and_the_owner_sees_why(
    site: Site,
    model: ModelServer,
    api: str,
    answer: Answer,
    reason: str,
    requests: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ("FIRST_TOKEN", "BETWEEN_TOKENS"):
        monkeypatch.setattr(agent_events, name, 1.0)
    monkeypatch.setattr(runner, "FIRST_TOKEN", 1.0)
    model.script = [answer]
    shown = await site.ask(QUESTION)

    assert "Northwind Rail" in shown.text
    assert len(shown.answers) == 1
    assert shown.answers[0]["id"] == site.turns[0].item_id
    assert shown.notices == [FALLBACK_NOTICE]
    assert (site.report.answered_by, site.report.fallback) == ("embedded", reason)
    assert len(model.requests) == requests
    assert f"did not answer: {reason}" in caplog.text
    for hidden in ("upstream text", "sk-secret", "Mara wor"):
        assert hidden not in caplog.text
        assert hidden not in str(shown.events)
    failure = await database.run(failures.last_failure)
    assert failure
    assert failure.reason == reason
    if isinstance(answer, Refuse) and answer.status >= 400:
        assert (failure.status, failure.request_id) == (answer.status, REQUEST_ID)


async def test_a_retry_that_succeeds_is_all_the_visitor_sees(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [Refuse(500), Say(["The résumé does not say."])]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["The résumé does not say."]
    assert shown.notices == []
    assert await database.run(failures.last_failure) is None


async def test_a_partial_answer_stays_and_the_fallback_follows(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [
        Say(["She works at Northwind Rail. ", "She was", " there"], cut=True)
    ]
    shown = await site.ask(QUESTION)
    assert len(model.requests) == 1
    assert shown.texts[0].strip() == "She works at Northwind Rail."
    assert len(shown.texts) == 2
    assert len({item["id"] for item in shown.answers}) == 2
    assert shown.notices == [FALLBACK_NOTICE]
    assert site.report.fallback == "broken"


async def test_a_server_that_does_not_listen_is_unreachable(
    site: Site, model: ModelServer
) -> None:
    site.settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "unreachable"


async def test_without_a_key_openai_is_not_asked(site: Site) -> None:
    site.settings.OPENAI_API_KEY = ""
    site.settings.OPENAI_BASE_URL = "https://api.openai.com/v1"
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert site.report.fallback == "no_key"


async def test_a_cancelled_turn_closes_its_request_and_leaves_no_task(
    site: Site, model: ModelServer, api: str, caplog: pytest.LogCaptureFixture
) -> None:
    model.script = [Say(["She works at Northwind Rail. ", "She"], hang=True)]
    asking = asyncio.create_task(site.events(QUESTION))
    assert await asyncio.to_thread(model.hung.wait, 30)
    assert site.task
    site.task.cancel()
    await asyncio.wait([site.task, asking], timeout=5)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert await asyncio.to_thread(model.left.wait, 5)
    gc.collect()
    assert [record for record in caplog.records if record.name == "asyncio"] == []
