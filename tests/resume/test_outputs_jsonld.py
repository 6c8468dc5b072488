"""The page in schema.org's terms keeps to schema.org's own shapes."""

import json
import re
from typing import Any

import pytest

from resume.versions.publishing import publish
from tests.resume.test_outputs import SCRIPTS, Text, get

pytestmark = pytest.mark.django_db

#: https://schema.org, release 30.0: what each type is a kind of …
PARENTS = {
    "ProfilePage": "CreativeWork",
    "CreativeWork": "Thing",
    "Quotation": "CreativeWork",
    "EducationalOccupationalCredential": "Credential",
    "Credential": "CreativeWork",
    "Person": "Thing",
    "Organization": "Thing",
    "EducationalOrganization": "Organization",
    "Project": "Organization",
    "EmployeeRole": "OrganizationRole",
    "OrganizationRole": "Role",
    "Role": "Thing",
    "Occupation": "Thing",
    "Language": "Thing",
    "PostalAddress": "Thing",
}
#: … and of which types the properties are, with what values.
PROPERTIES = {
    "address": ("Person Organization", "PostalAddress Text"),
    "addressCountry": ("PostalAddress", "Text"),
    "addressLocality": ("PostalAddress", "Text"),
    "addressRegion": ("PostalAddress", "Text"),
    "alumniOf": ("Person", "Organization"),
    "author": ("CreativeWork", "Person Organization"),
    "award": ("Person Organization CreativeWork", "Text"),
    "creator": ("CreativeWork", "Person Organization"),
    "dateCreated": ("CreativeWork", "Date"),
    "datePublished": ("CreativeWork", "Date"),
    "description": ("Thing", "Text"),
    "endDate": ("Role", "Date"),
    "hasCredential": ("Person Organization", "Credential"),
    "hasOccupation": ("Person", "Occupation"),
    "image": ("Thing", "URL"),
    "inLanguage": ("CreativeWork", "Text"),
    "jobTitle": ("Person", "Text"),
    "keywords": ("CreativeWork Organization", "Text"),
    "knowsAbout": ("Person Organization", "Text"),
    "knowsLanguage": ("Person Organization", "Language Text"),
    "location": ("Organization", "Text"),
    "mainEntity": ("CreativeWork", "Thing"),
    "memberOf": ("Person Organization", "Organization"),
    "name": ("Thing", "Text"),
    "parentOrganization": ("Organization", "Organization"),
    "postalCode": ("PostalAddress", "Text"),
    "publisher": ("CreativeWork", "Person Organization"),
    "recognizedBy": ("Credential", "Organization"),
    "roleName": ("Role", "Text"),
    "sameAs": ("Thing", "URL"),
    "startDate": ("Role", "Date"),
    "streetAddress": ("PostalAddress", "Text"),
    "subjectOf": ("Thing", "CreativeWork"),
    "text": ("CreativeWork", "Text"),
    "url": ("Thing", "URL"),
    "worksFor": ("Person", "Organization"),
}
TEXTS = {
    "Text": re.compile(r".*\S.*", re.DOTALL),
    "URL": re.compile(r"(https?:/)?/\S+"),
    "Date": re.compile(r"\d{4}(-\d\d){0,2}"),
}


def is_a(kind: str, wanted: str) -> bool:
    kinds = {kind}
    while kind in PARENTS:
        kinds.add(kind := PARENTS[kind])
    return not kinds.isdisjoint(wanted.split())


def faults(node: dict[str, Any], within: str = "") -> list[str]:
    """``within`` is the property that a Role stands for, which it repeats."""
    kind = node["@type"]
    found = [] if kind in PARENTS else [f"{kind} is no type"]
    for name, value in node.items():
        if name == "@reverse":
            for back, others in value.items():
                found += [f for other in others for f in faults(other)]
                found += [
                    f"{back} of {other['@type']}"
                    for other in others
                    if not is_a(other["@type"], PROPERTIES[back][0])
                ]
        elif not name.startswith("@"):
            domain, values = PROPERTIES[name]
            if not is_a(kind, domain) and name != within:
                found.append(f"{name} of {kind}")
            for one in value if isinstance(value, list) else [value]:
                found += _faults_of_value(name, values, one)
    return found


def _faults_of_value(name: str, values: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        is_role = is_a(value["@type"], "Role")
        fits = is_role or is_a(value["@type"], values)
        wrong = [] if fits else [f"{value['@type']} as {name}"]
        return wrong + faults(value, name if is_role else "")
    fits = any(TEXTS[v].fullmatch(value) for v in values.split() if v in TEXTS)
    return [] if fits else [f"{value!r} as {name}"]


def jsonld(client: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Text(get(client, "/")).data)
    return found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_it_has_only_properties_where_schema_org_has_them(client, path):
    publish(json.loads(path.read_text(encoding="utf-8")))

    found = jsonld(client)

    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["mainEntity"]["@type"]) == ("ProfilePage", "Person")
    assert faults(found) == []


def test_jobs_and_degrees_without_an_organization_keep_to_it_too(client):
    publish(
        {
            "basics": {"name": "Ada", "url": "javascript:alert(1)"},
            "work": [{"position": "Diver", "startDate": "2020", "location": "Bergen"}],
            "education": [{"area": "Rope work", "endDate": "2019"}, {}],
            "projects": [{"entity": "Harbour", "keywords": ["", "Rope"]}],
            "languages": [{"fluency": "Fluent"}],
            "references": [{"reference": "Good."}],
        }
    )

    found = jsonld(client)

    assert faults(found) == []
    assert found["mainEntity"]["hasOccupation"] == [
        {
            "@type": "Role",
            "roleName": "Diver",
            "startDate": "2020",
            "hasOccupation": {"@type": "Occupation", "name": "Diver"},
        }
    ]
    assert "url" not in found["mainEntity"]


def test_no_text_ends_the_script(client):
    attack = "</script><script>alert(1)</script><!-- <script>\u2028&amp;"
    publish({"basics": {"name": attack, "label": attack, "summary": attack}})

    assert "<script>alert" not in get(client, "/")
    assert "</script><script>alert(1)" in jsonld(client)["mainEntity"]["jobTitle"]


def test_it_has_no_email_and_no_phone(client):
    summary = "Write to ada@example.org, call +46 31 555 01 42."
    profiles = [{"network": "E-mail", "url": "mailto:ada@example.org"}]
    publish(
        {
            "basics": {
                "email": "ada@example.org",
                "phone": "+46 31 555 01 42",
                "summary": summary,
                "profiles": profiles,
            }
        }
    )

    assert jsonld(client)["mainEntity"] == {
        "@type": "Person",
        "description": "Write to …, call ….",
    }
