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

from django.contrib import messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db import connection
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal
from unfold.views import ChangeList

from chatkit.models import Feedback, Item, Outcome, Thread, Turn

MESSAGES = ("user_message", "assistant_message")
MOST_FOUND = 1000  # conversations, of a search
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

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.query and self.result_count == MOST_FOUND:
            text = (
                f"The first {MOST_FOUND:,} conversations are listed. Search for more"
                " words, or within a filter, to see others."
            )
            messages.info(request, text)


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
        # Not Exists(): that would look once for each conversation, to count them.
        rows = model._default_manager.filter(condition, thread__isnull=False)
        return queryset.filter(pk__in=rows.values("thread"))


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


class Written(Func):
    """Whether the JSON may hold the term: most messages are ruled out by it, which
    costs a fraction of reading it.
    """

    output_field = BooleanField()

    def __init__(self, term: str) -> None:
        super().__init__("data", Value(term))

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        # What is beyond ASCII is written as a code; "_" is any character of it, since
        # LIKE knows upper and lower case of ASCII only.
        data, term = self.get_source_expressions()
        codes = re.sub(r"u[0-9a-f]{4}", "u____", json.dumps(term.value)[1:-1])
        pattern = Func(data, Value(f"%{codes}%"))
        return pattern.as_sql(
            compiler, connection, template="%(expressions)s", arg_joiner=" LIKE "
        )

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        data, term = self.get_source_expressions()
        text = json.dumps(term.value, ensure_ascii=False)[1:-1]
        pattern = Func(Cast(data, TextField()), Value(f"%{text}%"))
        return pattern.as_sql(
            compiler,
            connection,
            template="%(expressions)s ESCAPE ''",
            arg_joiner=" ILIKE ",
        )


def search(threads: QuerySet[Thread], text: str) -> QuerySet[Thread]:
    """Those in which every word, or "quoted phrase", was said, in any case: the first
    ``MOST_FOUND`` of them. An id of a conversation or a visitor finds it, too.
    """
    said = Q()
    for word in smart_split(text):
        is_phrase = word[0] in "\"'" and word[0] == word[-1]
        term = unescape_string_literal(word) if is_phrase else word
        named = Q(pk=term) | Q(visitor_id=term)
        if threads.filter(named).exists():
            threads = threads.filter(named)
        else:
            said &= Q(Exists(_saying(term).filter(thread=OuterRef("pk"))))
    if not said:
        return threads
    # Read now and once: the list would read all of it to count, and again for its rows.
    found = list(threads.filter(said).values_list("pk", flat=True)[:MOST_FOUND])
    return threads.filter(pk__in=found)


def _saying(term: str) -> QuerySet[Item]:
    messages = Item.objects.filter(Written(term), type__in=MESSAGES)
    # SQLite's LIKE knows upper and lower case of ASCII only; Python's re, of all.
    if connection.vendor == "sqlite" and not term.isascii():
        return messages.alias(said=Said("data")).filter(said__iregex=re.escape(term))
    return messages.alias(said=Said("data")).filter(said__icontains=term)
