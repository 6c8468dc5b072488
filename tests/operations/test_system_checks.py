"""System checks: the exact list, and what each follows from."""

import io
import re
from typing import Any

import pytest
from django.core.checks import ERROR, WARNING, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from chatkit.config.findings import load_texts
from tests.support.doctor import command_line, deployed


@pytest.fixture
def site(settings: Any) -> Any:
    """A live site in custom mode, of which no check complains."""
    return deployed(settings)


def found(*, deployment: bool = True) -> list[str]:
    """The ids of this app's checks that complain."""
    messages = run_checks(include_deployment_checks=deployment)
    ours = [m for m in messages if str(m.id).startswith("chatkit.")]
    for message in ours:
        assert message.hint
        assert message.level == (ERROR if ".E" in str(message.id) else WARNING)
    return sorted(str(message.id) for message in ours)


def test_the_ids_are_these_and_each_is_used_once():
    tables = load_texts().values()
    assert sorted(table["check"] for table in tables if "check" in table) == [
        *(f"chatkit.E{number:03}" for number in range(1, 4)),
        *(f"chatkit.W{number:03}" for number in range(1, 11)),
    ]


def test_a_well_deployed_site_has_nothing_to_fix(site):
    assert found() == []


@pytest.mark.parametrize(
    ("variables", "changes", "ids"),
    [
        ({}, {"OPENAI_API_KEY": "\u201csk-1\u201d"}, ["chatkit.E001"]),
        (
            {"CHATKIT_INTEGRATION_TYPE": "hosted", "CHATKIT_WORKFLOW_ID": "3"},
            {},
            [*("chatkit.E002", "chatkit.W001", "chatkit.W003", "chatkit.W004")],
        ),
        (
            {},
            {"OPENAI_BASE_URL": "http://models.example/v1", "OPENAI_API_KEY": "sk-1"},
            ["chatkit.E003"],
        ),
        ({"CHATKIT_MODEL": "gpt-5"}, {}, ["chatkit.W002"]),
        ({"CHATKIT_WIDGET": "openai"}, {}, ["chatkit.W004"]),
        ({}, {"CHATKIT_AGENT": "nowhere_at_all:agent"}, ["chatkit.W010"]),
        ({}, {"CHATKIT_AGENT": "json:nothing_there"}, ["chatkit.W010"]),
        ({}, {"CHATKIT_AGENT": "just.a.module"}, ["chatkit.W010"]),
        ({}, {"CHATKIT_AGENT": "json:loads"}, []),
        (
            {"CHATKIT_WIDGET": "openai", "OPENAI_DOMAIN_KEY": "domain_pk_1"},
            {"ALLOWED_HOSTS": ["*"]},
            ["chatkit.W005"],
        ),
        ({"CHATKIT_CORS_ORIGIN": "*"}, {}, ["chatkit.W006"]),
        ({}, {"TRUSTED_PROXIES": 0}, ["chatkit.W007"]),
        (
            {},
            {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}},
            ["chatkit.W008"],
        ),
    ],
)  # fmt: skip
def test_each_check_complains_of_its_own(site, variables, changes, ids):
    site.CHATKIT_ENVIRONMENT |= variables
    for name, value in changes.items():
        setattr(site, name, value)
    assert found() == ids


def test_hosted_mode_is_warned_about_even_where_the_doctor_calls_it_an_error(site):
    site.CHATKIT_ENVIRONMENT = {
        "CHATKIT_WORKFLOW_ID": "wf_1",
        "CHATKIT_WIDGET": "builtin",
    }
    assert found() == ["chatkit.W001", "chatkit.W003"]


def test_only_errors_are_shown_outside_of_a_deployment_check(site):
    site.CHATKIT_ENVIRONMENT = {"CHATKIT_CORS_ORIGIN": "*", "CHATKIT_WORKFLOW_ID": "3"}
    assert found(deployment=False) == ["chatkit.E002"]


def test_the_checks_ask_no_database(site):
    """This test may not touch one: pytest-django would fail it."""
    call_command("check", "--deploy", stderr=io.StringIO())


def test_what_django_checks_itself_is_left_to_it(tmp_path):
    result = command_line(
        tmp_path,
        *("check", "--deploy"),
        DJANGO_HTTPS="false",
        CHATKIT_CORS_ORIGIN="*",
    )

    ids = set(re.findall(r"\((\w+\.W\d+)\)", result.output))
    assert result.status == 0
    assert {"chatkit.W001", "chatkit.W006"} <= ids
    assert {f"security.W{n:03}" for n in (4, 8, 9, 12, 16, 18)} <= ids


@pytest.mark.django_db
def test_an_error_stops_every_command_but_the_doctor(settings, tmp_path):
    settings.OPENAI_API_KEY = "\u201csk-letters\u201d"

    with pytest.raises(SystemCheckError) as stopped:
        call_command("migrate", skip_checks=False)
    examining = command_line(tmp_path, OPENAI_API_KEY=settings.OPENAI_API_KEY)

    assert "(chatkit.E001) OPENAI_API_KEY has a curly quote in it." in str(
        stopped.value
    )
    assert "error OPENAI_API_KEY has a curly quote in it" in examining.text
    assert examining.status == 1
    assert "letters" not in str(stopped.value) + examining.output
