"""Everything the published résumé says, in passages that can be cited.

A passage's id is the DOM id of the element that shows it on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from resume.models import Resume
from resume.page.presentation import (
    PageSection,
    heading,
    page_sections,
    place,
    subheading,
)
from resume.sentences import entry_sentences, role_of, sentence

REVISION = "SELECT revision FROM resume_resume ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable statement; all texts are plain.

    ``parent`` is the entry a highlight belongs to, ``start`` and ``end`` are dates as
    the document writes them; each is "" where there is none.
    """

    id: str
    section: str
    title: str
    text: str
    parent: str = ""
    start: str = ""
    end: str = ""

    @property
    def url(self) -> str:
        return f"/#{self.id}"


def published() -> tuple[Passage, ...]:
    """The passages of the published résumé in the order of the page.

    One query while the résumé stays as it is; an empty tuple when there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute(REVISION)  # the ORM takes longer than all the rest of it
        row = cursor.fetchone()
    return _of_revision(row[0]) if row and row[0] else ()


@lru_cache(maxsize=1)
def _of_revision(revision: str) -> tuple[Passage, ...]:
    resume = Resume.objects.published()
    return tuple(_passages(resume)) if resume else ()


def _passages(resume: Resume) -> Iterator[Passage]:
    sections = {section.key: section for section in page_sections(resume)}
    yield from _contact(resume)
    if profiles := sections.pop("profiles", None):
        yield from _section(profiles)
    if summary := sentence(resume.summary):
        yield Passage("basics-summary", "basics", "Summary", summary)
    for section in sections.values():
        yield from _section(section)


def _contact(resume: Resume) -> Iterator[Passage]:
    name, who = resume.name or "", resume.name or "This person"
    if role := role_of(name, resume.label or ""):
        yield Passage("basics-name", "basics", name or "Résumé", role)
    for key, title, value, says in (
        ("location", "Location", place(resume), "is based in"),
        ("email", "E-mail", resume.email, "can be reached by e-mail at"),
        ("phone", "Phone", resume.phone, "can be reached by phone at"),
        ("url", "Website", resume.url, "has a website at"),
    ):
        if value:
            text = sentence(f"{who} {says} {value}")
            yield Passage(f"basics-{key}", "basics", title, text)


def _section(section: PageSection) -> Iterator[Passage]:
    for entry in section.entries:
        title = ", ".join(filter(None, (heading(entry), subheading(entry))))
        start, end = entry.start or "", entry.end or ""
        text = entry_sentences(entry)
        yield Passage(entry.dom_id, entry.section, title, text, start=start, end=end)
        for highlight in entry.highlights.all():
            if highlight.text.strip():
                yield Passage(
                    highlight.dom_id,
                    entry.section,
                    title,
                    highlight.text,
                    entry.dom_id,
                    start,
                    end,
                )
