"""``presentation`` and ``language`` for the templates."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from resume import dates, markup
from resume.options import SiteOptions
from resume.outputs.addresses import path_to
from resume.page import accent, language, presentation
from resume.published.current import NeverRead, current

register = template.Library()

register.filter("is_date", dates.is_date)
register.filter("localized", language.localized)
register.filter("word", language.word)
register.filter("plain", markup.to_text)
register.filter("markdown", lambda text: mark_safe(markup.to_html(text)))  # noqa: S308
register.filter(  # nh3 has cleaned it
    "inline_markdown",
    lambda text: mark_safe(markup.to_inline_html(text)),  # noqa: S308
)
register.filter("of", lambda stories, about: (stories or {}).get(about))
for show in (
    accent.shades,
    presentation.bare_url,
    presentation.known_as,
    presentation.is_long,
    presentation.is_open,
    presentation.listed,
    presentation.organization_link,
    presentation.photo_of,
    presentation.place,
    presentation.shown_highlights,
    presentation.subheading,
    presentation.tel_url,
    presentation.title_link,
    presentation.web_url,
):
    register.filter(show)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], name: str, **which: str) -> str:
    """The path of an output of the résumé that the page is of."""
    return path_to(name, context.get("key", ""), **which)


@register.simple_tag(takes_context=True)
def site_options(context: dict[str, Any]) -> SiteOptions | None:
    """The owner's choices, also for pages that are not made from a version."""
    if options := context.get("options"):
        return options  # type: ignore[no-any-return]
    try:
        version = current().version
    except NeverRead:
        return None
    return version.options if version else None
