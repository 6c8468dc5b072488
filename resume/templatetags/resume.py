"""``presentation`` and ``dates`` for the templates."""

from django import template

from resume import dates
from resume.page import presentation

register = template.Library()

register.filter("in_words", dates.in_words)
for show in (
    presentation.bare_url,
    presentation.heading,
    presentation.is_open,
    presentation.listed,
    presentation.organization_link,
    presentation.place,
    presentation.subheading,
    presentation.tel_url,
    presentation.title_link,
    presentation.web_url,
):
    register.filter(show)
