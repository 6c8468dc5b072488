"""A database that does not answer takes one line of the log; whatever else, its trace."""

import logging

import pytest
from django.db import InterfaceError, OperationalError

from chatkit.database import DatabaseErrorFilter

LOCKED = OperationalError("database\nis locked")


def logged(name: str, error: Exception) -> str:
    """What the site's log gets of the exception."""
    record = logging.LogRecord(
        name, logging.ERROR, "", 0, "%s broke", ("it",), (type(error), error, None)
    )
    assert DatabaseErrorFilter().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize("name", ["chatkit", "chatkit.turns.active"])
def test_the_chat_and_its_sdk_log_it_without_a_trace(name: str) -> None:
    said = "it broke: the database does not answer:"
    assert logged(name, LOCKED) == f"{said} OperationalError: database is locked"
    closed = InterfaceError("closed")
    assert logged(name, closed) == f"{said} InterfaceError: closed"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("chatkit", ValueError("ours")),
        ("django.request", LOCKED),
        ("chatkit_of_another", LOCKED),
    ],
)
def test_other_exceptions_and_other_programs_keep_their_traces(
    name: str, error: Exception
) -> None:
    first, *trace = logged(name, error).split("\n")
    assert first == "it broke"
    assert trace


def test_a_record_without_an_exception_is_left_as_it_is() -> None:
    record = logging.LogRecord("chatkit", logging.INFO, "", 0, "%s", ("fine",), None)
    assert DatabaseErrorFilter().filter(record)
    assert record.getMessage() == "fine"
