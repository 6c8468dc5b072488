"""Web addresses, e-mail addresses and phone numbers."""

import re
from dataclasses import dataclass

from chatkit.answering.parsing.masking import Span

_TOP_LEVEL = (
    "com org net edu gov io dev app ai me info example eu uk de fr es it nl se no dk fi"
    " ch at be pl ca us au jp cn in ie pt cz biz tech cloud page site online xyz co"
).replace(" ", "|")
_EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_LINK = r"(?P<link>(?:https?://|www\.)[^\s<>()\[\]\"“”]+|(?<=\]\()[^)\s]+)"
_DOMAIN = (
    rf"(?P<domain>(?<![\w.@-])(?:[a-z0-9][\w-]*\.)+(?:{_TOP_LEVEL})(?![\w-])"
    r"(?:/[^\s<>()\[\]\"“”]*)?)"
)
_PHONE = r"(?P<phone>(?<![\w.,])(?:\+|\(?\d)\d?[\d\s().\u00a0/–-]{5,}\d(?![\w%]))"
_CONTACT = re.compile(f"{_EMAIL}|{_LINK}|{_DOMAIN}|{_PHONE}", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s\u00a0]\d{3})+")
_YEARS = re.compile(r"(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Contact(Span):
    """``value`` is normalized: an address without scheme, the digits of a phone."""

    value: str


def find_contacts(text: str) -> list[Contact]:
    contacts = []
    for found in _CONTACT.finditer(text):
        raw = found[0].rstrip(".,;:!?*_'’")
        if found["phone"]:
            if not _is_phone(raw):
                continue
            value = re.sub(r"\D", "", raw).lstrip("0")
        else:
            value = re.sub(r"^(?:mailto:|tel:|https?://)?(?:www\.)?", "", raw.lower())
            value = (
                value.partition("?")[0].rstrip("/")
                if "@" in value
                else value.rstrip("/")
            )
            if re.fullmatch(r"\+?[\d() -]{7,}", value):
                value = re.sub(r"\D", "", value).lstrip("0")
        contacts.append(Contact(found.start(), found.start() + len(raw), value))
    return contacts


def is_published(value: str, published: frozenset[str]) -> bool:
    if value in published:
        return True
    if value.isdigit():
        return len(value) >= 7 and any(
            other.isdigit() and (other.endswith(value) or value.endswith(other))
            for other in published
            if len(other) >= 7
        )
    return any(other.startswith(f"{value}/") for other in published)


def _is_phone(raw: str) -> bool:
    digits = sum(char.isdigit() for char in raw)
    return (
        7 <= digits <= 15
        and not _YEARS.match(raw)
        and not _YEARS.search(raw, max(0, len(raw) - 4))
        and not _THOUSANDS.fullmatch(raw)
    )
