"""The published résumé as passages that can be cited.

A passage's id is the DOM id of the element that shows it on the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache

from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix

from resume.facts import Facts, entry_facts
from resume.markup import to_text
from resume.models import Resume, SiteOptions
from resume.other_sections import in_words
from resume.page.language import DEFAULT, language_of
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
from resume.stories.markup import blocks
from resume.stories.order import in_order
from resume.versions import snapshot
from resume.versions.reading import Place, place_of, places, titles
from resume.versions.reading import published as read_published
from resume.visibility import CHAT, EVERYTHING, HEAD, Visibility, section_name, shown_to


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable statement; ``parent`` is the id of a highlight's entry.

    ``path`` is the page that shows it, below the site's own; what is only told on
    request is on none.
    """

    id: str
    kind: str
    title: str
    text: str
    facts: Facts
    parent: str = ""
    path: str = ""
    on_request: bool = False

    @property
    def url(self) -> str:
        if self.on_request:
            return ""
        return f"{get_script_prefix()}{self.path}#{self.id}"


#: Of a draft that is tried: its résumé's primary key, and its passages.
_draft: ContextVar[tuple[int, tuple[Passage, ...]] | None] = ContextVar(
    "draft", default=None
)


def published(key: str = "") -> tuple[Passage, ...]:
    """Of the résumé with the key; the default one by "".

    In the order of the page; one query as long as no résumé changes.
    """
    if of_draft := _draft.get():
        return of_draft[1]
    place = place_of(key)
    return _of_version(place, key) if place and place.version else ()


def others(key: str = "") -> list[tuple[str, tuple[Passage, ...]]]:
    """Of the public résumés but this one, with what visitors call them.

    Without what the owner keeps back in this one.
    """
    published = [place for place in places() if place.version]
    of_draft = _draft.get()
    read = next(
        (p for p in published if (p.pk == of_draft[0] if of_draft else p.is_at(key))),
        None,
    )
    public = [place for place in published if not place.is_private]
    if not [place for place in public if place != read]:
        return []
    hidden = _hidden(read) if read else frozenset[str]()
    leads = SiteOptions.current().by_language
    named = titles({place: _language(place) for place in public})
    return [
        (
            title,
            _of_version(
                place, "" if place.is_default and not leads else place.key, hidden
            ),
        )
        for place, title in named.items()
        if place != read
    ]


@contextmanager
def draft(pk: int | None = None) -> Iterator[None]:
    """Within it the draft of this résumé is what the chat answers from.

    Of the default one if none is given.
    """
    drafts = Resume.objects.order_by(*Resume.DEFAULT_FIRST)
    resume = get_object_or_404(drafts, pk=pk) if pk else drafts[0]
    rows = shown_to(CHAT, snapshot.take(resume))
    found = _passages(legible(snapshot.build(rows, resume.pk)), "")
    token = _draft.set((resume.pk, tuple(found)))
    try:
        yield
    finally:
        _draft.reset(token)


@lru_cache(maxsize=8)
def _of_version(
    place: Place, key: str, hidden: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    resume = read_published(CHAT, place)
    path = f"r/{key}/" if key else ""
    found = _passages(legible(resume), path) if resume else ()
    return tuple(one for one in found if not {one.id, one.parent} & hidden)


@lru_cache(maxsize=8)
def _hidden(place: Place) -> frozenset[str]:
    """The ids of the passages that the owner keeps back, some or all of them."""
    whole, told = (
        {one.id: one.text for one in _passages(legible(resume), "")}
        for audience in (EVERYTHING, CHAT)
        if (resume := read_published(audience, place))
    )
    return frozenset(id_ for id_, text in whole.items() if told.get(id_) != text)


@lru_cache(maxsize=8)
def _language(place: Place) -> str:
    resume = read_published(CHAT, place)
    return language_of(resume) if resume else DEFAULT


def _passages(resume: Resume, path: str) -> Iterator[Passage]:
    for passage in _of_page(resume):
        yield replace(passage, path=f"{path}{passage.path}")


def _of_page(resume: Resume) -> Iterator[Passage]:
    sections = {section.key: section for section in page_sections(resume)}
    yield from _contact(resume)
    if profiles := sections.pop("profiles", None):
        yield from _section(profiles, resume)
    if summary := sentence(to_text(resume.summary or "")):
        yield Passage("basics-summary", "statement", "Summary", summary, Facts())
    for section in sections.values():
        yield from _section(section, resume)
    for story in in_order(resume):
        for block in blocks(story.slug, story.text):
            if block.text:
                yield Passage(
                    id=block.id,
                    kind="story",
                    title=story.title,
                    text=block.text,
                    facts=Facts(),
                    path=f"stories/{story.slug}/",
                )


def _contact(resume: Resume) -> Iterator[Passage]:
    name, who = resume.name or "", resume.name or "This person"
    seen = resume.visibility or {}
    asked = {name for name, value in seen.items() if value == Visibility.ON_REQUEST}
    if role := role_of(name, resume.label or ""):
        facts = Facts(who=name, title=resume.label or "")
        yield Passage("basics-name", "person", name or "Résumé", role, facts)
    where = whole = place(resume)
    if "address" in asked:
        town = {name: getattr(resume, name) for name in HEAD["place"]}
        where = place(Resume(**town))
    for id_, title, says, told, on_request in (
        ("location", "Location", "is based in", where, "place" in asked),
        ("address", "Address", "has the address", whole != where and whole, True),
    ):
        if told:
            text, facts = sentence(f"{who} {says} {told}"), Facts(place=told)
            yield Passage(
                f"basics-{id_}", "location", title, text, facts, on_request=on_request
            )
    contacts = {
        "email": ("E-mail", "can be reached by e-mail at"),
        "phone": ("Phone", "can be reached by phone at"),
        "url": ("Website", "has a website at"),
    }
    for column, (title, says) in contacts.items():
        if value := getattr(resume, column):
            text, facts = sentence(f"{who} {says} {value}"), Facts(**{column: value})
            on_request = column in asked
            yield Passage(
                f"basics-{column}", "contact", title, text, facts, on_request=on_request
            )
    for key, value in (resume.basics_extra or {}).items():
        if key in asked and isinstance(value, str):
            title, text = in_words(key), sentence(f"{in_words(key)}: {value}")
            yield Passage(
                f"basics-{key}", "statement", title, text, Facts(), on_request=True
            )


def _section(section: PageSection, resume: Resume) -> Iterator[Passage]:
    seen = (resume.visibility or {}).get(section_name(section.key))
    for dom_id, block in section.blocks:
        said = (block.title, *block.details, *block.texts, *block.items)
        text = " ".join(sentence(to_text(part)) for part in said)
        yield Passage(
            dom_id,
            "statement",
            section.heading,
            text,
            Facts(),
            on_request=seen == Visibility.ON_REQUEST,
        )
    if section.blocks:
        return
    kind = SECTIONS[section.key].kind
    for entry in section.entries:
        title = ", ".join(filter(None, (heading(entry), subheading(entry))))
        facts = entry_facts(entry)
        lines = [(h.dom_id, to_text(h.text).strip()) for h in shown_highlights(entry)]
        said_of = [
            (entry.dom_id, entry_sentences(entry), ""),
            *((dom_id, text, entry.dom_id) for dom_id, text in lines if text),
        ]
        on_request = entry.visibility == Visibility.ON_REQUEST
        for dom_id, text, parent in said_of:
            yield Passage(
                dom_id, kind, title, text, facts, parent, on_request=on_request
            )
