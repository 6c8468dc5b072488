"""What the owner keeps back in one place and says in another."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from resume.editor import labels
from resume.other_sections import in_words
from resume.page.presentation import bare_url
from resume.sections import SECTIONS
from resume.versions.changes import Row, name_of_row
from resume.visibility import HEAD, PAGE, SHOWN, shown_to

#: A town stands in many places, and gives nothing away there.
SOUGHT = tuple(key for key in HEAD if key not in {"place", "photograph"})
FEWEST = 5  # letters and digits; fewer are found anywhere


def repeated(rows: Row, others: Mapping[str, Row]) -> list[tuple[str, str]]:
    """What is kept back of the head, and where all read it nonetheless.

    ``others`` are public résumés by what they are called.
    """
    said = [*_said(shown_to(PAGE, rows))]
    for name, other in others.items():
        shown = shown_to(PAGE, other)
        head = [shown.get(HEAD[key][0]) for key in SOUGHT]
        said.append((f"the résumé “{name}”", _bare([head, shown["basics_extra"]])))
    return [
        (name, where)
        for name, value in _kept_back(rows)
        for where, text in said
        if value in text
    ]


def _kept_back(rows: Row) -> Iterator[tuple[str, str]]:
    extra = rows.get("basics_extra") or {}
    seen = rows.get("visibility") or {}
    for key in dict.fromkeys((*SOUGHT, *extra)):
        column = HEAD[key][0] if key in SOUGHT else ""
        values = (rows.get(column), extra.get(key))
        for value in values if seen.get(key, SHOWN) != SHOWN else ():
            said = value if isinstance(value, str) else ""
            if len(bare := _bare(bare_url(said))) >= FEWEST:
                yield labels.BASICS.get(column, in_words(key)), bare


def _said(rows: Row) -> Iterator[tuple[str, str]]:
    yield "your headline", _bare(rows.get("label") or "")
    yield "your summary", _bare(rows.get("summary") or "")
    for entry in rows["entries"]:
        heading = SECTIONS[entry["section"]].heading
        yield f"{heading}: {name_of_row(entry)}", _bare(entry)
    for key, section in rows["extra"].items():
        yield in_words(key), _bare(section)
    for story in rows["stories"]:
        yield f"the story “{story['title']}”", _bare(story)


def _bare(value: Any) -> str:
    """Without what may be between the parts of a number or an address."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\W_]+", "", text).casefold()
