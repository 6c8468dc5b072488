"""The statements of a passage as typed fields."""

from collections.abc import Iterable
from dataclasses import dataclass

from resume.markup import to_text
from resume.models import Entry
from resume.page.presentation import is_open, own_title
from resume.sentences import sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """Dates are as in the document; "" means not stated.

    ``prose`` is what the entry says in the owner's own sentences, ``about`` what it says
    of the organization or the project.
    """

    who: str = ""
    title: str = ""
    organization: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    current: bool = False
    level: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    about: str = ""
    prose: str = ""
    roles: tuple[str, ...] = ()


def entry_facts(entry: Entry) -> Facts:
    is_reference = entry.section == "references"
    return Facts(
        who=own_title(entry) if is_reference else "",
        title="" if is_reference else own_title(entry),
        organization=entry.organization or "",
        place=entry.location or "",
        start=entry.start or "",
        end=entry.end or "",
        current=is_open(entry),
        level=entry.level or "",
        url=entry.url or "",
        about=sentence(to_text(entry.description or "")),
        prose=sentence(to_text(entry.summary or "")),
        roles=_stated(entry.roles),
    )


def _stated(items: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in items or () if item.strip())
