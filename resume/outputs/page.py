from django.template.loader import render_to_string
from django.utils import translation

from resume.outputs import head
from resume.outputs.addresses import path_to
from resume.page import language
from resume.page.presentation import page_sections
from resume.page.veil import veiled
from resume.published.version import DRAFT, Alternate, Version


def render(version: Version) -> bytes:
    resume, options = version.resume, version.options
    with translation.override(language.language_of(resume)):
        found = page_sections(resume, options.section_order)
        sections = {section.key: section for section in found}
        context = {
            "resume": resume,
            "key": version.key,
            "others": _others(version),
            "options": options,
            "profiles": sections.pop("profiles", None),
            "sections": tuple(sections.values()),
            "head": head.context(version),
            "is_draft": version.revision == DRAFT,
            "stories": {story.about: story for story in resume.stories.all()},
        }
        html = render_to_string("resume/page.html", context)

    def contact(channel: str) -> str:
        return path_to("contact", version.key, channel=channel)

    return veiled(html, resume, contact).encode()


def _others(version: Version) -> list[tuple[Alternate, str]]:
    """The public résumés with their addresses; this one has none."""
    return [
        (other, "" if other.key == version.canonical else path_to("page", other.key))
        for other in version.alternates
    ]
