"""The rows of a résumé as data, and back to a tree of unsaved rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from resume.models import Entry, Highlight, Photo, Resume, Story
from resume.versions.record import Picture

Rows = dict[str, Any]

#: What belongs to the draft's row, not to what it says.
OWN = frozenset(
    {"id", "revision", "published", "resume", "entry", "rank"}
    | {"path", "display_name", "is_default", "private_link", "expires_at"}
)
PHOTO = ("source", "digest", "content_type")


def take(resume: Resume) -> Rows:
    """The columns of the résumé, its entries and their highlights, in their order.

    Lists stand for ranks. A picture is told by its digest.
    """
    entries = resume.entries.prefetch_related("highlights")
    return take_with(resume, ((entry, entry.highlights.all()) for entry in entries))


def take_with(
    resume: Resume, entries: Iterable[tuple[Entry, Iterable[Highlight]]]
) -> Rows:
    """As if these were its entries; they may be unsaved."""
    return {
        **_columns(resume),
        "entries": [
            {**_columns(entry), "highlights": [*map(_columns, highlights)]}
            for entry, highlights in entries
        ],
        "photo": Photo.objects.filter(resume=resume).values(*PHOTO).first(),
        "stories": [_columns(story) for story in resume.stories.all()],
    }


def build(rows: Mapping[str, Any], pk: int) -> Resume:
    """A résumé in memory as a query with its entries and highlights would give it.

    Columns that exist no more are left out, new ones have their defaults. One query for
    the photograph, if there is one.
    """
    resume = Resume(pk=pk, **_known(Resume, rows))
    entries = [_entry(resume, place, row) for place, row in enumerate(rows["entries"])]
    _prefetched(resume)["entries"] = entries
    _prefetched(resume)["stories"] = [
        Story(resume=resume, **_known(Story, row)) for row in rows.get("stories", ())
    ]
    if photo := rows["photo"]:
        picture = Picture.objects.filter(digest=photo["digest"]).first()
        content = bytes(picture.content) if picture else b""
        Photo(resume=resume, content=content, **photo)  # sets resume.photo
    return resume


def _entry(resume: Resume, place: int, row: Mapping[str, Any]) -> Entry:
    entry = Entry(pk=place + 1, resume=resume, rank=place, **_known(Entry, row))
    _prefetched(entry)["highlights"] = [
        Highlight(entry=entry, rank=rank, **_known(Highlight, found))
        for rank, found in enumerate(row["highlights"])
    ]
    return entry


def _columns(row: Model) -> Rows:
    fields = row._meta.concrete_fields
    return {f.name: getattr(row, f.attname) for f in fields if f.name not in OWN}


def _known(model: type[Model], row: Mapping[str, Any]) -> Rows:
    names = {f.name for f in model._meta.concrete_fields} - OWN
    return {name: value for name, value in row.items() if name in names}


def _prefetched(row: Model) -> dict[str, Any]:
    """https://docs.djangoproject.com/en/5.2/ref/models/querysets/#prefetch-related"""
    cache: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    return cache
