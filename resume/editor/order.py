"""The order of a section's entries."""

from django.db import transaction

from resume.models import Entry, Resume


@transaction.atomic
def insert(entry: Entry, place: int) -> list[int]:
    """Put the entry at this place of its section; the ids in their order."""
    Resume.objects.select_for_update().get(pk=entry.resume_id)
    entries = [row for row in _section(entry) if row.pk != entry.pk]
    entries.insert(max(place, 0), entry)
    for rank, row in enumerate(entries):
        row.rank = rank
    Entry.objects.bulk_update(entries, ["rank"])
    return [row.pk for row in entries]


def step(entry: Entry, by: int) -> list[int]:
    return insert(entry, place_of(entry) + by)


def before(entry: Entry, other: int | None) -> list[int]:
    """In front of another one of its section, else behind the last."""
    others = [row.pk for row in _section(entry) if row.pk != entry.pk]
    return insert(entry, others.index(other) if other in others else len(others))


def place_of(entry: Entry) -> int:
    return [row.pk for row in _section(entry)].index(entry.pk)


def _section(entry: Entry) -> list[Entry]:
    rows = Entry.objects.filter(resume=entry.resume_id, section=entry.section)
    return list(rows.only("pk", "rank", "section"))
