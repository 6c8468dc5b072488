"""What the admin's first page shows above its list (unfold's DASHBOARD_CALLBACK).

https://unfoldadmin.com/docs/configuration/dashboard/
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone

from chatkit.admin import labels
from chatkit.config import conf, roles
from chatkit.models import Item, Outcome, Turn
from chatkit.operations.status import status

DAYS = 7
MAX_QUESTIONS = 10


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    if request.user.has_perm(roles.VIEW_SETTINGS):
        context["status"] = status(conf.from_rows())
        context["may_test"] = request.user.has_perm(roles.CHANGE_SETTINGS)
    if request.user.has_perm(roles.VIEW_CONVERSATIONS):
        context["unanswered"] = unanswered(timezone.now() - timedelta(days=DAYS))
    return context


def unanswered(since: datetime) -> dict[str, Any]:
    """How many questions the résumé did not answer, and the last of them."""
    turns = Turn.objects.filter(
        outcome=Outcome.UNANSWERED, started_at__gte=since, thread__isnull=False
    )
    question = Item.objects.filter(
        thread=OuterRef("thread"), item_id=OuterRef("question_id")
    )
    last = turns.annotate(question=Subquery(question.values("data")[:1]))
    questions = []
    for turn in last.order_by("-started_at")[:MAX_QUESTIONS]:
        text = labels.one_line(labels.message_text(turn.question) or "(deleted)")
        questions.append(
            {"text": text, "thread": turn.thread_id, "at": turn.started_at}
        )
    return {"count": turns.count(), "days": DAYS, "questions": questions}
