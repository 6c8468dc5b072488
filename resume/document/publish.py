"""Publish a document: update the rows and keep their ids."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from resume.document import ids, matching
from resume.document.mapping import entry_columns, items_of, resume_columns, to_item
from resume.models import Entry, Highlight, Resume, used_ids
from resume.sections import SECTIONS, Section


@transaction.atomic
def publish(document: Mapping[str, Any]) -> Resume:
    """Publish a document that has passed ``validation``.

    New rows don't get the ids of removed ones: an old link must not lead elsewhere.
    """
    resume = Resume.objects.select_for_update().first() or Resume()
    for column, value in resume_columns(document).items():
        setattr(resume, column, value)
    resume.save()

    taken = used_ids(resume)
    for section in SECTIONS.values():
        _publish_entries(resume, section, items_of(document, section), taken)
    return resume


def _publish_entries(
    resume: Resume, section: Section, items: list[dict[str, Any]], taken: set[str]
) -> None:
    rows = list(
        resume.entries.filter(section=section.key).prefetch_related("highlights")
    )
    published = [to_item(row, list(row.highlights.all())) for row in rows]
    same = matching.match_items(
        [matching.entry_traits(section, item) for item in published],
        [matching.entry_traits(section, item) for item in items],
    )
    gone = [row.pk for place, row in enumerate(rows) if place not in same.values()]
    Entry.objects.filter(pk__in=gone).delete()

    for rank, item in enumerate(items):
        new = Entry(resume=resume, section=section.key)
        entry = rows[same[rank]] if rank in same else new
        for column, value in entry_columns(section, item).items():
            setattr(entry, column, value)
        entry.rank = rank
        if not entry.dom_id:
            entry.dom_id = _unused(ids.entry_id(section.key, entry.name), taken)
        entry.save()
        _publish_highlights(entry, item.get(section.items, []), taken)


def _publish_highlights(entry: Entry, texts: list[str], taken: set[str]) -> None:
    rows = list(entry.highlights.all())
    same = matching.match_items(
        [matching.text_traits(row.text) for row in rows],
        [matching.text_traits(text) for text in texts],
    )
    gone = [row.pk for place, row in enumerate(rows) if place not in same.values()]
    Highlight.objects.filter(pk__in=gone).delete()

    for rank, text in enumerate(texts):
        highlight = rows[same[rank]] if rank in same else Highlight(entry=entry)
        highlight.text, highlight.rank = text, rank
        if not highlight.dom_id:
            highlight.dom_id = _unused(ids.highlight_id(entry.dom_id, text), taken)
        highlight.save()


def _unused(wanted: str, taken: set[str]) -> str:
    found = ids.find_unused(wanted, taken)
    taken.add(found)
    return found
