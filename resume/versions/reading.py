"""What is published, and where: of each résumé one version."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from resume.document.mapping import to_document
from resume.models import PublishedVersion, Resume
from resume.versions.snapshot import build
from resume.visibility import CHAT, EVERYTHING, shown_to


@dataclass(frozen=True, slots=True)
class Place:
    """Where a résumé is found: ``key`` is what stands in its address.

    ``version`` is "" if nothing of it is published.
    """

    pk: int
    key: str
    version: str
    name: str
    is_private: bool
    is_default: bool
    expires_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.expires_at is None or timezone.now() < self.expires_at


def places() -> tuple[Place, ...]:
    """Of all résumés; one query. The first that is not private is the default."""
    columns = ("pk", "path", "private_link", "published", "display_name", "expires_at")
    rows = list(Resume.objects.order_by(*Resume.DEFAULT_FIRST).values_list(*columns))
    default = next((pk for pk, _, private, *_ in rows if not private), None)
    return tuple(
        Place(
            pk=pk,
            key=private or path,
            version=str(version or ""),
            name=name,
            is_private=bool(private),
            is_default=pk == default,
            expires_at=until if private else None,
        )
        for pk, path, private, version, name, until in rows
    )


def place_of(key: str = "") -> Place | None:
    """The one that visitors find by it: the default one by ""."""
    return next(
        (
            place
            for place in places()
            if (place.key == key if key else place.is_default) and place.is_open
        ),
        None,
    )


def place_at(pk: int) -> Place:
    """Raises StopIteration if there is no such résumé."""
    return next(place for place in places() if place.pk == pk)


def published(
    audience: frozenset[str] = EVERYTHING, place: Place | None = None
) -> Resume | None:
    """The version at the place as the audience may see it, in memory.

    Of the default résumé if none is given.
    """
    place = place or place_of()
    if place is None or not place.version:
        return None
    version = PublishedVersion.objects.get(pk=place.version)
    return build(shown_to(audience, version.rows), place.pk)


def published_document() -> dict[str, Any]:
    """What the chat may know; empty if nothing is published."""
    resume = published(CHAT)
    return to_document(resume) if resume else {}
