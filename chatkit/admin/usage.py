"""The ledger: a row for each turn, who answered it and what it cost."""

# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from chatkit.admin import labels
from chatkit.config import conf, roles
from chatkit.models import AnsweredBy, Outcome, Turn
from chatkit.turns import usage

#: The summary's spans: days of UTC with today as the last.
SPANS = {1: "Today", 7: "7 days", 30: "30 days"}


class AnsweredByFilter(admin.SimpleListFilter):
    title = "answered by"
    parameter_name = "answered_by"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [(value, labels.ROLES[value]) for value in AnsweredBy.values]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Turn]
    ) -> QuerySet[Turn]:
        return queryset.filter(answered_by=self.value()) if self.value() else queryset


@admin.register(Turn)
class UsageAdmin(ModelAdmin):
    list_display = (
        "started",
        "conversation",
        "outcome",
        "by",
        "tokens",
        "cost",
        "time",
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
    list_per_page = 50
    list_select_related = False
    ordering = ("-started_at", "-id")
    sortable_by = ("started",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Usage", "summary": summary()}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """The link to the conversation is for those who may read it."""
        may_read = request.user.has_perm(roles.VIEW_CONVERSATIONS)
        return [n for n in self.list_display if may_read or n != "conversation"]

    @admin.display(description="Started", ordering="started_at")
    def started(self, turn: Turn) -> str:
        return labels.moment(turn.started_at)

    @admin.display(description="Conversation")
    def conversation(self, turn: Turn) -> str:
        if turn.thread_id is None:
            return "deleted"
        address = reverse("admin:chatkit_thread_change", args=[quote(turn.thread_id)])
        return format_html('<a class="dashboard-link" href="{}">read</a>', address)

    @admin.display(description="Answered by")
    def by(self, turn: Turn) -> str:
        return labels.answered_by(turn)

    @admin.display(description="Tokens")
    def tokens(self, turn: Turn) -> str:
        return f"{turn.input_tokens + turn.output_tokens:,}"

    @admin.display(description="Cost, about")
    def cost(self, turn: Turn) -> str:
        spent = usage.cost(turn.input_tokens, turn.output_tokens, conf.current())
        return f"{spent:.4f}" if spent else ""

    @admin.display(description="Time")
    def time(self, turn: Turn) -> str:
        return labels.duration(turn.milliseconds)

    @admin.display(description="Why a short answer")
    def fallback_reason(self, turn: Turn) -> str:
        return labels.fallback(turn.fallback)


def summary() -> list[dict[str, Any]]:
    """A row for each span; one query, over the longest of them."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    starts = {days: midnight - timedelta(days=days - 1) for days in SPANS}
    turns = Turn.objects.filter(started_at__gte=min(starts.values()))
    sums: dict[str, Any] = {}
    for days, start in starts.items():
        within = Q(started_at__gte=start)
        unanswered = within & Q(outcome=Outcome.UNANSWERED)
        sums |= {
            f"questions_{days}": Count("pk", filter=within),
            f"unanswered_{days}": Count("pk", filter=unanswered),
            f"fallbacks_{days}": Count("pk", filter=within & ~Q(fallback="")),
            f"read_{days}": Sum("input_tokens", filter=within, default=0),
            f"written_{days}": Sum("output_tokens", filter=within, default=0),
        }
    found = turns.aggregate(**sums)
    return [row(days, found) for days in SPANS]


def row(days: int, found: dict[str, Any]) -> dict[str, Any]:
    """What the summary says of a span."""
    read, written = found[f"read_{days}"], found[f"written_{days}"]
    return {
        "span": SPANS[days],
        "questions": f"{found[f'questions_{days}']:,}",
        "unanswered": f"{found[f'unanswered_{days}']:,}",
        "fallbacks": f"{found[f'fallbacks_{days}']:,}",
        "tokens": f"{read + written:,}",
        "cost": usage.money(usage.cost(read, written, conf.current())),
    }
