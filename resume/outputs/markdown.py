"""``/resume.md``: the page as Markdown, for assistants and people in a terminal."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from resume.models import Entry, Resume
from resume.other_sections import Block
from resume.outputs.addresses import ascii_url
from resume.outputs.prose import item, line, prose
from resume.page.language import language_of, word
from resume.page.presentation import (
    PageSection,
    bare_url,
    details,
    known_as,
    listed,
    page_sections,
    place,
    shown_highlights,
    span,
    subheading,
)
from resume.published import Version

TERMS = frozenset({"skills", "languages", "interests"})


def render(version: Version) -> bytes:
    with translation.override(language_of(version.resume)):
        return f"{_blocks(_page(version))}\n".encode()


def _page(version: Version) -> Iterator[str]:
    resume, order = version.resume, version.options.section_order
    sections = {section.key: section for section in page_sections(resume, order)}
    profiles = sections.pop("profiles", None)
    yield f"# {line(resume.name or 'Résumé')}"
    yield line(resume.label or "")
    yield "\n".join(f"- {text}" for text in _contact(resume, profiles))
    yield prose(resume.summary or "")
    for section in sections.values():
        yield f"## {line(section.heading)}"
        yield from (_other(block) for _, block in section.blocks)
        if section.key in TERMS:
            yield "\n".join(map(_term, section.entries))
        elif section.key == "references":
            yield from map(_reference, section.entries)
        else:
            yield from map(_entry, section.entries)


def _contact(resume: Resume, profiles: PageSection | None) -> Iterator[str]:
    yield from map(line, filter(None, (place(resume), resume.email, resume.phone)))
    if resume.url:
        yield _link(resume.url)
    for entry in profiles.entries if profiles else ():
        named = listed((entry.title or "", entry.username or ""), ": ")
        yield " ".join(filter(None, (line(named), _link(entry.url))))


def _entry(entry: Entry) -> str:
    name = known_as(entry)
    about = (
        subheading(entry),
        entry.location or "",
        listed(entry.roles),
        (entry.kind or "") if entry.section == "projects" else "",
        f"{word('score')} {entry.level}" if entry.level else "",
        span(entry),
    )
    keywords = listed(entry.keywords)
    return _blocks(
        (
            f"### {line(name)}" if name else "",
            line(listed(about, " · ")),
            _link(entry.url),
            prose(entry.description or ""),
            prose(entry.summary or ""),
            "\n".join(item(found.text) for found in shown_highlights(entry)),
            line(f"{word('keywords')}: {keywords}") if keywords else "",
        )
    )


def _other(block: Block) -> str:
    return _blocks(
        (
            f"### {line(block.title)}" if block.title else "",
            line(listed(details(block), " · ")),
            _link(block.url),
            *map(prose, block.texts),
            "\n".join(map(item, block.items)),
        )
    )


def _term(entry: Entry) -> str:
    name, keywords = known_as(entry), listed(entry.keywords)
    level = f" ({entry.level})" if name and entry.level else entry.level or ""
    return f"- {line(listed((name + level, keywords), ': '))}"


def _reference(entry: Entry) -> str:
    quoted = prose(entry.summary or "").replace("\n", "\n> ")
    return _blocks((quoted and f"> {quoted}", entry.title and f"— {line(entry.title)}"))


def _link(url: str | None) -> str:
    safe = ascii_url(url)
    return f"[{line(bare_url(url or ''))}]({safe})" if safe else line(url or "")


def _blocks(blocks: Iterable[str | None]) -> str:
    return "\n\n".join(filter(None, blocks))
