"""What the doctor says of settings: the title, the level, the remedy."""

from datetime import date
from typing import Any

import pytest

from chatkit.config import credentials
from chatkit.config.resolve import resolve
from chatkit.models import ChatKitSettings
from chatkit.operations import checks
from tests.support.doctor import LONG, deployed, levels, run

pytestmark = pytest.mark.django_db
HOSTED = {"CHATKIT_INTEGRATION_TYPE": "hosted", "CHATKIT_WORKFLOW_ID": "wf_1"}


@pytest.fixture
def live_site(settings: Any) -> Any:
    """A site with nothing to fix."""
    return deployed(settings)


@pytest.mark.parametrize(
    ("changes", "finding", "level"),
    [
        ({"DEBUG": True}, "debug", "error"),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["localhost"]}, "debug", "warning"),
        ({"SECRET_KEY": "short"}, "secret-key", "error"),
        ({"SECRET_KEY": "django-insecure-" + LONG}, "secret-key", "error"),
        ({"ALLOWED_HOSTS": []}, "hosts", "error"),
        ({"ALLOWED_HOSTS": ["example.org:443"]}, "hosts", "error"),
        ({"ALLOWED_HOSTS": ["example.org/resume"]}, "hosts", "error"),
        ({"CHATKIT_LEFTOVERS": {"CHATKIT_GREETINGS": ""}}, "leftovers", "warning"),
        ({"SESSION_COOKIE_SECURE": False}, "https", "warning"),
        ({"TRUSTED_PROXIES": 0}, "proxies", "warning"),
        (
            {"OPENAI_BASE_URL": "http://models.example/v1", "OPENAI_API_KEY": "sk-1"},
            "base-url",
            "error",
        ),
        ({"OPENAI_BASE_URL": "http://models.example/v1"}, "base-url", "ok"),
        ({"OPENAI_BASE_URL": "api.openai.com/v1"}, "base-url", "error"),
        ({"OPENAI_BASE_URL": "https://host:port/v1"}, "base-url", "error"),
        ({"OPENAI_BASE_URL": "https://me:word@host/v1"}, "base-url", "error"),
        ({"OPENAI_BASE_URL": "http://[::1]:11434/v1"}, "base-url", "ok"),
    ],
)
def test_what_is_wrong_with_the_deployment(live_site, changes, finding, level):
    for name, value in changes.items():
        setattr(live_site, name, value)
    assert levels()[finding] == level
    assert "me:word" not in run().output


@pytest.mark.parametrize(
    "backend",
    [
        "django.core.cache.backends.locmem.LocMemCache",
        "django.core.cache.backends.dummy.DummyCache",
        "django.core.cache.backends.filebased.FileBasedCache",
        "django.core.cache.backends.db.DatabaseCache",
    ],
)
def test_a_cache_that_miscounts_across_processes_is_warned_about(live_site, backend):
    live_site.CACHES = {**live_site.CACHES, "default": {"BACKEND": backend}}
    [found] = [f for f in checks.examine_environment(resolve({})) if f.id == "cache"]
    assert found.level == "warning"
    assert backend.rpartition(".")[2] in found.title


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("\u201csk-1\u201d", "a curly quote"),
        ("'sk-1'", "a quote"),
        ("sk-1 2", "a space"),
        ("sk-1\nsk-2", "a line break"),
        ("sk-\u00e9", "a character no HTTP header can carry"),
        ("wf_1", "a workflow id"),
    ],
)
def test_a_key_that_cannot_be_one_is_an_error_that_names_what_it_has(
    live_site, key, fault
):
    live_site.OPENAI_API_KEY = key

    result = run()

    assert result.status == 1
    assert f"error OPENAI_API_KEY {'holds' if key == 'wf_1' else 'has'} {fault}" in (
        result.text
    )
    assert "Copy the key again from https://platform.openai.com" in result.text


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ('"wf_1"', "The workflow id has a quote in it"),
        ("3", "The workflow id is a version"),
        ("v2", "The workflow id is a version"),
        ("latest", "The workflow id is a version"),
        ("sk-secret", "The workflow id is a secret key"),
        ("workflow", "The workflow id is not wf_ followed by letters and digits"),
    ],
)
def test_a_workflow_id_that_cannot_be_one_is_an_error(live_site, value, title):
    live_site.CHATKIT_ENVIRONMENT = {**HOSTED, "CHATKIT_WORKFLOW_ID": value}

    result = run()

    assert result.status == 1
    assert f"error {title}" in result.text
    assert "sk-secret" not in result.output


