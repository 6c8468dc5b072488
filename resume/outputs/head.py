"""What search engines, messengers and assistants read in the page's head."""

from typing import Any

from django.utils.text import Truncator

from resume.markup import to_text
from resume.outputs import jsonld
from resume.outputs.addresses import address
from resume.published import Version

DESCRIPTION = 155  # characters that search engines show
ALTERNATES = {
    "markdown": ("text/markdown", "Markdown"),
    "json": ("application/json", "JSON Resume"),
    "llms": ("text/plain", "llms.txt"),
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
            (address(version, name), *kind) for name, kind in ALTERNATES.items()
        ],
        "jsonld": jsonld.script(version),
    }
