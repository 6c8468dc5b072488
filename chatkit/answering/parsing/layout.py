"""What a piece of an answer is: a heading, an item, a row; and mending it after a cut."""

import re
from dataclasses import dataclass

from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing import marks

_ITEM = re.compile(r"\s*(?:[-*+•–]\s|\d{1,3}[.)]\s|\|)")
_HEADING = re.compile(r"\s*(?:(?P<level>#{1,6})\s|\*\*[^*\n]+\*\*:?\s*$)")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|?)+\s*$")
_NUMBER = re.compile(r"(\s*)(\d{1,3})(?=[.)]\s)")
_VERB_FIRST = re.compile(r"(\w+) (sie|er|ich)\b")
LOWEST = 7  # below all levels of headings


@dataclass(frozen=True, slots=True)
class Piece:
    """``level`` is that of a heading, ``LOWEST`` for other lines that introduce some."""

    bare: str
    is_item: bool
    is_row: bool
    is_rule: bool
    is_opening: bool
    level: int
    goes_on: bool
    is_offer: bool


def look_at(sentence: str) -> Piece:
    bare = marks.without_marks(sentence).strip()
    is_item = bool(_ITEM.match(sentence))
    heading = _HEADING.match(sentence)
    is_opening = (
        bare.endswith(":") or bool(heading) or bool(PATTERNS["yes"].fullmatch(bare))
    )
    return Piece(
        bare=bare,
        is_item=is_item,
        is_row=bare.startswith("|"),
        is_rule=bool(_RULE.match(bare)),
        is_opening=is_opening and not is_item and bool(bare),
        level=len(heading["level"] or "###") if heading else LOWEST,
        goes_on=bool(PATTERNS["goes_on"].match(bare)),
        is_offer=bool(PATTERNS["offer"].match(bare)),
    )


def without_connective(text: str, code: str) -> str:
    """Without "However, she also", whose other half is gone."""
    start = len(text) - len(text.lstrip())
    rest = text[start:]
    if found := PATTERNS["connective"].match(rest):
        rest = rest[found.end() :]
        rest = PATTERNS["also"].sub(" ", rest, count=1)
        if code == "de":  # "Außerdem spricht sie Igbo"
            rest = _VERB_FIRST.sub(r"\2 \1", rest, count=1)
        return text[:start] + rest[:1].upper() + rest[1:]
    return text[:start] + PATTERNS["she_also"].sub(r"\1 ", rest, count=1)


def renumbered(text: str, less: int) -> str:
    """An item of a numbered list, ``less`` of whose items are gone."""
    return _NUMBER.sub(lambda m: f"{m[1]}{max(1, int(m[2]) - less)}", text, count=1)
