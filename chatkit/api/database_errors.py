"""A database that does not answer: what says so, and how it is logged.

In one line, whoever it meets: nothing is wrong with the code, so a trace tells nothing.
"""

import logging

from django.db import InterfaceError, OperationalError

KINDS = (OperationalError, InterfaceError)


def words(error: BaseException) -> str:
    """What the database said, for the log."""
    said = " ".join(str(error).split())
    return f"the database does not answer: {type(error).__name__}: {said}"


class InOneLine(logging.Filter):
    """Takes the trace from what the chat and its SDK log of such a database.

    The SDK logs with a trace whatever ends a stream, to a logger called "chatkit".
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if record.name.partition(".")[0] == "chatkit" and isinstance(error, KINDS):
            record.msg = f"{record.getMessage()}: {words(error)}"
            record.args = record.exc_info = record.exc_text = None
        return True
