"""How a database that does not answer is recognised and logged: in one line.

The code is not at fault, so a traceback tells nothing.
"""

import logging

from django.db import InterfaceError, OperationalError

DATABASE_ERRORS = (OperationalError, InterfaceError)


def describe(error: BaseException) -> str:
    """The database's own message on one line, for the log."""
    message = " ".join(str(error).split())
    return f"the database does not answer: {type(error).__name__}: {message}"


class DatabaseErrorFilter(logging.Filter):
    """Removes the traceback from such records of the chat and of OpenAI's SDK.

    The SDK logs with a traceback whatever ends a stream, to a logger called "chatkit".
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        is_chat = record.name.partition(".")[0] == "chatkit"
        if is_chat and isinstance(error, DATABASE_ERRORS):
            record.msg = f"{record.getMessage()}: {describe(error)}"
            record.args = record.exc_info = record.exc_text = None
        return True
