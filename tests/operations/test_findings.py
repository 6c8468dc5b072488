"""``manage.py doctor``: what it shows of a site and its parts, and exits with."""

import io
import json
import re
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from chatkit.api import limits
from chatkit.config.findings import load_texts
from chatkit.models import AllowedOrigin, ChatKitSettings
from chatkit.operations import site
from tests.support.database import ROOT
from tests.support.doctor import command_line, deployed, levels, migrated, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def live_site(settings: Any) -> Any:
    """A site with nothing to fix."""
    return deployed(settings)


def test_a_fresh_clone_is_ready_and_says_that_custom_mode_answers(tmp_path):
    result = command_line(migrated(tmp_path))

    assert result.status == 0
    assert "warning Hosted mode is chosen, but custom mode answers" in result.text
    assert "ok SQLite keeps a write-ahead log" in result.text
    assert "Ready: visitors get answers. 0 errors," in result.text
    assert re.search(r"^  OPENAI_API_KEY +site +not set$", result.output, re.M)
    assert "If visitors report" not in result.text


def test_a_clone_that_was_never_migrated_fails_and_gets_no_database(tmp_path):
    result = command_line(tmp_path)

    assert result.status == 1
    assert "error There is no database yet" in result.text
    assert "Run manage.py migrate." in result.text
    assert list(tmp_path.iterdir()) == []


def test_every_setting_is_shown_with_its_value_its_source_and_its_variable(settings):
    settings.CHATKIT_ENVIRONMENT = {
        "CHATKIT_MAX_FILES": "3",
        "VITE_CHATKIT_DOMAIN_KEY": "domain_pk_1",
    }
    settings.CHATKIT_LOCK = ["max_files"]
    ChatKitSettings.objects.update_or_create(defaults={"theme": "dark"})
    AllowedOrigin.objects.create(origin="https://blog.example")

    output = run().output

    for variable, source, value in (
        ("CHATKIT_MAX_FILES", "environment, locked", "3"),
        ("VITE_CHATKIT_DOMAIN_KEY", "environment", "domain_pk_1"),
        ("CHATKIT_THEME", "admin", "dark"),
        ("CHATKIT_CORS_ORIGIN", "admin", "https://blog.example"),
        ("CHATKIT_WIDGET", "default", "auto"),
        ("DJANGO_SECRET_KEY", "site", "set"),
    ):
        assert re.search(rf"^  {variable} +{source} +{value}$", output, re.M), variable


def test_json_is_one_document_with_the_same_answer(settings):
    settings.OPENAI_API_KEY = "sk-\u201cletters\u201d"

    result = run("--json")

    document = json.loads(result.output)
    assert set(document) == {"ready", "settings", "findings", "if_visitors_report"}
    assert (document["ready"], result.status) == (False, 1)
    assert "letters" not in result.output
    assert {"id", "level", "title", "detail", "remedy"} == set(document["findings"][0])
    assert document["settings"][1] == {
        "group": "Mode",
        "name": "Integration type",
        "value": "hosted",
        "source": "default",
        "variable": "CHATKIT_INTEGRATION_TYPE",
        "locked": False,
    }


def test_a_well_deployed_site_is_all_ok(live_site):
    result = run()

    assert result.status == 0
    assert "Ready: visitors get answers. 0 errors, 0 warnings." in result.text


def test_static_files_that_were_not_collected_are_an_error(live_site, tmp_path):
    live_site.STATIC_ROOT = tmp_path
    live_site.STORAGES = {
        **live_site.STORAGES,
        "staticfiles": {"BACKEND": "resume_site.static.HashedStaticFiles"},
    }
    assert "error The static files are not collected" in run().text

    manifest = tmp_path / "staticfiles.json"
    manifest.write_text('{"version": "1.1", "paths": {"a.css": "a.1.css"}, "hash": ""}')
    assert "error The chat's files are not collected" in run().text

    manifest.write_text(json.dumps({"paths": {site.LAUNCHER: "chatkit/l.1.js"}}))
    assert "ok The static files are collected" in run().text


def test_a_migration_that_was_not_run_is_an_error(live_site):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'chatkit'")

    result = run()

    assert result.status == 1
    assert re.search(r"error The database lacks \d+ of the migrations", result.text)
    assert "Run manage.py migrate." in result.text


def test_a_database_that_does_not_answer_leaves_the_environment_to_be_shown(tmp_path):
    pytest.importorskip("psycopg")

    result = command_line(
        tmp_path,
        DATABASE_URL="postgres://resume:hunter2@127.0.0.1:1/resume",
        CHATKIT_MAX_FILES="3",
    )

    assert result.status == 1
    assert "error The database can't be read: PostgreSQL resume" in result.text
    assert re.search(r"CHATKIT_MAX_FILES +environment +3", result.output)
    assert "hunter2" not in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_no_database_is_a_finding_not_a_traceback(tmp_path):
    (tmp_path / "db.sqlite3").write_text("This is a text, and long enough to be read.")

    result = command_line(tmp_path)

    assert result.status == 1
    assert "error The database can't be read: SQLite" in result.text
    assert "Traceback" not in result.output


def test_a_terminal_without_the_characters_gets_others(live_site):
    terminal = io.TextIOWrapper(io.BytesIO(), "ascii")

    call_command("doctor", stdout=terminal)

    terminal.seek(0)
    assert "Custom mode quotes the r?sum?" in terminal.read()


def test_a_malformed_variable_stops_with_a_sentence_that_names_it(tmp_path):
    result = command_line(tmp_path, CHATKIT_LOCK="files")

    last = result.output.strip().splitlines()[-1]
    assert result.status == 1
    assert "CHATKIT_LOCK has a value" in last
    assert "expected any of chat_enabled," in last


def test_a_proxy_that_the_serving_processes_saw_is_a_warning(live_site):
    live_site.TRUSTED_PROXIES = 0
    assert "forwarding" not in levels()

    caches["default"].set(limits.SEEN, True)

    assert levels()["forwarding"] == "warning"


def test_a_cache_that_does_not_answer_is_a_finding_not_a_traceback(
    live_site, monkeypatch
):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("redis://:hunter2@10.0.0.1 refused")

    monkeypatch.setattr(type(caches["default"]), "get", fail)

    result = run()

    assert result.status == 1
    assert (
        "error The cache can't be checked The check failed with ConnectionError."
        in (result.text)
    )
    assert "hunter2" not in result.output


def test_each_text_has_a_check_that_uses_it_and_each_check_its_text():
    used = {
        key
        for pattern in (
            "operations/*.py",
            "config/credentials.py",
            "answering/*/kind.py",
        )
        for path in (ROOT / "chatkit").glob(pattern)
        for key in re.findall(r'"([a-z-]+\.[a-z-]+)"', path.read_text())
    }
    kept = {
        f"{table}.{variant}"
        for table, texts in load_texts().items()
        for variant, text in texts.items()
        if isinstance(text, dict)
    }

    assert {key for key in kept if not key.startswith("upstream.")} == used
