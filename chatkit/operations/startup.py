"""The doctor's errors where an operator meets them: in the log, and after a command."""

import logging
import threading

from django.db import connections

from chatkit.config import conf
from chatkit.config.findings import Finding
from chatkit.operations import checks

logger = logging.getLogger(__name__)


def begin() -> threading.Thread:
    """Log the errors in a thread, so that a slow database delays no request."""
    thread = threading.Thread(target=_log_errors, name="chatkit-startup", daemon=True)
    thread.start()
    return thread


def explain_database_error() -> str:
    """What is wrong with the database and what to do, or ""."""
    found = checks.examine_database(conf.from_environment())
    return next(map(_sentences, _errors(found)), "")


def _log_errors() -> None:
    try:
        for finding in _errors(checks.examine(checks.config_in_effect())):
            logger.error("%s", _sentences(finding))
    finally:
        connections.close_all()


def _errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level == "error"]


def _sentences(finding: Finding) -> str:
    return f"{finding.title}. {finding.detail} {finding.remedy}"
