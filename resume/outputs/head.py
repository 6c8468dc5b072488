"""What search engines, messengers and assistants read in the page's head."""

from typing import Any
from urllib.parse import quote

from django.utils.text import Truncator

from resume.markup import to_text
from resume.options import AICrawlers
from resume.outputs import jsonld
from resume.outputs.addresses import OF_SITE, address, of_key
from resume.page.language import word
from resume.published import Version

DESCRIPTION = 155  # characters that search engines show
ALTERNATES = {
    "markdown": ("text/markdown", "Markdown"),
    "json": ("application/json", "JSON Resume"),
    "pdf": ("application/pdf", "PDF"),
    "llms": ("text/plain", "llms.txt"),
}
#: Each opens with a question that the visitor still has to send.
ASSISTANTS = {
    "ChatGPT": "https://chatgpt.com/?q=",
    "Claude": "https://claude.ai/new?q=",
}


def context(version: Version) -> dict[str, Any]:
    resume = version.resume
    named = resume.name or "Résumé"
    said = to_text(resume.summary or "") or resume.label or named
    return {
        "title": " · ".join(filter(None, (named, resume.label))),
        "description": Truncator(" ".join(said.split())).chars(DESCRIPTION),
        "url": version.site and address(version, "page"),
        "icon": address(version, "favicon"),
        "alternates": [
            (address(version, name), *kind)
            for name, kind in ALTERNATES.items()
            if name not in OF_SITE or not version.canonical
        ],
        "languages": languages(version),
        "preview": version.site and address(version, "preview"),
        "jsonld": jsonld.script(version),
        "assistants": _assistants(version, named),
    }


def languages(version: Version) -> list[tuple[str, str]]:
    """Language and address of each page with the same in another language.

    None for the second of a language, which the pages in others don't name either.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    keys: dict[str, str] = {}
    for other in version.alternates:
        code = "zh-Hans" if other.language == "zh-hans" else other.language
        keys.setdefault(code, other.key)
    if not version.site or len(keys) == 1 or version.canonical not in keys.values():
        return []
    keys["x-default"] = ""
    return [(code, of_key(version, "page", key)) for code, key in keys.items()]


def _assistants(version: Version, name: str) -> list[tuple[str, str]]:
    """None where they are asked to stay away, or would not find the page."""
    if (
        not version.site
        or version.is_private
        or version.options.ai_crawlers == AICrawlers.REFUSE
    ):
        return []
    question = word("assistant_question").replace("{url}", address(version, "page"))
    question = quote(question.replace("{name}", name), safe="")
    return [(assistant, url + question) for assistant, url in ASSISTANTS.items()]
