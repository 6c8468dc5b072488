"""What the owner keeps back of a published version, and from whom."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.db import models

from resume.sections import IMAGE_ALT


class Visibility(models.TextChoices):
    SHOWN = "shown", "shown"
    ON_REQUEST = "on request", "in the chat, when asked"
    HIDDEN = "hidden", "hidden"


SHOWN: Final = Visibility.SHOWN
#: What can be kept back of the head, and its columns; the keys of non-standard fields
#: of the basics can be, too. Nobody knows how exact those of the location are.
HEAD: Final = {
    "email": ("email",),
    "phone": ("phone",),
    "address": ("address", "postal_code", "location_extra"),
    "place": ("city", "region", "country_code"),
    "url": ("url",),
    "photograph": ("image",),
}
PAGE: Final = frozenset({SHOWN})
CHAT: Final = frozenset({SHOWN, Visibility.ON_REQUEST})
EVERYTHING: Final = frozenset(Visibility)


def section_name(key: str) -> str:
    """Of a section that the standard lacks, among what is kept back of the head."""
    return f"section:{key}"


def shown_to(audience: frozenset[str], rows: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of a version (``versions.snapshot``) without what is kept back."""
    kept_back = {
        name
        for name, visibility in (rows.get("visibility") or {}).items()
        if visibility not in audience
    }
    columns = {column for name in kept_back for column in HEAD.get(name, ())}
    if "photograph" in kept_back:
        kept_back.add(IMAGE_ALT)
    entries = [
        entry for entry in rows["entries"] if entry.get("visibility", SHOWN) in audience
    ]
    on_page = [e for e in entries if e.get("visibility", SHOWN) == SHOWN]
    shown = {entry["dom_id"] for entry in on_page}
    shown |= {found["dom_id"] for entry in on_page for found in entry["highlights"]}
    extra = rows.get("basics_extra")
    own = json.loads(rows.get("extra_text") or "{}")
    own = own if own == rows["extra"] else rows["extra"]
    own = {key: v for key, v in own.items() if section_name(key) not in kept_back}
    return {
        **rows,
        "extra": own,
        "extra_text": json.dumps(own),
        **dict.fromkeys(columns),
        "basics_extra": extra
        and {key: value for key, value in extra.items() if key not in kept_back},
        "photo": None if "photograph" in kept_back else rows["photo"],
        "entries": entries,
        "stories": [s for s in rows.get("stories", ()) if s["about"] in shown],
    }
