"""What LinkedIn's archive says about the person: name, contact, recommendations."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from resume.exchange.linkedin_tables import Row, Tables, unused

NAME = ("First Name", "Last Name")
PROFILE = {"label": "Headline", "summary": "Summary"}
PLACE = {"address": "Address", "postalCode": "Zip Code", "region": "Geo Location"}
SUMMARY, WEBSITES, TWITTER = "Profile Summary", "Websites", "Twitter Handles"
MAIL, NUMBER = "Email Address", "Number"
TEXT, STATUS, AUTHOR = "Text", "Status", ("Job Title", "Company")

#: The columns that are read, by file.
COLUMNS = {
    "Profile.csv": {*NAME, *PROFILE.values(), *PLACE.values(), WEBSITES, TWITTER},
    "Profile Summary.csv": {SUMMARY},
    "Email Addresses.csv": {MAIL, "Primary"},
    "PhoneNumbers.csv": {NUMBER},
    "Recommendations_Received.csv": {*NAME, *AUTHOR, TEXT, STATUS},
}
#: ``[PORTFOLIO:https://ada.example,OTHER:…]``
LABEL = re.compile(r"[A-Z_]+:(?=[^/])")


def basics(tables: Tables, left: list[str]) -> dict[str, Any]:
    profile: Row = next(iter(tables.get("Profile.csv", ())), {})
    found: dict[str, Any] = {"name": _name(profile)}
    found |= {key: text for key, name in PROFILE.items() if (text := profile.get(name))}
    texts = [row[SUMMARY] for row in tables.get("Profile Summary.csv", ())]
    if texts and found.setdefault("summary", texts[0]) != texts[0]:
        left.append("Profile Summary.csv: that of Profile.csv is taken")
    if place := {
        key: text for key, name in PLACE.items() if (text := profile.get(name))
    }:
        found["location"] = place
    mails = sorted(
        tables.get("Email Addresses.csv", ()),
        key=lambda row: row.get("Primary", "").casefold() != "yes",
    )
    phones = tables.get("PhoneNumbers.csv", ())
    for key, file, texts in (
        ("email", "Email Addresses.csv", [row.get(MAIL, "") for row in mails]),
        ("phone", "PhoneNumbers.csv", [row.get(NUMBER, "") for row in phones]),
    ):
        first, *others = [text for text in texts if text] or [""]
        found |= {key: first} if first else {}
        if others:
            left.append(f"{file}: {', '.join(others)}: JSON Resume has one of them")
    url, profiles = _addresses(profile)
    found |= {"url": url} if url else {}
    found |= {"profiles": profiles} if profiles else {}
    for file in [name for name in COLUMNS if name in tables]:
        left += unused(file, tables[file], COLUMNS[file])
    return found


def references(tables: Tables, left: list[str]) -> Iterator[dict[str, str]]:
    for row in tables.get("Recommendations_Received.csv", ()):
        about = ", ".join(filter(None, (_name(row), *map(row.get, AUTHOR))))
        if row.get(STATUS, "VISIBLE").upper() != "VISIBLE":
            left.append(f"Recommendations_Received.csv: “{about}”: it is hidden there")
        elif row.get(TEXT):
            yield {"name": about, "reference": row[TEXT]}
        else:
            left.append(f"Recommendations_Received.csv: “{about}”: it has no text")


def _name(row: Row) -> str:
    return " ".join(filter(None, map(row.get, NAME)))


def _addresses(profile: Row) -> tuple[str, list[dict[str, str]]]:
    """The website, and the others with the Twitter handles as profiles."""
    urls = [LABEL.sub("", text) for text in _list(profile.get(WEBSITES, ""))]
    profiles = [
        {"network": "Twitter", "username": text, "url": f"https://twitter.com/{text}"}
        for text in _list(profile.get(TWITTER, ""))
    ]
    profiles += [{"network": _network(url), "url": url} for url in urls[1:]]
    return (urls[0] if urls else ""), profiles


def _network(url: str) -> str:
    """Github, of https://www.github.com/ada."""
    *names, _ = (urlsplit(url).hostname or url).removeprefix("www.").split(".")
    return max(names, key=len, default=url).capitalize()


def _list(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,]+", text.strip("[] ")) if part]
