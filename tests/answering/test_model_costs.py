"""The usage of a model is recorded however its answer ends."""

from collections.abc import Iterator
from typing import Any

import pytest

from chatkit import database
from chatkit.models import Turn
from chatkit.turns import usage
from chatkit.turns.active import ActiveTurn
from tests.support import model_server
from tests.support.model_server import USAGE, ModelServer, Refuse, Say, completions
from tests.support.model_site import QUESTION, Site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("impatient"),
]


async def test_an_answer_that_is_cut_entirely_counts_against_the_budget(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [Say(["She was a director at Google in 1999."])]
    await site.ask(QUESTION)
    assert site.report.answered_by == "embedded"
    spent = await database.run(usage.load_today)
    assert (spent.messages, spent.tokens) == (1, sum(USAGE))


async def test_the_usage_of_an_answer_that_is_cut_short_is_estimated(
    site: Site, model: ModelServer, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_after = ActiveTurn._end_after
    monkeypatch.setattr(
        ActiveTurn, "_end_after", lambda turn, _, outcome: end_after(turn, 1, outcome)
    )
    site.configure(CHATKIT_MODEL_API=api)
    model.script = [Say(["She works at Northwind Rail. ", "She"], hang=True)]
    shown = await site.ask(QUESTION)
    assert shown.text.strip() == "She works at Northwind Rail."
    assert await database.run(model.left.wait, 5)
    turn = await Turn.objects.alatest("id")
    assert turn.outcome == "overdue"
    given = len(model.told) / 4
    assert given / 2 < turn.input_tokens < given * 2
    assert 0 < turn.output_tokens < 20


async def test_a_refusal_of_the_model_is_the_answer_and_counted_once(
    site: Site, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*asked: Any) -> Iterator[dict[str, Any]]:
        for chunk in completions(*asked):
            for choice in chunk["choices"]:
                if "content" in choice["delta"]:
                    choice["delta"]["refusal"] = choice["delta"].pop("content")
            yield chunk

    monkeypatch.setattr(model_server, "completions", refusing)
    model.script = [Say(["I can't help with that."])]
    shown = await site.ask(QUESTION)
    assert shown.texts == ["I can't help with that."]
    assert shown.notices == []
    assert (site.report.input_tokens, site.report.output_tokens) == USAGE
    assert (site.report.answered_by, site.report.found) == ("model", False)


async def test_a_refused_request_costs_nothing(
    site: Site, model: ModelServer, api: str
) -> None:
    model.script = [Refuse(401)]
    await site.ask(QUESTION)
    assert await database.run(usage.load_today) == usage.DailyUsage()


async def test_the_model_is_instructed_to_answer_in_english(
    site: Site, model: ModelServer
) -> None:
    model.script = [Say(["The résumé does not say."])]
    await site.ask("Wo arbeitet sie?")
    assert "Answer in English" in model.requests[0]["messages"][0]["content"]
