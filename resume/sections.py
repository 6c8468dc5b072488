"""The one table of sections: keys and columns, headings, kinds, order.

Each mapping goes from the document's key to the column's name.
https://jsonresume.org/schema
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Fields = Mapping[str, str]

ROOT: Final[Fields] = {"$schema": "schema"}
BASICS: Final[Fields] = {
    key: key for key in ("name", "label", "image", "email", "phone", "url", "summary")
}
LOCATION: Final[Fields] = {
    "address": "address",
    "postalCode": "postal_code",
    "city": "city",
    "region": "region",
    "countryCode": "country_code",
}
META: Final[Fields] = {
    "canonical": "meta_canonical",
    "version": "meta_version",
    "lastModified": "meta_last_modified",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the document. ``fields`` are its entries' keys and columns.

    ``kind`` is what the passages of its entries are about, in the words of the chat.
    ``items`` is the key of the list that becomes highlights, if it has one.
    ``names`` is the column an entry is known by: a job by its employer, a skill by
    its title. It makes the id, carries the link and weighs most in recognising it.
    """

    key: str
    heading: str
    kind: str
    fields: Fields
    items: str = ""
    names: str = "title"


_SPAN = {"startDate": "start", "endDate": "end"}
_LINK = {"url": "url"}
_SUMMARY = {"summary": "summary"}

# In the order of the page.
_TABLE = (
    Section(
        "profiles",
        "Profiles",
        "profile",
        {"network": "title", "username": "username"} | _LINK,
    ),
    Section(
        "work",
        "Experience",
        "position",
        {
            "position": "title",
            "name": "organization",
            "location": "location",
            "description": "description",
        }
        | _LINK
        | _SPAN
        | _SUMMARY,
        items="highlights",
        names="organization",
    ),
    Section(
        "skills",
        "Skills",
        "skill",
        {"name": "title", "level": "level", "keywords": "keywords"},
    ),
    Section(
        "projects",
        "Projects",
        "project",
        {
            "name": "title",
            "entity": "organization",
            "type": "kind",
            "roles": "roles",
            "description": "description",
            "keywords": "keywords",
        }
        | _LINK
        | _SPAN,
        items="highlights",
    ),
    Section(
        "education",
        "Education",
        "study",
        {
            "institution": "organization",
            "studyType": "kind",
            "area": "title",
            "score": "level",
        }
        | _LINK
        | _SPAN,
        items="courses",
        names="organization",
    ),
    Section(
        "certificates",
        "Certificates",
        "certificate",
        {"name": "title", "issuer": "organization", "date": "start"} | _LINK,
    ),
    Section(
        "publications",
        "Publications",
        "publication",
        {"name": "title", "publisher": "organization", "releaseDate": "start"}
        | _LINK
        | _SUMMARY,
    ),
    Section(
        "awards",
        "Awards",
        "award",
        {"title": "title", "awarder": "organization", "date": "start"} | _SUMMARY,
    ),
    Section(
        "volunteer",
        "Volunteering",
        "volunteering",
        {"position": "title", "organization": "organization"}
        | _LINK
        | _SPAN
        | _SUMMARY,
        items="highlights",
        names="organization",
    ),
    Section(
        "languages", "Languages", "language", {"language": "title", "fluency": "level"}
    ),
    Section(
        "interests", "Interests", "interest", {"name": "title", "keywords": "keywords"}
    ),
    Section(
        "references",
        "References",
        "reference",
        {"name": "title", "reference": "summary"},
    ),
)

SECTIONS: Final[Mapping[str, Section]] = MappingProxyType({s.key: s for s in _TABLE})

#: The sections at the root of a document; profiles live in its basics.
ROOT_SECTIONS: Final = tuple(key for key in SECTIONS if key != "profiles")
