"""The addresses of a version's outputs, which other sites and programs get."""

from urllib.parse import quote

from django.urls import get_script_prefix, reverse

from resume.page.presentation import web_url
from resume.published import Version

#: The names of the addresses that the site has once, however many résumés it has.
OF_SITE = frozenset(
    {"llms", "robots", "sitemap", "favicon", "icon", "photo", "picture"}
)
PLAIN = "%/:?#[]@!$&'*+,;=~"


def address(version: Version, name: str, **which: str) -> str:
    """With the host, where the site knows it; its own path is part of ``site``."""
    return of_key(version, name, version.canonical, **which)


def of_key(version: Version, name: str, key: str, **which: str) -> str:
    """The same of the résumé with another key."""
    path = path_to(name, key, **which)
    if not version.site:
        return path
    return f"{version.site}/{path.removeprefix(get_script_prefix())}"


def path_to(name: str, key: str, **which: str) -> str:
    """Of what belongs to the résumé with this key; "" is the default one."""
    of = {"key": key} if key and name not in OF_SITE else {}
    return reverse(f"resume:{name}", kwargs=which | of)


def ascii_url(url: str | None) -> str:
    """A URL without a character that ends it in Markdown or XML; "" if it is unsafe."""
    return quote(web_url(url), safe=PLAIN)
