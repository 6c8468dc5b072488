"""A database that can't be used: what the commands, the doctor and the log say."""

import logging

import pytest
from django.db import connection

from chatkit.config.findings import finding
from chatkit.operations import checks, startup
from tests.support.doctor import command_line, levels, run

READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET LOCAL transaction_read_only = on",
}
SAMPLE = "resume/samples/sample.json"


def test_a_command_on_a_database_that_was_not_migrated_says_what_to_do(tmp_path):
    result = command_line(tmp_path, "loadresume", SAMPLE)

    assert result.status == 1
    [sentence] = result.output.splitlines()
    assert sentence.startswith("The database lacks ")
    assert sentence.endswith("Run manage.py migrate.")


def test_a_command_whose_database_has_no_folder_says_what_to_do(tmp_path):
    result = command_line(tmp_path / "nowhere", "migrate")

    assert result.status == 1
    [sentence] = result.output.splitlines()
    assert sentence.startswith("The folder of the database does not exist: SQLite ")
    assert "Make the folder, or correct DATABASE_URL" in sentence


@pytest.mark.django_db
def test_a_database_that_takes_no_writes_is_an_error():
    assert levels()["writes"] == "ok"

    with connection.cursor() as cursor:
        cursor.execute(READ_ONLY[connection.vendor])
    try:
        result = run()
        explanation = startup.explain_database_error()
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")

    assert result.status == 1
    assert "error The database can't be written: " in result.text
    assert explanation.startswith("The database can't be written: ")
    assert "Let the user who runs the site write it" in explanation


@pytest.mark.django_db
def test_an_error_of_another_kind_is_not_explained_away():
    assert startup.explain_database_error() == ""


def test_a_server_logs_the_doctor_s_errors_when_it_starts(monkeypatch, caplog):
    found = [finding("static-files.missing"), finding("debug.off")]
    monkeypatch.setattr(checks, "config_in_effect", lambda: None)
    monkeypatch.setattr(checks, "examine", lambda config: found)

    startup.begin().join(10)

    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("The static files are not collected. ")
    assert "Run manage.py collectstatic --noinput" in record.getMessage()
