"""The published résumé as passages that can be cited.

A passage's id is the DOM id of the element that shows it on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.urls import get_script_prefix

from resume.facts import Facts, entry_facts
from resume.markup import to_text
from resume.models import Resume
from resume.page.legible import legible
from resume.page.presentation import (
    PageSection,
    heading,
    page_sections,
    place,
    shown_highlights,
    subheading,
)
from resume.sections import SECTIONS
from resume.sentences import entry_sentences, role_of, sentence

REVISION = "SELECT revision FROM resume_resume ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable statement; ``parent`` is the id of a highlight's entry."""

    id: str
    kind: str
    title: str
    text: str
    facts: Facts
    parent: str = ""

    @property
    def url(self) -> str:
        return f"{get_script_prefix()}#{self.id}"


def published() -> tuple[Passage, ...]:
    """In the order of the page; one query as long as the résumé does not change."""
    with connection.cursor() as cursor:
        cursor.execute(REVISION)  # the ORM would take longer than everything else
        row = cursor.fetchone()
    return _of_revision(row[0]) if row and row[0] else ()


@lru_cache(maxsize=1)
def _of_revision(revision: str) -> tuple[Passage, ...]:
    resume = legible(Resume.objects.published())
    return tuple(_passages(resume)) if resume else ()


def _passages(resume: Resume) -> Iterator[Passage]:
    sections = {section.key: section for section in page_sections(resume)}
    yield from _contact(resume)
    if profiles := sections.pop("profiles", None):
        yield from _section(profiles)
    if summary := sentence(to_text(resume.summary or "")):
        yield Passage("basics-summary", "statement", "Summary", summary, Facts())
    for section in sections.values():
        yield from _section(section)


def _contact(resume: Resume) -> Iterator[Passage]:
    name, who = resume.name or "", resume.name or "This person"
    if role := role_of(name, resume.label or ""):
        facts = Facts(who=name, title=resume.label or "")
        yield Passage("basics-name", "person", name or "Résumé", role, facts)
    if where := place(resume):
        text, facts = sentence(f"{who} is based in {where}"), Facts(place=where)
        yield Passage("basics-location", "location", "Location", text, facts)
    contacts = {
        "email": ("E-mail", "can be reached by e-mail at"),
        "phone": ("Phone", "can be reached by phone at"),
        "url": ("Website", "has a website at"),
    }
    for column, (title, says) in contacts.items():
        if value := getattr(resume, column):
            text, facts = sentence(f"{who} {says} {value}"), Facts(**{column: value})
            yield Passage(f"basics-{column}", "contact", title, text, facts)


def _section(section: PageSection) -> Iterator[Passage]:
    for dom_id, block in section.blocks:
        said = (block.title, *block.details, *block.texts, *block.items)
        text = " ".join(sentence(to_text(part)) for part in said)
        yield Passage(dom_id, "statement", section.heading, text, Facts())
    if section.blocks:
        return
    kind = SECTIONS[section.key].kind
    for entry in section.entries:
        title = ", ".join(filter(None, (heading(entry), subheading(entry))))
        facts = entry_facts(entry)
        yield Passage(entry.dom_id, kind, title, entry_sentences(entry), facts)
        for highlight in shown_highlights(entry):
            if text := to_text(highlight.text).strip():
                yield Passage(highlight.dom_id, kind, title, text, facts, entry.dom_id)
