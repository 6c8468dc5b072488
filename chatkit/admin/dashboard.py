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
SHOWN = 10  # questions


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The status for who may see the settings, the test for who may change them; what
    went unanswered for who may read conversations."""
    if request.user.has_perm(roles.VIEW_SETTINGS):
        context["status"] = status(conf.from_rows())
        context["may_test"] = request.user.has_perm(roles.CHANGE_SETTINGS)
    if request.user.has_perm(roles.VIEW_CONVERSATIONS):
        context["unanswered"] = unanswered(timezone.now() - timedelta(days=DAYS))
    return context


def unanswered(since: datetime) -> dict[str, Any]:
    """The questions the résumé said nothing about: how many, and the last of them."""
    turns = Turn.objects.filter(
        outcome=Outcome.UNANSWERED, started_at__gte=since
    ).exclude(thread=None)
    asked = Item.objects.filter(
        thread=OuterRef("thread"), item_id=OuterRef("question_id")
    )
    last = turns.annotate(asked=Subquery(asked.values("data")[:1]))
    return {
        "count": turns.count(),
        "days": DAYS,
        "questions": [
            {
                "text": labels.shortened(labels.text_of(turn.asked) or "(deleted)"),
                "thread": turn.thread_id,
                "at": turn.started_at,
            }
            for turn in last.order_by("-started_at")[:SHOWN]
        ],
    }
