"""The page in schema.org's terms, for search engines; it has no e-mail and no phone.

A job, a degree or a project is a Role between the person and the organization, which is
where schema.org has its dates: https://schema.org/Role
"""

import json
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from resume.markup import to_text
from resume.models import Entry, Resume
from resume.outputs.addresses import address
from resume.page.language import language_of
from resume.page.presentation import (
    heading,
    known_as,
    own_title,
    page_sections,
    photo_of,
    shown_highlights,
    web_url,
)
from resume.page.veil import contacts
from resume.published import Version

Node = dict[str, Any]
#: How a section's entries belong to the person: the property, its Role, and what it
#: leads to; the same where no organization is named.
ROLES = {
    "work": ("worksFor", "EmployeeRole", "Organization"),
    "volunteer": ("memberOf", "OrganizationRole", "Organization"),
    "education": ("alumniOf", "OrganizationRole", "EducationalOrganization"),
    "projects": ("memberOf", "OrganizationRole", "Project"),
}
ALONE = {
    "work": ("hasOccupation", "Role", "Occupation"),
    "volunteer": ("hasOccupation", "Role", "Occupation"),
    "education": ("hasCredential", "Role", "EducationalOccupationalCredential"),
}
#: In HTML a script ends at "</script" wherever it stands.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(version: Version) -> SafeString:
    """As the content of a ``script`` element, which is data: no CSP applies to it."""
    found = _without(contacts(version.resume), page(version))
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308


def page(version: Version) -> Node:
    language = language_of(version.resume)
    with translation.override(language):
        return _node(
            "ProfilePage",
            **{"@context": "https://schema.org"},
            url=version.site and address(version, "page"),
            inLanguage="zh-Hans" if language == "zh-hans" else language,
            mainEntity=_person(version),
        )


def _person(version: Version) -> Node:
    resume = version.resume
    sections = {section.key: section.entries for section in page_sections(resume)}
    photo = photo_of(resume) if version.options.show_photo else None
    known = [*sections.get("skills", ()), *sections.get("interests", ())]
    related: dict[str, list[Node]] = {}
    for key, roles in ROLES.items():
        for entry in sections.get(key, ()):
            named = entry.organization or key == "projects"
            of, role, other = roles if named else ALONE[key]
            related.setdefault(of, []).append(_role(entry, of, role, other))
    related.setdefault("hasCredential", []).extend(
        map(_certificate, sections.get("certificates", ()))
    )
    return _node(
        "Person",
        name=resume.name,
        jobTitle=resume.label,
        description=to_text(resume.summary or ""),
        url=_web(resume.url),
        image=address(version, "photo", digest=photo.digest) if photo else "",
        address=_place(resume),
        sameAs=[_web(entry.url) for entry in sections.get("profiles", ())],
        **related,
        award=[_award(entry) for entry in sections.get("awards", ())],
        knowsAbout=list(chain.from_iterable(map(_known, known))),
        knowsLanguage=[
            _node("Language", name=known_as(entry), description=entry.level)
            for entry in sections.get("languages", ())
        ],
        subjectOf=[
            _node(
                "Quotation",
                text=to_text(entry.summary or ""),
                creator=_node("Person", name=entry.title),
            )
            for entry in sections.get("references", ())
        ],
        **{"@reverse": _written(sections.get("publications", ()))},
    )


def _role(entry: Entry, of: str, role: str, other: str) -> Node:
    is_project, is_alone = entry.section == "projects", role == "Role"
    inner = _node(
        other,
        name=heading(entry) if is_project or is_alone else entry.organization,
        url=_web(entry.url),
        location="" if is_alone else entry.location,
        description=to_text(entry.description or ""),
        keywords=entry.keywords,
        parentOrganization=_organization(entry) if is_project else None,
    )
    return _node(
        role,
        roleName=entry.roles if is_project else own_title(entry),
        startDate=entry.start,
        endDate=entry.end,
        description=_said(entry),
        **{of: inner},
    )


def _certificate(entry: Entry) -> Node:
    return _node(
        "EducationalOccupationalCredential",
        name=heading(entry),
        url=_web(entry.url),
        dateCreated=entry.start,
        recognizedBy=_organization(entry),
    )


def _written(entries: Iterable[Entry]) -> Node:
    found = [
        _node(
            "CreativeWork",
            name=heading(entry),
            url=_web(entry.url),
            datePublished=entry.start,
            publisher=_organization(entry),
            description=to_text(entry.summary or ""),
        )
        for entry in entries
    ]
    return {"author": found} if found else {}


def _award(entry: Entry) -> str:
    known = (heading(entry), entry.organization, entry.start)
    told = to_text(entry.summary or "")
    return ": ".join(filter(None, (", ".join(filter(None, known)), told)))


def _known(entry: Entry) -> list[str]:
    return [known_as(entry), *(entry.keywords or ())]


def _place(resume: Resume) -> Node | None:
    return _node(
        "PostalAddress",
        streetAddress=resume.address,
        postalCode=resume.postal_code,
        addressLocality=resume.city,
        addressRegion=resume.region,
        addressCountry=resume.country_code,
    )


def _organization(entry: Entry) -> Node | None:
    return _node("Organization", name=entry.organization)


def _said(entry: Entry) -> str:
    texts = [entry.summary or "", *(found.text for found in shown_highlights(entry))]
    return "\n".join(filter(None, map(to_text, texts)))


def _node(kind: str, **properties: Any) -> Node:
    """Without what is empty; nothing, where all of it is."""
    found = {key: _stated(value) for key, value in properties.items()}
    found = {key: value for key, value in found.items() if value}
    return {"@type": kind, **found} if found else {}


def _web(url: str | None) -> str:
    """A page's; not ``mailto:``."""
    return web_url(url) if (url or "").startswith("http") else ""


def _without(contact: re.Pattern[str], value: Any) -> Any:
    if isinstance(value, str):
        return value if _web(value) else contact.sub("…", value)
    if isinstance(value, list):
        return [_without(contact, item) for item in value]
    return {key: _without(contact, inner) for key, inner in value.items()}


def _stated(value: Any) -> Any:
    return list(filter(None, value)) if isinstance(value, list) else value
