"""Which kind of responder answers, and what the rest of the site relies on."""

import re
from typing import Any

import pytest

from chatkit.answering import registry
from chatkit.config.resolve import Config, resolve
from chatkit.models import COSTLY, AnsweredBy
from chatkit.turns import usage


def test_the_kinds_are_those_the_database_knows() -> None:
    assert {kind.name for kind in registry.KINDS} == set(AnsweredBy.values)


def test_the_kinds_that_cost_are_those_the_budgets_count() -> None:
    costly = tuple(sorted(kind.name for kind in registry.KINDS if kind.costs))
    [counted] = [
        tuple(sorted(condition[1]))
        for condition in COSTLY.children
        if isinstance(condition, tuple) and condition[0] == "answered_by__in"
    ]
    [in_sql] = re.findall(r"answered_by IN \((.*?)\)", usage.COSTLY.sql)
    assert counted == costly
    assert tuple(sorted(re.findall(r"'(\w+)'", in_sql))) == costly


@pytest.mark.parametrize(
    ("agent", "model", "expected"),
    [
        ("", "", ["embedded"]),
        ("", "gpt", ["model", "embedded"]),
        ("a:b", "gpt", ["agent", "model", "embedded"]),
    ],
)
def test_an_agent_goes_before_a_model_and_the_extractive_answerer_is_always_there(
    settings: Any, agent: str, model: str, expected: list[str]
) -> None:
    settings.CHATKIT_AGENT = agent
    kinds = registry.selected_kinds(Config(model=model))
    assert [kind.name for kind in kinds] == expected


@pytest.mark.parametrize("kind", registry.KINDS, ids=lambda kind: kind.name)
def test_each_kind_says_what_answers(kind: Any, settings: Any) -> None:
    settings.CHATKIT_AGENT = "json:loads"
    settings.OPENAI_API_KEY = "sk-test"
    config = resolve({"CHATKIT_MODEL": "gpt"})
    finding = kind.summary(config)
    assert (finding.id, finding.level) == ("answers", "ok")
    assert kind.chosen(config) in finding.title
    assert kind.label