def test_a_host_with_a_scheme_is_named_with_what_to_write_instead(live_site):
    live_site.ALLOWED_HOSTS = [
        "https://cv.example:8443/",
        "*.example.org",
        "[::1]",
        "a_b",
    ]

    text = run().text

    assert "DJANGO_ALLOWED_HOSTS has https://cv.example:8443/, *.example.org" in text
    assert (
        "put DJANGO_ALLOWED_HOSTS=cv.example,.example.org,[::1],a_b into .env" in text
    )


@pytest.mark.parametrize(
    ("key", "base_url", "title"),
    [
        ("sk-ant-1", "https://api.openai.com/v1", "of Anthropic, but requests go to"),
        ("gsk_1", "https://eu.api.openai.com/v1", "of Groq, but requests go to"),
        ("sk-proj-1", "https://llm.example/v1", "of OpenAI's, but requests go to llm"),
        ("sk-xT3BlbkFJx", "https://llm.example/v1", "of OpenAI's, but requests go to"),
        ("sk-proj-1", "https://api.openai.com/v1", ""),
        ("sk-proj-1", "http://127.0.0.1:4000/v1", ""),
        ("sk-1234", "https://llm.example/v1", ""),
    ],
)
def test_a_key_for_another_server_is_noticed(live_site, key, base_url, title):
    live_site.OPENAI_API_KEY = key
    live_site.OPENAI_BASE_URL = base_url

    result = run()

    assert (
        f"OPENAI_API_KEY {f'is a key {title}' if title else 'looks like'}"
        in result.text
    )
    assert key not in result.output


def test_a_key_typed_into_another_setting_is_not_shown(live_site):
    live_site.OPENAI_API_KEY = "sk-1"
    live_site.CHATKIT_ENVIRONMENT |= {"CHATKIT_MODEL": "sk-proj-hunter2"}

    text = run().text

    assert "asks the model (a secret key) through" in text
    assert "hunter2" not in text


def test_a_workflow_id_left_over_in_custom_mode_is_to_be_removed(live_site):
    live_site.CHATKIT_ENVIRONMENT |= {"CHATKIT_WORKFLOW_ID": "wf_..."}

    result = run()

    assert result.status == 0
    assert "warning The workflow id is not wf_ followed by letters" in result.text
    assert "-> Remove CHATKIT_WORKFLOW_ID from .env and restart." in result.text


def test_hosted_mode_that_was_asked_for_and_lacks_its_key_is_an_error(live_site):
    live_site.CHATKIT_ENVIRONMENT = HOSTED

    result = run()

    assert result.status == 1
    assert "error Hosted mode is chosen, but custom mode answers" in result.text
    assert "Put OPENAI_API_KEY=sk-... into .env and restart." in result.text
    assert "500, 502 or 503 from /api/chatkit/session Not set: OPENAI_API_KEY." in (
        result.text
    )


def test_a_remedy_says_where_the_setting_is_set_now(live_site):
    ChatKitSettings.objects.update_or_create(defaults={"integration_type": "hosted"})

    text = run().text

    assert 'set "Integration type" to custom in the admin\'s chat settings' in text


