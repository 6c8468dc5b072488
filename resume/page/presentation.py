"""Sections, headings and links, as the page and the passages show them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from resume.dates import is_date
from resume.document import ids
from resume.models import Entry, Highlight, Photo, Resume
from resume.other_sections import Block, OtherSection, other_sections
from resume.page.language import localized, word
from resume.sections import SECTIONS

LINKABLE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Group:
    """Entries in a row at one employer or school, which stands above them if several."""

    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        return self._shared("organization")

    @property
    def link(self) -> str:
        return web_url(self._shared("url"))

    @property
    def location(self) -> str:
        return self._shared("location")

    @property
    def description(self) -> str:
        return self._shared("description")

    def _shared(self, column: str) -> str:
        """What stands above the entries, since it is true of all of them."""
        if len(self.entries) == 1:
            return ""
        first, *others = (getattr(entry, column) or "" for entry in self.entries)
        return first if all(other == first for other in others) else ""


@dataclass(frozen=True, slots=True)
class PageSection:
    """``entries`` of the standard's sections, ``blocks`` of the others."""

    key: str
    entries: tuple[Entry, ...] = ()
    title: str = ""
    blocks: tuple[tuple[str, Block], ...] = ()

    @property
    def heading(self) -> str:
        return self.title or word(self.key)

    @property
    def dom_id(self) -> str:
        return self.key if self.entries else other_id(self.key)

    @property
    def groups(self) -> Iterator[Group]:
        for _, found in groupby(enumerate(self.entries), key=_employer):
            yield Group(tuple(entry for _, entry in found))


def page_sections(resume: Resume, order: Sequence[str] = ()) -> tuple[PageSection, ...]:
    """Those with content: the keys in ``order``, then the others as is usual."""
    entries: dict[str, list[Entry]] = {key: [] for key in SECTIONS}
    for entry in resume.entries.all():
        if has_content(entry):
            entries[entry.section].append(entry)
    sections = [
        PageSection(key, tuple(found)) for key, found in entries.items() if found
    ]
    sections += [
        PageSection(other.key, (), other.title, tuple(_with_ids(other)))
        for other in other_sections(resume.own_extra)
    ]
    ranks = {key: rank for rank, key in enumerate(order)}
    return tuple(sorted(sections, key=lambda s: ranks.get(s.key, len(ranks))))


def is_long(sections: Sequence[PageSection]) -> bool:
    """Whether it takes a list of its sections to find the way."""
    return len(sections) > 3 and sum(len(s.entries) for s in sections) > 10


def other_id(key: str) -> str:
    return ids.entry_id("other", key)


def _with_ids(section: OtherSection) -> Iterator[tuple[str, Block]]:
    taken = ids.UsedIds()
    for block in section.blocks:
        known_by = block.title or "".join((*block.texts, *block.items))
        wanted = ids.entry_id(other_id(section.key), known_by)
        yield taken.take(wanted), block


def _employer(numbered: tuple[int, Entry]) -> object:
    """Equal for neighbours that belong together; unlike any other otherwise."""
    place, entry = numbered
    is_named_by = SECTIONS[entry.section].names == "organization"
    return (is_named_by and entry.organization) or place


def has_content(entry: Entry) -> bool:
    columns = set(SECTIONS[entry.section].fields.values())
    values = [getattr(entry, column) for column in columns]
    values += [highlight.text for highlight in shown_highlights(entry)]
    return any(
        value.strip() if isinstance(value, str) else listed(value) for value in values
    )


def shown_highlights(entry: Entry) -> list[Highlight]:
    return [found for found in entry.highlights.all() if found.text.strip()]


def own_title(entry: Entry) -> str:
    if entry.section == "education":
        return word("degree").join(filter(None, (entry.kind, entry.title)))
    return entry.title or ""


def heading(entry: Entry) -> str:
    return known_as(entry) or SECTIONS[entry.section].heading


def known_as(entry: Entry) -> str:
    """Its title, or what else it can be known by; "" where it has no name."""
    others = (entry.organization, entry.kind, entry.username)
    known = (text.strip() for text in (own_title(entry), *others) if text)
    return next(filter(None, known), "")


def subheading(entry: Entry) -> str:
    """The organization, unless it is the heading already."""
    organization = entry.organization or ""
    return "" if organization == heading(entry) else organization


def listed(items: Iterable[str] | None, between: str = ", ") -> str:
    return between.join(item for item in items or () if item.strip())


def place(resume: Resume) -> str:
    """``Gothenburg, Västra Götaland, SE``, as the document has it."""
    city = " ".join(filter(None, (resume.postal_code, resume.city)))
    lines = (resume.address or "").splitlines()
    address = ", ".join(line.strip(" ,") for line in lines)
    parts = (address, city, resume.region, resume.country_code)
    return ", ".join(filter(None, (part.strip(" ,") for part in parts if part)))


def photo_of(resume: Resume) -> Photo | None:
    """The kept photograph, unless the document has another by now."""
    found: Photo | None = getattr(resume, "photo", None)
    return found if found and found.source == resume.image else None


def web_url(url: str | None) -> str:
    """The URL if it is safe to link, otherwise ""; ``javascript:`` is a URL, too."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:  # the admin's form accepts any text
        return ""
    return (url or "") if scheme.lower() in LINKABLE else ""


def organization_link(entry: Entry) -> str:
    named_by = SECTIONS[entry.section].names
    belongs = named_by == "organization" and subheading(entry)
    return web_url(entry.url) if belongs else ""


def title_link(entry: Entry) -> str:
    return "" if organization_link(entry) else web_url(entry.url)


def tel_url(phone: str) -> str:
    """``tel:+46315550142``; nothing without a digit. https://www.rfc-editor.org/rfc/rfc3966"""
    number = re.sub(r"[^+0-9]", "", re.split(r"[a-z]", phone, flags=re.I)[0])
    return f"tel:{number}" if number.strip("+") else ""


def is_open(entry: Entry) -> bool:
    spans = "end" in SECTIONS[entry.section].fields.values()
    return bool(spans and entry.start and not entry.end)


def span(entry: Entry) -> str:
    """``March 2019 – present`` in the language that is active."""
    start, end = (localized(text) if text else "" for text in (entry.start, entry.end))
    if end:
        return f"{start} – {end}" if start else f"{word('until')} {end}"
    return f"{start} – {word('present')}" if is_open(entry) else start


def details(block: Block) -> list[str]:
    """Its short values; the dates among them in the language that is active."""
    return [localized(text) if is_date(text) else text for text in block.details]


def bare_url(url: str) -> str:
    """The URL as people read it: without scheme and closing slash."""
    for prefix in ("https://", "http://", "mailto:", "www."):
        url = url.removeprefix(prefix)
    return url.rstrip("/")
