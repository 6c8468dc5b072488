"""The addresses of a version's outputs, which other sites and programs get."""

from urllib.parse import quote

from django.urls import get_script_prefix, reverse

from resume.page.presentation import web_url
from resume.published import Version

PLAIN = "%/:?#[]@!$&'*+,;=~"


def address(version: Version, name: str, *args: str) -> str:
    """With the host, where the site knows it; its own path is part of ``site``."""
    path = reverse(f"resume:{name}", args=args)
    if not version.site:
        return path
    return f"{version.site}/{path.removeprefix(get_script_prefix())}"


def ascii_url(url: str | None) -> str:
    """A URL without a character that ends it in Markdown or XML; "" if it is unsafe."""
    return quote(web_url(url), safe=PLAIN)
