"""Findings about errors of OpenAI's; the texts are under ``[upstream]``."""

from dataclasses import replace

from chatkit.config.findings import Finding, finding
from chatkit.config.upstream import Cause
from chatkit.hosted import connections
from chatkit.hosted.error_mapping import permanent_cause
from chatkit.hosted.errors import OpenAIError, Refused, Unreachable

AGAIN = "Then run manage.py doctor --live again."


def explain(finding_id: str, host: str, name: str, error: OpenAIError) -> Finding:
    """``name`` is what was asked for, as in a sentence: "the model m"."""
    found = finding(
        f"upstream.{_kind(error, finding_id)}",
        host=host,
        name=name,
        status=error.status if isinstance(error, Refused) else "",
        connect_timeout=connections.CONNECT_TIMEOUT,
        answer_timeout=connections.ANSWER_TIMEOUT,
    )
    detail = f"{found.detail} {request_id_sentence(error.request_id)}".strip()
    return replace(
        found, id=finding_id, detail=detail, remedy=f"{found.remedy} {AGAIN}"
    )


def _kind(error: OpenAIError, finding_id: str) -> str:
    if isinstance(error, Unreachable):
        return error.reason
    if not isinstance(error, Refused):
        return "unexpected"
    match error.status:
        case 404 | 410 if finding_id == "live-model":
            return "model"
        case 403:
            return "permission"
        case 429:
            return "credit" if error.code == "insufficient_quota" else "busy"
    if cause := permanent_cause(error):
        return cause.name.lower()
    if error.status == 410:
        return Cause.WORKFLOW.name.lower()
    if error.status >= 500:
        return "server"
    return "redirect" if error.status < 400 else "request"


def request_id_sentence(request_id: str) -> str:
    return f"Request id: {request_id}." if request_id else ""
