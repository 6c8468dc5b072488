"""An answer by a model: streamed, cited, checked."""

import logging

import pytest

from chatkit.api.messages import FALLBACK_NOTICE
from tests.support.grounding import LEFT_OUT
from tests.support.model_server import USAGE, ModelServer, Say
from tests.support.model_site import QUESTION, Site, number

pytestmark = pytest.mark.django_db(transaction=True)


async def test_an_answer_streams_by_the_sentence_under_the_turn_s_own_id(
    site: Site, model: ModelServer, api: str
) -> None:
    job = await number("Staff Engineer")
    text = (
        f"Mara works at Northwind Rail [{job}]. She is a Staff Engineer there [{job}]."
    )
    model.script = [Say.whole(text)]
    shown = await site.ask(QUESTION)

    assert shown.texts == [
        "Mara works at Northwind Rail. She is a Staff Engineer there."
    ]
    assert shown.deltas == [
        "Mara works at Northwind Rail.",
        " She is a Staff Engineer there.",
    ]
    assert [before for _, before in shown.cited] == [
        "Mara works at Northwind Rail.",
        "Mara works at Northwind Rail. She is a Staff Engineer there.",
    ]
    assert {title for title, _ in shown.cited} == {"Staff Engineer, Northwind Rail"}
    assert shown.answers[0]["id"] == site.turns[0].item_id
    assert shown.notices == []
    assert model.paths == [
        "/v1/responses" if api == "responses" else "/v1/chat/completions"
    ]
    assert (site.report.answered_by, site.report.model) == ("model", "gpt")
    assert (site.report.input_tokens, site.report.output_tokens) == USAGE
    assert site.report.found
    assert site.report.fallback == ""


async def test_each_message_of_a_thread_has_an_id_of_its_own(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [Say(["The résumé does not say."])]
    first = await site.ask(QUESTION)
    second = await site.ask("And before?", first.thread_id)
    assert first.answers[0]["id"] != second.answers[0]["id"]
    assert not site.report.found


async def test_marks_that_hold_become_citations_and_others_are_removed(
    site: Site, model: ModelServer
) -> None:
    job, school = await number("Staff Engineer"), await number("Lund University")
    model.script = [
        Say.whole(
            f"She is a Staff Engineer [{job}, {school}][999]. She studied at Lund"
            f" University. 【{school}】 She works at Northwind Rail.[^{job}]",
            3,
        )
    ]
    shown = await site.ask(QUESTION)
    assert shown.text == (
        "She is a Staff Engineer. She studied at Lund University. She works at"
        " Northwind Rail."
    )
    assert [before.rpartition(". ")[2] for _, before in shown.cited] == [
        "She is a Staff Engineer.",
        "She studied at Lund University.",
        "She works at Northwind Rail.",
    ]


async def test_claims_without_evidence_are_cut_and_counted(
    site: Site, model: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    job = await number("Staff Engineer")
    model.script = [
        Say.whole(f"She is a Staff Engineer [{job}]. She was a director at Google [2].")
    ]
    with caplog.at_level(logging.INFO):
        shown = await site.ask(QUESTION)
    assert shown.text.strip() == f"She is a Staff Engineer.{LEFT_OUT}"
    assert len(site.report.cuts) == 1
    assert site.report.fallback == ""
    assert "cut 1 sentence" in caplog.text
    assert "Google" not in caplog.text


async def test_an_answer_that_is_cut_entirely_gets_a_fallback(
    site: Site, model: ModelServer
) -> None:
    model.script = [Say.whole("She was a director at Google in 1999.")]
    shown = await site.ask(QUESTION)
    assert "Northwind Rail" in shown.text
    assert "Google" not in str(shown.events)
    assert shown.notices == [FALLBACK_NOTICE]
    assert shown.answers[0]["id"] == site.turns[0].item_id
    assert (site.report.answered_by, site.report.fallback) == ("embedded", "guarded")


async def test_the_reasoning_of_an_open_model_is_not_shown(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [
        Say.whole("<think>She is at Northwind Rail? Yes.</think>\n\nNorthwind Rail.", 4)
    ]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["Northwind Rail."]
    assert "think" not in str(shown.events)
