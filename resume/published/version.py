from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings

from resume.document.mapping import to_document
from resume.models import Resume
from resume.options import SiteOptions
from resume.page.language import language_of
from resume.page.legible import legible
from resume.stories.order import in_order
from resume.versions.reading import Place, places, published, titles
from resume.visibility import PAGE

DRAFT = "draft"  # the revision of what is only previewed


@dataclass(frozen=True, slots=True)
class Alternate:
    """A public résumé as the pages of the others link to it, by its ``key``."""

    key: str
    title: str
    language: str
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """What an output is made from; nothing in it may be changed.

    ``document`` is what ``dumpresume`` exports, ``resume`` the same as a reader sees it
    (see ``resume.page.legible``). ``key`` is in the addresses of the page it is made
    for, ``canonical`` in those that search engines shall know; "" is the default résumé
    at the site's own. ``alternates`` are all public résumés, if this is one of several.
    ``revision`` changes with all that an output depends on. ``site`` is the site's own
    address without a slash at the end, or "" where it does not know it.
    """

    revision: str
    document: Mapping[str, Any]
    resume: Resume
    options: SiteOptions
    site: str
    key: str = ""
    canonical: str = ""
    place: Place | None = None
    alternates: tuple[Alternate, ...] = ()

    @property
    def is_private(self) -> bool:
        return self.place is not None and self.place.is_private


def read_revision() -> str:
    """Of all that is published; "" if nothing is. Two queries."""
    found = [place for place in places() if place.version]
    if not found:
        return ""
    return _digest(found, SiteOptions.objects.values_list().first())


def read_versions() -> dict[str, Version]:
    """What is published, by key; the default résumé also by ""."""
    options = SiteOptions.current()
    read = {
        place: make_version("", resume)
        for place in places()
        if place.version and (resume := published(PAGE, place))
    }
    languages = {
        place: language_of(version.resume)
        for place, version in read.items()
        if not place.is_private
    }
    leads = options.by_language and len(languages) > 1
    canonical = {p: "" if p.is_default and not leads else p.key for p in read}
    public = tuple(
        Alternate(canonical[place], title, languages[place], _stories(read[place]))
        for place, title in titles(languages).items()
    )
    made = {}
    for place, version in read.items():
        alternates = () if place.is_private or len(public) == 1 else public
        about = (place, canonical[place], alternates, _row(options))
        made[place.key] = replace(
            version,
            revision=_digest(*about),
            key=place.key,
            canonical=canonical[place],
            place=place,
            alternates=alternates,
        )
        if place.is_default:
            made[""] = replace(made[place.key], key="")
    return made


def make_version(revision: str, resume: Resume) -> Version:
    """Of a résumé in memory, which is changed."""
    document = to_document(resume)
    options = SiteOptions.current()
    site = options.base_url or settings.BASE_URL
    return Version(revision, document, legible(resume), options, site)


def _stories(version: Version) -> tuple[str, ...]:
    return tuple(story.slug for story in in_order(version.resume))


def _row(options: SiteOptions) -> list[Any]:
    return [getattr(options, field.attname) for field in options._meta.concrete_fields]


def _digest(*said: object) -> str:
    """Dataclasses and dates say all that they hold."""
    return sha256(repr(said).encode()).hexdigest()[:16]
