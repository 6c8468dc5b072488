"""``/llms.txt``: what is where, for assistants. https://llmstxt.org

Readers of the format split it with regular expressions, so a link is a line of its own
and no bracket is in its text.
"""

from collections.abc import Iterator

from django.utils import translation

from resume.markup import to_text
from resume.outputs.addresses import address, of_key
from resume.outputs.prose import line
from resume.page.language import language_of
from resume.page.presentation import (
    details,
    heading,
    listed,
    page_sections,
    shown_highlights,
    span,
    subheading,
)
from resume.published import Version
from resume.stories.order import in_order

BRACKETS = str.maketrans("[]", "()")
FILES = {
    "markdown": ("Markdown", "the whole résumé, with e-mail and phone"),
    "json": ("JSON Resume", "the same as data, https://jsonresume.org/schema"),
    "pdf": ("PDF", "the same on paper"),
}


def render(version: Version) -> bytes:
    with translation.override(language_of(version.resume)):
        return "\n".join(_lines(version)).encode()


def _lines(version: Version) -> Iterator[str]:
    resume, page = version.resume, address(version, "page")
    yield f"# {line(resume.name or 'Résumé')}\n"
    about = listed((resume.label or "", to_text(resume.summary or "")), ": ")
    if about:
        yield f"> {line(about)}\n"
    yield "## Files\n"
    for name, (title, notes) in FILES.items():
        yield _link(title, address(version, name), notes)
    for section in page_sections(resume, version.options.section_order):
        yield f"\n## {line(section.heading)}\n"
        for dom_id, block in section.blocks:
            named = block.title or next(iter(block.texts), "")
            told = map(to_text, filter(None, (named, *block.items)))
            url = f"{page}#{dom_id}"
            yield _link(next(told, block.url), url, listed(details(block)))
            yield from (_link(item, url) for item in told)
        for entry in section.entries:
            title = listed((heading(entry), subheading(entry)))
            quoted = entry.summary if entry.section == "references" else ""
            known = (*(entry.roles or ()), *(entry.keywords or ()), entry.level or "")
            notes = listed((span(entry), *known, to_text(quoted or "")))
            yield _link(title, f"{page}#{entry.dom_id}", notes)
            for found in shown_highlights(entry):
                yield _link(to_text(found.text), f"{page}#{found.dom_id}")
    if stories := in_order(resume):
        yield "\n## Stories\n"
        for story in stories:
            yield _link(story.title, address(version, "story", slug=story.slug))
    if others := [a for a in version.alternates if a.key != version.canonical]:
        yield "\n## Other résumés\n"
        for other in others:
            yield _link(other.title, of_key(version, "markdown", other.key))
    yield ""


def _link(title: str, url: str, notes: str = "") -> str:
    link = f"- [{line(title.translate(BRACKETS))}]({url})"
    return f"{link}: {line(notes)}" if notes else link
