"""What the Typst templates are given: the résumé as JSON, in the order of the page."""

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.utils import translation
from django.utils.translation import get_language_bidi

from resume.markup import to_html, to_inline_html, to_text
from resume.models import Entry, Resume
from resume.options import Paper
from resume.other_sections import Block
from resume.outputs.typeset.rich_text import Node, tree
from resume.page import presentation as page
from resume.page.language import language_of, localized, word
from resume.published.version import Version
from resume.sections import SECTIONS

Object = dict[str, Any]

LONGEST_URL = 8000  # for Typst
#: Of the page's themes, where the owner chose none.
ACCENTS = {"classic": "#8c2f1b", "modern": "#2347c5", "compact": "#0b6457"}
COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def head(version: Version) -> Object:
    """What the preview image shows, and the PDF above its sections."""
    resume, options = version.resume, version.options
    language = language_of(resume)
    theme = options.theme if options.theme in ACCENTS else "classic"
    with translation.override(language):
        return {
            "lang": language.split("-")[0],
            "dir": "rtl" if get_language_bidi() else "ltr",
            "theme": theme,
            "accent": options.accent
            if COLOR.fullmatch(options.accent)
            else ACCENTS[theme],
            "name": resume.name or "Résumé",
            "label": resume.label or "",
        }


def content(version: Version) -> Object:
    resume, options = version.resume, version.options
    with translation.override(language_of(resume)):
        sections = page.page_sections(resume, options.section_order)
        profiles = chain.from_iterable(
            s.entries for s in sections if s.key == "profiles"
        )
        return {
            **head(version),
            "photo": _photo(version),
            "paper": "us-letter" if options.paper == Paper.LETTER else "a4",
            "contact": [*_contact(resume), *map(_profile, profiles)],
            "about": {"heading": word("about"), "prose": _prose(resume.summary)},
            "sections": [_section(s) for s in sections if s.key != "profiles"],
        }


def _photo(version: Version) -> str:
    found = page.photo_of(version.resume) if version.options.show_photo else None
    return b64encode(found.content).decode() if found else ""


def _contact(resume: Resume) -> Iterator[Object]:
    if place := page.place(resume):
        yield _link(place)
    if resume.email:
        yield _link(resume.email, f"mailto:{quote(resume.email, safe='@')}")
    if resume.phone:
        yield _link(resume.phone, page.tel_url(resume.phone))
    if resume.url:
        yield _link(page.bare_url(resume.url), page.web_url(resume.url))


def _profile(entry: Entry) -> Object:
    shown = entry.username or page.bare_url(entry.url or "")
    return {**_link(shown, page.web_url(entry.url)), "network": entry.title or ""}


def _section(section: page.PageSection) -> Object:
    shape = "entries"
    if section.blocks:
        entries = [_block(block) for _, block in section.blocks]
    elif section.key in ("skills", "languages", "interests"):
        shape, entries = "terms", [*map(_term, section.entries)]
    elif section.key == "references":
        shape, entries = "quotes", [*map(_quote, section.entries)]
    else:
        entries = [*chain.from_iterable(map(_group, section.groups))]
    return {"heading": section.heading, "shape": shape, "entries": entries}


def _group(group: page.Group) -> Iterator[Object]:
    if group.heading:
        yield _entry_parts(
            **_link(group.heading, group.link),
            where=[group.location],
            description=_inline(group.description),
        )
    for entry in group.entries:
        yield _entry(entry, group)


def _entry(entry: Entry, group: page.Group) -> Object:
    name, is_grouped = page.known_as(entry), bool(group.heading)
    organization = _link(page.subheading(entry), page.organization_link(entry))
    where = [entry.location or "", page.listed(entry.roles)]
    where += [entry.kind or ""] if entry.section == "projects" else []
    where += [f"{word('score')} {entry.level}"] if entry.level else []
    description = entry.description
    if is_grouped:
        where = [text for text in where if text != group.location]
        description = "" if description == group.description else description
    return _entry_parts(
        **_link("" if name == group.heading else name, page.title_link(entry)),
        level=4 if is_grouped else 3,
        organization=_link("") if is_grouped else organization,
        where=where,
        when=_when(entry),
        description=_inline(description),
        prose=_prose(entry.summary),
        address="" if page.web_url(entry.url) else entry.url or "",
        items=[_inline(found.text) for found in page.shown_highlights(entry)],
        in_a_row=SECTIONS[entry.section].items == "courses",
        keywords=page.listed(entry.keywords, " · "),
    )


def _block(block: Block) -> Object:
    title, url = to_text(block.title), page.web_url(block.url)
    return _entry_parts(
        **_link(title or page.bare_url(url), url),
        where=page.details(block),
        prose=[node for text in block.texts for node in _prose(text)],
        address="" if url else block.url,
        items=[_inline(item) for item in block.items],
    )


def _entry_parts(**parts: Any) -> Object:
    missing = {"level": 3, "organization": _link(""), "where": [], "when": ""}
    missing |= {"description": [], "prose": [], "address": "", "items": []}
    return {**missing, "in_a_row": False, "keywords": "", **parts}


def _term(entry: Entry) -> Object:
    name, keywords = page.known_as(entry), page.listed(entry.keywords)
    return {
        "text": name or keywords or entry.level or "",
        "level": entry.level or "" if name else "",
        "keywords": keywords if name else "",
    }


def _quote(entry: Entry) -> Object:
    return {"text": entry.title or "", "prose": _prose(entry.summary)}


def _when(entry: Entry) -> str:
    start = localized(entry.start) if entry.start else ""
    if entry.end:
        until = localized(entry.end)
        return f"{start} – {until}" if start else f"{word('until')} {until}"
    return f"{start} – {word('present')}" if page.is_open(entry) else start


def _prose(text: str | None) -> list[Node]:
    return tree(to_html(text or ""))


def _inline(text: str | None) -> list[Node]:
    return tree(to_inline_html(text or ""))


def _link(text: str, url: str = "") -> Object:
    return {"text": text, "url": url if len(url) < LONGEST_URL else ""}
