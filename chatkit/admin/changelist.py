"""The list of conversations: what is shown of each, and the filter.

What the list says of a conversation is a subquery on an index, for the page's rows only:
the list costs the same however many conversations there are.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from unfold.views import ChangeList

from chatkit.admin import search
from chatkit.models import Feedback, Item, Outcome, Thread, Turn
from chatkit.turns.leases import CUT

#: What may have happened in a conversation, by its value in the filter's URL.
EVENTS: dict[str, tuple[str, type[Model], Q]] = {
    "unanswered": ("The résumé did not say", Turn, Q(outcome=Outcome.UNANSWERED)),
    "disliked": ("Disliked", Item, Q(feedback=Feedback.NEGATIVE)),
    "liked": ("Liked", Item, Q(feedback=Feedback.POSITIVE)),
    "cut": ("Claims were cut", Turn, Q(cut_claims__gt=0)),
    "fallback": ("Short answer instead", Turn, ~Q(fallback="")),
    "broken": ("Broken off", Turn, Q(outcome__in=CUT)),
}


class ConversationList(ChangeList):
    def get_queryset(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> QuerySet[Thread]:
        return annotate(super().get_queryset(request, *args, **kwargs))

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.query and self.result_count == search.MAX_FOUND:
            text = (
                f"Only the first {search.MAX_FOUND:,} conversations are listed. Add words or a"
                " filter to narrow the search."
            )
            messages.info(request, text)


def annotate(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Add the first question, the last turn, and how often each event happened."""
    questions = Q(type="user_message")
    first = Item.objects.filter(questions, thread=OuterRef("pk")).order_by("sequence")
    last = Turn.objects.filter(thread=OuterRef("pk")).order_by("-started_at")
    return threads.annotate(
        first_question=Subquery(first.values("data")[:1]),
        question_count=_count(Item, questions),
        last_turn=Coalesce(Subquery(last.values("started_at")[:1]), "created_at"),
        **{
            f"{name}_count": _count(model, condition)
            for name, (_, model, condition) in EVENTS.items()
        },
    )


def _count(model: type[Model], condition: Q) -> Coalesce:
    of_thread = model._default_manager.filter(condition, thread=OuterRef("pk"))
    counted = of_thread.order_by().values("thread").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


class EventFilter(SimpleListFilter):
    title = "what happened"
    parameter_name = "with"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, str]]:
        return [(name, label) for name, (label, *_) in EVENTS.items()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Thread]
    ) -> QuerySet[Thread]:
        if not (event := EVENTS.get(self.value() or "")):
            return queryset
        _, model, condition = event
        # Not Exists(), which would look once per conversation to count them.
        rows = model._default_manager.filter(condition, thread__isnull=False)
        return queryset.filter(pk__in=rows.values("thread"))
