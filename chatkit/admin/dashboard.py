"""What the admin's first page shows above its list (unfold's DASHBOARD_CALLBACK).

https://unfoldadmin.com/docs/configuration/dashboard/
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from chatkit.admin import asking, labels
from chatkit.config import conf, roles
from chatkit.operations.status import status

DAYS = 7
MAX_QUESTIONS = 10


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    if request.user.has_perm(roles.VIEW_SETTINGS):
        context["status"] = status(conf.from_rows())
        context["may_test"] = request.user.has_perm(roles.CHANGE_SETTINGS)
    if request.user.has_perm(roles.VIEW_CONVERSATIONS):
        context["may_answer"] = request.user.has_perm(roles.ADD_ANSWERS)
        context["unanswered"] = unanswered(timezone.now() - timedelta(days=DAYS))
    return context


def unanswered(since: datetime) -> dict[str, Any]:
    """How many questions the résumé did not answer, and the last of them."""
    turns = asking.unanswered().filter(started_at__gte=since)
    questions = []
    for turn in turns.order_by("-started_at")[:MAX_QUESTIONS]:
        text = asking.question_of(turn)
        questions.append(
            {
                "text": labels.one_line(text or "(deleted)"),
                "thread": turn.thread_id,
                "at": turn.started_at,
                "turn": turn.pk if text else None,
            }
        )
    return {"count": turns.count(), "days": DAYS, "questions": questions}
