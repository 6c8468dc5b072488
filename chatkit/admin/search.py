"""Search in conversations: what was said, or the id of a conversation or a visitor."""

import re
from typing import Any

from django.db import connection
from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import smart_split, unescape_string_literal

from chatkit.models import Item, Thread

MESSAGES = ("user_message", "assistant_message")
MAX_FOUND = 1000  # conversations


def search_threads(threads: QuerySet[Thread], text: str) -> QuerySet[Thread]:
    """The first ``MAX_FOUND`` conversations with every word or "quoted phrase"."""
    said = Q()
    for word in smart_split(text):
        is_phrase = word[0] in "\"'" and word[0] == word[-1]
        term = unescape_string_literal(word) if is_phrase else word
        by_id = Q(pk=term) | Q(visitor_id=term)
        if threads.filter(by_id).exists():
            threads = threads.filter(by_id)
        else:
            said &= Q(Exists(_messages_with(term).filter(thread=OuterRef("pk"))))
    if not said:
        return threads
    # Searched once, here: the list would search to count, and again for its rows.
    found = list(threads.filter(said).values_list("pk", flat=True)[:MAX_FOUND])
    return threads.filter(pk__in=found)


def _messages_with(term: str) -> QuerySet[Item]:
    messages = Item.objects.filter(type__in=MESSAGES).alias(said=MessageText("data"))
    if term.isascii() and term.isalnum():  # is in the JSON too, which is read faster
        json = Cast("data", TextField())
        messages = messages.alias(json=json).filter(json__icontains=term)
    # SQLite's LIKE ignores the case of ASCII only; Python's re, of all letters.
    if connection.vendor == "sqlite" and not term.isascii():
        return messages.filter(said__iregex=re.escape(term))
    return messages.filter(said__icontains=term)


class MessageText(Func):
    """The visible text in a message's JSON."""

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
