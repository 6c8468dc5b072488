"""A story's own page, which the page of the résumé opens beside itself."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator

from resume.models import Story
from resume.outputs.addresses import address
from resume.outputs.head import DESCRIPTION
from resume.page import language
from resume.published.version import DRAFT, Version
from resume.stories.markup import blocks
from resume.stories.order import in_order


def render(version: Version, slug: str) -> bytes | None:
    resume, options = version.resume, version.options
    stories = in_order(resume)
    place = next((n for n, story in enumerate(stories) if story.slug == slug), None)
    if place is None:
        return None
    with translation.override(language.language_of(resume)):
        context = {
            "resume": resume,
            "key": version.key,
            "options": options,
            "head": _head(version, stories[place]),
            "is_draft": version.revision == DRAFT,
            "story": stories[place],
            "blocks": blocks(slug, stories[place].text),
            "previous": stories[place - 1] if place else None,
            "next": stories[place + 1] if place + 1 < len(stories) else None,
        }
        return render_to_string("resume/story.html", context).encode()


def _head(version: Version, story: Story) -> dict[str, Any]:
    said = " ".join(block.text for block in blocks(story.slug, story.text))
    return {
        "description": Truncator(said).chars(DESCRIPTION),
        "url": version.site and address(version, "story", slug=story.slug),
        "icon": address(version, "favicon"),
    }
