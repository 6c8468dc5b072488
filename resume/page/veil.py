"""E-mail and phone in HTML that people read and harvesters don't.

Unseen signs stand between the parts of an address: nobody sees, hears or copies them, but
whoever takes the tags away has no address. The links lead to ``resume.page.contact``. No
JavaScript is needed.
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote, unquote

from resume.models import Resume
from resume.page.presentation import tel_url

EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
#: Scripts and styles, the title, other tags, text.
TOKENS = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
HREF = re.compile(r' href="((?:mailto|tel):[^"]*)"')
REL = re.compile(r' rel="[^"]*"')
PARTS = re.compile(r"&[^;]+;|[@.]|\d{1,3}\s?|[^@.\d&]+")
UNSEEN = "<span hidden>|</span>"


def contact_urls(resume: Resume) -> dict[str, str]:
    """By channel; the part of ``/contact/<channel>``."""
    return {
        "email": f"mailto:{quote(resume.email, safe='@')}" if resume.email else "",
        "phone": tel_url(resume.phone or ""),
    }


def contacts(resume: Resume) -> re.Pattern[str]:
    """Each e-mail address in a text, and the person's phone number."""
    phone = [re.escape(resume.phone)] if resume.phone else []
    return re.compile("|".join([EMAIL, *phone]))


def veiled(html: str, resume: Resume, leads_to: Callable[[str], str]) -> str:
    """``leads_to`` gives the address that a channel has instead."""
    found = contacts(resume)
    links = {
        unquote(url): leads_to(channel) for channel, url in contact_urls(resume).items()
    }

    def change(match: re.Match[str]) -> str:
        token, element = match[0], match[1]
        if not token.startswith("<"):
            return found.sub(lambda m: UNSEEN.join(PARTS.findall(m[0])), token)
        if element == "title" or token.startswith("<meta"):
            return found.sub("…", token)
        if element or not HREF.search(token):
            return token
        return HREF.sub(lambda m: _href(m[1], links), REL.sub("", token))

    return TOKENS.sub(change, html)


def _href(url: str, links: dict[str, str]) -> str:
    """Of somebody else's address none: what stands there can be copied."""
    found = links.get(unquote(unescape(url)).split("?")[0])
    return f' href="{found}" rel="nofollow"' if found else ""
