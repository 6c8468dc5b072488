"""Make a document the draft: update the rows and keep their ids."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models, transaction

from resume.document import ids, matching
from resume.document.mapping import entry_columns, items_of, resume_columns, to_item
from resume.models import Entry, Highlight, Resume, used_ids
from resume.sections import SECTIONS, Section

Tree = list[tuple[Entry, list[Highlight]]]
#: By section: to the places of the document's items, those of the rows that they are.
Same = Mapping[str, Mapping[int, int]]


@transaction.atomic
def replace(
    document: Mapping[str, Any], resume: Resume | None = None, same: Same | None = None
) -> Resume:
    """Replace the draft by a document that has passed ``validation``.

    Of the default résumé if none is given; the first is created. Which rows the items are
    is found out if ``same`` does not tell.

    New rows don't get the ids of removed ones: an old link must not lead elsewhere.
    """
    rows = Resume.objects.select_for_update().order_by(*Resume.DEFAULT_FIRST)
    given = rows.filter(pk=resume.pk) if resume else rows
    resume = given.first() or Resume.objects.create()
    entries = planned(resume, document, same)
    resume.save()
    _replace(resume.entries.all(), [entry for entry, _ in entries])
    _replace(
        Highlight.objects.filter(entry__resume=resume),
        [highlight for _, found in entries for highlight in found],
    )
    return resume


def planned(
    resume: Resume, document: Mapping[str, Any], same: Same | None = None
) -> Tree:
    """Make the document's values the résumé's, and its entries' rows, all unsaved."""
    for column, value in resume_columns(document).items():
        setattr(resume, column, value)
    taken, entries = used_ids(resume), []
    old = list(resume.entries.prefetch_related("highlights"))
    for section in SECTIONS.values():
        rows = [row for row in old if row.section == section.key]
        items = items_of(document, section)
        told = None if same is None else same.get(section.key, {})
        matched = _matched(resume, section, rows, items, told)
        for entry, item in zip(matched, items, strict=True):
            entry.dom_id = entry.dom_id or taken.take(
                ids.entry_id(section.key, entry.name)
            )
            texts = item.get(section.items, [])
            entries.append((entry, list(_highlights(entry, texts, taken))))
    return entries


def _matched(
    resume: Resume,
    section: Section,
    rows: Sequence[Entry],
    items: Sequence[Any],
    same: Mapping[int, int] | None,
) -> Iterator[Entry]:
    """The row of each item, changed or new."""
    if same is None:
        before = [to_item(row, list(row.highlights.all())) for row in rows]
        same = matching.match_items(
            [matching.entry_traits(section, item) for item in before],
            [matching.entry_traits(section, item) for item in items],
        )
    for rank, item in enumerate(items):
        new = Entry(resume=resume, section=section.key)
        entry = rows[same[rank]] if rank in same else new
        for column, value in entry_columns(section, item).items():
            setattr(entry, column, value)
        entry.rank = rank
        yield entry


def _highlights(
    entry: Entry, texts: Sequence[str], taken: ids.UsedIds
) -> Iterator[Highlight]:
    rows = list(entry.highlights.all()) if entry.pk else []
    same = matching.match_items(
        [matching.text_traits(row.text) for row in rows],
        [matching.text_traits(text) for text in texts],
    )
    for rank, text in enumerate(texts):
        highlight = rows[same[rank]] if rank in same else Highlight(entry=entry)
        highlight.text, highlight.rank = text, rank
        if not highlight.dom_id:
            highlight.dom_id = taken.take(ids.highlight_id(entry.dom_id, text))
        yield highlight


def _replace(old: models.QuerySet[Any], new: Sequence[Any]) -> None:
    kept, model = {row.pk for row in new}, old.model
    gone = [pk for pk in old.values_list("pk", flat=True) if pk not in kept]
    model.objects.filter(pk__in=gone).delete()
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["pk"], update_fields=columns
    )
