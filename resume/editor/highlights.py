"""An entry's highlights as the rows of its form."""

import re
from typing import NamedTuple

from django.http import QueryDict

from resume.document import ids
from resume.editor.fields import plain
from resume.models import Entry, Highlight, used_ids

BULLET = re.compile(r"^\s*[•◦‣·*–-]\s+")


class Row(NamedTuple):
    """``pk`` is empty for a new one."""

    pk: str
    text: str


def stored(entry: Entry) -> list[Row]:
    return [Row(str(row.pk), row.text) for row in entry.highlights.all()]


def posted(data: QueryDict, before: list[Row]) -> list[Row]:
    """Without those left empty; a new one of several lines is several."""
    known = dict(before)
    texts, pks = data.getlist("highlight"), data.getlist("highlight_id")
    rows: list[Row] = []
    for text, pk in zip(texts, [*pks, *[""] * len(texts)], strict=False):
        if (stored_text := known.get(pk)) is not None:
            is_same = plain(text) == plain(stored_text)
            found = Row(pk, stored_text if is_same else plain(text))
            rows += [found] if found.text or is_same else []
        else:
            lines = (BULLET.sub("", line).strip() for line in text.splitlines())
            rows += [Row("", line) for line in lines if line]
    return rows


def save(entry: Entry, rows: list[Row]) -> None:
    """Reworded highlights keep their ids: links lead to them."""
    before = {str(row.pk): row for row in entry.highlights.all()}
    kept = {row.pk for row in rows}
    entry.highlights.exclude(pk__in=[pk for pk in kept if pk]).delete()
    taken = used_ids(entry.resume)
    for rank, (pk, text) in enumerate(rows):
        highlight = before.get(pk) or Highlight(entry=entry)
        if pk and (highlight.text, highlight.rank) == (text, rank):
            continue
        highlight.text, highlight.rank = text, rank
        if not highlight.dom_id:
            wanted = ids.highlight_id(entry.dom_id, text)
            highlight.dom_id = taken.take(wanted)
        highlight.save()
