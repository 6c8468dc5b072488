"""The one table of sections: keys and columns, headings, kinds, order.

Each mapping goes from the document's key to the column's name.
https://jsonresume.org/schema
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Fields = Mapping[str, str]

ROOT: Final[Fields] = {"$schema": "schema"}
BASICS: Final[Fields] = {
    key: key for key in ("name", "label", "image", "email", "phone", "url", "summary")
}
#: A key of ours in the basics: what the picture shows, in words.
IMAGE_ALT: Final = "imageAlt"
OLDER_BASICS: Final[Fields] = {"picture": "image", "website": "url"}
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
    """One list of the document; ``fields`` are its entries' keys and columns.

    ``kind`` is the kind of its passages in the chat's terms, ``items`` the key of the
    list that becomes highlights, if any. ``names`` is the column an entry is known by:
    it makes the id, carries the link and weighs most when entries are matched.
    ``older`` are keys of the standard's earlier versions, and what they are now.
    """

    key: str
    heading: str
    kind: str
    fields: Fields
    items: str = ""
    names: str = "title"
    older: Fields = field(default_factory=dict)


_SPAN = {"startDate": "start", "endDate": "end"}
_URL = {"url": "url"}
_SUMMARY = {"summary": "summary"}
_TITLE = {"name": "title"}
_KEYWORDS = {"keywords": "keywords"}
_WEBSITE = {"website": "url"}

_PROFILE = {"network": "title", "username": "username", **_URL}
_JOB = {
    "position": "title",
    "name": "organization",
    "location": "location",
    "description": "description",
    **_URL,
    **_SPAN,
    **_SUMMARY,
}
_PROJECT = {
    **_TITLE,
    "entity": "organization",
    "type": "kind",
    "roles": "roles",
    "description": "description",
    **_KEYWORDS,
    **_URL,
    **_SPAN,
}
_DEGREE = {
    "institution": "organization",
    "studyType": "kind",
    "area": "title",
    "score": "level",
    **_URL,
    **_SPAN,
}
_CERTIFICATE = {**_TITLE, "issuer": "organization", "date": "start", **_URL}
_PUBLICATION = {
    **_TITLE,
    "publisher": "organization",
    "releaseDate": "start",
    **_URL,
    **_SUMMARY,
}
_AWARD = {"title": "title", "awarder": "organization", "date": "start", **_SUMMARY}
_VOLUNTEER = {
    "position": "title",
    "organization": "organization",
    **_URL,
    **_SPAN,
    **_SUMMARY,
}
_LANGUAGE = {"language": "title", "fluency": "level"}
_REFERENCE = {**_TITLE, "reference": "summary"}

# In the order of the page.
_TABLE = (
    Section("profiles", "Profiles", "profile", _PROFILE),
    Section(
        key="work",
        heading="Experience",
        kind="position",
        fields=_JOB,
        items="highlights",
        names="organization",
        older={"company": "name", "companyDescription": "description", **_WEBSITE},
    ),
    Section("skills", "Skills", "skill", {**_TITLE, "level": "level", **_KEYWORDS}),
    Section(
        key="projects",
        heading="Projects",
        kind="project",
        fields=_PROJECT,
        items="highlights",
        older=_WEBSITE,
    ),
    Section(
        key="education",
        heading="Education",
        kind="study",
        fields=_DEGREE,
        items="courses",
        names="organization",
        older={"gpa": "score"},
    ),
    Section(
        key="certificates",
        heading="Certificates",
        kind="certificate",
        fields=_CERTIFICATE,
        older={"title": "name"},
    ),
    Section(
        key="publications",
        heading="Publications",
        kind="publication",
        fields=_PUBLICATION,
        older=_WEBSITE,
    ),
    Section("awards", "Awards", "award", _AWARD),
    Section(
        key="volunteer",
        heading="Volunteering",
        kind="volunteering",
        fields=_VOLUNTEER,
        items="highlights",
        names="organization",
        older=_WEBSITE,
    ),
    Section(
        key="languages",
        heading="Languages",
        kind="language",
        fields=_LANGUAGE,
        older={"name": "language", "level": "fluency"},
    ),
    Section("interests", "Interests", "interest", {**_TITLE, **_KEYWORDS}),
    Section("references", "References", "reference", _REFERENCE),
)

SECTIONS: Final[Mapping[str, Section]] = MappingProxyType({s.key: s for s in _TABLE})

#: The sections at the root of a document; profiles live in its basics.
ROOT_SECTIONS: Final = tuple(key for key in SECTIONS if key != "profiles")
