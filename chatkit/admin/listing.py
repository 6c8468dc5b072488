"""The conversations as the admin lists, filters and searches them.

What the list says of each is asked for with the page's rows only: subqueries, each on an
index, so that the list costs the same however many conversations there are.
"""

# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

import json
import re
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db import connection
from django.db.models import (
    Count,
    Exists,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal
from unfold.views import ChangeList

from chatkit.models import Feedback, Item, Outcome, Thread, Turn

MESSAGES = ("user_message", "assistant_message")
BROKEN_OFF = (Outcome.STOPPED, Outcome.OVERDUE, Outcome.FAILED, Outcome.LOST)

#: What may have happened in a conversation, by its name in the filter's address.
HAPPENED: dict[str, tuple[str, type[Model], Q]] = {
    "unanswered": (
        "The résumé did not say",
        Turn,
        Q(outcome=Outcome.UNANSWERED),
    ),
    "disliked": ("Disliked", Item, Q(feedback=Feedback.NEGATIVE)),
    "liked": ("Liked", Item, Q(feedback=Feedback.POSITIVE)),
    "cut": ("Claims were cut", Turn, Q(cut_claims__gt=0)),
    "fallback": ("Short answer instead", Turn, ~Q(fallback="")),
    "broken": ("Broken off", Turn, Q(outcome__in=BROKEN_OFF)),
}


class Listing(ChangeList):
    """The rows with what is said of each."""

    def get_queryset(self, request: HttpRequest, *args: Any) -> QuerySet[Thread]:
        return described(super().get_queryset(request, *args))


def described(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Each with its first question, its last turn, and counts of what happened."""
    mine: QuerySet[Any] = Item.objects.filter(thread=OuterRef("pk"), type=MESSAGES[0])
    last = Turn.objects.filter(thread=OuterRef("pk")).order_by("-started_at")
    return threads.annotate(
        first_question=Subquery(mine.order_by("sequence").values("data")[:1]),
        question_count=_count(Item, Q(type=MESSAGES[0])),
        last_turn=Coalesce(Subquery(last.values("started_at")[:1]), "created_at"),
        **{
            f"{name}_count": _count(model, condition)
            for name, (_, model, condition) in HAPPENED.items()
        },
    )


def _count(model: type[Model], condition: Q) -> Coalesce:
    of_thread = model._default_manager.filter(condition, thread=OuterRef("pk"))
    counted = of_thread.order_by().values("thread").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


class Happened(SimpleListFilter):
    title = "what happened"
    parameter_name = "with"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, str]]:
        return [(name, words) for name, (words, *_) in HAPPENED.items()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Thread]
    ) -> QuerySet[Thread]:
        if not (found := HAPPENED.get(self.value() or "")):
            return queryset
        _, model, condition = found
        rows = model._default_manager.filter(condition, thread=OuterRef("pk"))
        return queryset.filter(Exists(rows))


class Said(Func):
    """The text of a message: of the JSON its words only, and those unescaped."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        template = (
            "(SELECT group_concat(json_extract(part.value, '$.text'), ' ')"
            " FROM json_each(%(expressions)s, '$.content') AS part)"
        )
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        template = (
            "(SELECT string_agg(part.value ->> 'text', ' ')"
            " FROM jsonb_path_query(%(expressions)s, '$.content[*]') AS part(value))"
        )
        return self.as_sql(compiler, connection, template=template)


def search(threads: QuerySet[Thread], text: str) -> QuerySet[Thread]:
    """Those in which every word, or "quoted phrase", was said, in any case.

    An id of a conversation or a visitor finds it, too.
    """
    for word in smart_split(text):
        is_phrase = word[0] in "\"'" and word[0] == word[-1]
        term = unescape_string_literal(word) if is_phrase else word
        named = Q(pk=term) | Q(visitor_id=term)
        if threads.filter(named).exists():
            threads = threads.filter(named)
        else:
            threads = threads.filter(pk__in=_saying(term).values("thread"))
    return threads


def _saying(term: str) -> QuerySet[Item]:
    messages = Item.objects.filter(type__in=MESSAGES).alias(said=Said("data"))
    # SQLite's LIKE knows upper and lower case of ASCII only; Python's re, of all.
    if connection.vendor == "sqlite" and not term.isascii():
        return messages.filter(said__iregex=re.escape(term))
    if not term.isascii():
        return messages.filter(said__icontains=term)
    # Most messages are ruled out by their JSON, which costs a fraction of reading it.
    written = json.dumps(term)[1:-1]
    likely = messages.alias(written=Cast("data", TextField()))
    return likely.filter(written__icontains=written, said__icontains=term)
