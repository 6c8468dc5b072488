"""``presentation`` and ``language`` for the templates."""

from django import template
from django.utils.safestring import mark_safe

from resume import markup
from resume.page import accent, language, presentation

register = template.Library()

register.filter("localized", language.localized)
register.filter("word", language.word)
register.filter("plain", markup.to_text)
register.filter("markdown", lambda text: mark_safe(markup.to_html(text)))  # noqa: S308
register.filter(  # nh3 has cleaned it
    "inline_markdown",
    lambda text: mark_safe(markup.to_inline_html(text)),  # noqa: S308
)
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
