"""The usage page: a row for each turn, who answered it, and what it cost."""

from datetime import UTC, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from chatkit.admin import labels
from chatkit.admin.base import ReadOnlyAdmin
from chatkit.config import conf, roles
from chatkit.models import Outcome, Turn
from chatkit.turns import usage

#: The rows of the summary, in days of UTC up to and including today.
PERIODS = {1: "Today", 7: "7 days", 30: "30 days"}
SUMS: dict[str, Any] = {
    "questions": Count("pk"),
    "unanswered": Count("pk", filter=Q(outcome=Outcome.UNANSWERED)),
    "fallbacks": Count("pk", filter=~Q(fallback="")),
    "cuts": Sum("cut_claims", default=0),
    "read": Sum("input_tokens", default=0),
    "written": Sum("output_tokens", default=0),
    "tokens": Sum(usage.TOKENS, default=0),
}


class AnsweredByFilter(admin.SimpleListFilter):
    title = "answered by"
    parameter_name = "answered_by"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return list(labels.RESPONDERS.items())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Turn]
    ) -> QuerySet[Turn]:
        return queryset.filter(answered_by=self.value()) if self.value() else queryset


@admin.register(Turn)
class UsageAdmin(ReadOnlyAdmin):
    list_display = (
        "started",
        "conversation",
        "outcome",
        "by",
        "tokens",
        "cost",
        "time",
        "opinion",
        "fallback_reason",
        "cut_claims",
    )
    list_display_links = None
    list_filter = (
        "outcome",
        AnsweredByFilter,
        ("started_at", admin.DateFieldListFilter),
    )
    list_before_template = "admin/chatkit/usage.html"
    ordering = ("-started_at", "-id")
    sortable_by = ("started",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Usage", "summary": summarize(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        may_read = request.user.has_perm(roles.VIEW_CONVERSATIONS)
        return [n for n in self.list_display if may_read or n != "conversation"]

    @admin.display(description="Started", ordering="started_at")
    def started(self, turn: Turn) -> str:
        return labels.moment(turn.started_at)

    @admin.display(description="Conversation")
    def conversation(self, turn: Turn) -> str:
        if turn.thread_id is None:
            return "deleted"
        url = reverse("admin:chatkit_thread_change", args=[quote(turn.thread_id)])
        return format_html('<a class="dashboard-link" href="{}">read</a>', url)

    @admin.display(description="Answered by")
    def by(self, turn: Turn) -> str:
        return labels.answered_by(turn)

    @admin.display(description="Tokens")
    def tokens(self, turn: Turn) -> str:
        return f"{turn.input_tokens + turn.output_tokens:,}"

    @admin.display(description="Estimated cost")
    def cost(self, turn: Turn) -> str:
        read, written = turn.input_tokens, turn.output_tokens
        cost = usage.estimate_cost(read, written, conf.current())
        return f"{cost:.4f}" if cost else ""

    @admin.display(description="Time")
    def time(self, turn: Turn) -> str:
        return labels.duration(turn.milliseconds)

    @admin.display(description="Second opinion")
    def opinion(self, turn: Turn) -> str:
        if not turn.opinion_milliseconds:
            return ""
        time = labels.duration(turn.opinion_milliseconds)
        return f"{turn.opinion_tokens:,} tokens, {time}"

    @admin.display(description="Why a short answer")
    def fallback_reason(self, turn: Turn) -> str:
        return labels.fallback(turn.fallback)


def summarize() -> list[dict[str, Any]]:
    """The totals of each period, from one query for the sums of each day."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    turns = Turn.objects.filter(
        started_at__gte=midnight - timedelta(days=max(PERIODS) - 1)
    )
    day = TruncDate("started_at", tzinfo=UTC)
    by_day: list[Any] = list(turns.values(day=day).annotate(**SUMS))
    rows = []
    for days, label in PERIODS.items():
        first = (midnight - timedelta(days=days - 1)).date()
        period = [row for row in by_day if row["day"] >= first]
        sums = {name: sum(row[name] for row in period) for name in SUMS}
        cost = usage.estimate_cost(sums["read"], sums["written"], conf.current())
        counts = {name: f"{number:,}" for name, number in sums.items()}
        rows.append({"period": label, "cost": usage.format_money(cost), **counts})
    return rows
