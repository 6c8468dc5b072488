"""What is published, and where: of each résumé one version."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from resume.document.mapping import to_document
from resume.models import PublishedVersion, Resume
from resume.page.language import name_of
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

    def is_at(self, key: str) -> bool:
        return self.key == key if key else self.is_default


#: In the order of ``Resume.DEFAULT_FIRST``. Each question asks, and the ORM takes ten
#: times as long.
PLACES = """\
SELECT id, path, private_link, published_id, display_name, expires_at
FROM resume_resume ORDER BY is_default DESC, id"""


def places() -> tuple[Place, ...]:
    """Of all résumés; one query.

    The first that is not private is the default; one that is published goes before.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        rows = cursor.fetchall()
    public = [
        (bool(version), pk) for pk, _, private, version, *_ in rows if not private
    ]
    default = next((pk for is_out, pk in public if is_out), public and public[0][1])
    return tuple(
        Place(
            pk=pk,
            key=private or path,
            version=str(version or ""),
            name=name,
            is_private=bool(private),
            is_default=pk == default,
            expires_at=_time(until) if private else None,
        )
        for pk, path, private, version, name, until in rows
    )


def _time(value: datetime | None) -> datetime | None:
    """SQLite has it in UTC without saying so."""
    return value.replace(tzinfo=UTC) if value and not value.tzinfo else value


def place_of(key: str = "") -> Place | None:
    """The one that visitors find by it: the default one by ""."""
    return next((p for p in places() if p.is_at(key) and p.is_open), None)


def place_at(pk: int) -> Place:
    """Raises StopIteration if there is no such résumé."""
    return next(place for place in places() if place.pk == pk)


def titles(languages: Mapping[Place, str]) -> dict[Place, str]:
    """What visitors choose each by; two of one language are told apart."""
    found = {p: p.name or name_of(language) for p, language in languages.items()}
    often = Counter(found.values())
    return {
        place: title
        if often[title] == 1 or place.is_default
        else f"{title} ({place.key})"
        for place, title in found.items()
    }


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