def test_openais_widget_on_a_public_host_needs_a_domain_key_and_a_registration(
    live_site,
):
    live_site.OPENAI_API_KEY = "sk-1"
    live_site.CHATKIT_ENVIRONMENT = {
        **HOSTED,
        "CHATKIT_CORS_ORIGIN": "https://blog.example",
    }

    result = run()

    assert "warning OPENAI_DOMAIN_KEY is not set" in result.text
    assert "Hosts that OpenAI has to know: example.org, blog.example" in result.text
    assert "401 on domain_keys/verify_hosted in the browser's console" in result.text
    assert "The chat goes blank a second or two after it opens" in result.text
    assert levels({**HOSTED, "OPENAI_DOMAIN_KEY": "domain_pk_1"})["domain-key"] == "ok"
    assert levels({**HOSTED, "CHATKIT_WIDGET": "builtin"})["domain-key"] == "ok"

    live_site.ALLOWED_HOSTS = [".example.org"]
    assert levels(HOSTED)["allow-list"] == "warning"

    live_site.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "me.localhost"]
    assert "allow-list" not in levels(HOSTED)


@pytest.mark.parametrize(
    ("origins", "level", "title"),
    [
        ("", "ok", "Only this site's own pages may use the chat"),
        ("https://blog.example", "ok", "These may use the chat too"),
        ("http://localhost:3000", "ok", "These may use the chat too"),
        ("*", "warning", "Any site may use the chat"),
        ("http://blog.example", "warning", "Pages without HTTPS may use the chat"),
    ],
)
def test_origins_are_checked(live_site, origins, level, title):
    live_site.CHATKIT_ENVIRONMENT = {"CHATKIT_CORS_ORIGIN": origins}
    assert f"{level} {title}" in run().text


@pytest.mark.parametrize(
    ("today", "title", "remedy"),
    [
        (date(2026, 11, 23), "ends on 30 November 2026, in 7 days", "Export"),
        (date(2026, 11, 29), "ends on 30 November 2026, in 1 day ", "Export"),
        (date(2026, 11, 30), "ends on 30 November 2026, today", "Export"),
        (date(2026, 12, 1), "ended on 30 November 2026, 1 day ago", "Run what you"),
        (date(2026, 12, 2), "ended on 30 November 2026, 2 days ago", "Run what you"),
    ],
)
def test_the_end_of_agent_builder_is_a_finding_for_those_with_a_workflow(
    live_site, monkeypatch, today, title, remedy
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today)
    live_site.OPENAI_API_KEY = "sk-1"
    live_site.CHATKIT_ENVIRONMENT = HOSTED

    text = run().text

    assert f"warning Agent Builder {title}" in text
    assert f"-> {remedy}" in text
    assert "agent-builder" not in levels({"CHATKIT_INTEGRATION_TYPE": "custom"})


@pytest.mark.parametrize(
    "variables",
    [{}, {"OPENAI_DOMAIN_KEY": "domain_pk_1"}, {"CHATKIT_INTEGRATION_TYPE": "hosted"}],
)
def test_after_the_end_nobody_is_sent_to_hosted_mode(live_site, monkeypatch, variables):
    live_site.CHATKIT_ENVIRONMENT = variables
    assert "OPENAI_API_KEY=sk-..." in run().text

    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 30))
    text = run().text

    assert "OPENAI_API_KEY=sk-..." not in text
    assert "wf_..." not in text
    assert "CHATKIT_INTEGRATION_TYPE=custom" in text


def test_a_model_without_a_key_is_a_warning(live_site):
    assert levels({"CHATKIT_MODEL": "gpt-5"})["answers"] == "warning"
    live_site.OPENAI_API_KEY = "sk-1"
    assert levels({"CHATKIT_MODEL": "gpt-5"})["answers"] == "ok"
    assert levels({"CHATKIT_CUSTOM_URL": "https://chat.example"})["answers"] == "ok"


def test_this_machine_has_many_names():
    assert all(
        map(credentials.is_local, ("localhost", "a.localhost", "127.0.0.9", "[::1]"))
    )
    assert not any(map(credentials.is_local, ("example.org", "192.168.1.2", "*")))
