"""Facts that exist, but of another entry than the one a sentence names."""

import re
from collections.abc import Sequence

from chatkit.answering.grounding.library import Entry
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.support import is_name, is_role
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

_FOR_THE = re.compile(
    r"\b(?:for|with|to|under|by|from|helped|assisted|supported)\s(?:the|an?)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
HELD = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY})


def is_anothers_fact(
    said: Said, span: Span, anchors: Sequence[Entry], cited: Sequence[Entry]
) -> bool:
    """ "At A she did what she did at B", or what is no more than a skill."""
    projects = [entry for entry in anchors if entry.kind == Kind.PROJECT]
    anchors = [entry for entry in anchors if entry.kind in HELD]
    words = (
        said.content(span, [e for _, _, e in said.named]) if anchors or projects else []
    )
    count = 0
    for word in words:
        owners = said.library.owners(word.keys)
        is_elsewhere = bool(owners) and all(
            e.kind == Kind.SKILL
            or is_apart(e, anchors)
            or (projects and e.kind == Kind.PROJECT and e not in projects)
            for e in owners
        )
        is_cited = any(entry in cited for entry in owners)
        if is_elsewhere and not is_cited and is_name(said, word):
            return True
        count += is_elsewhere
    return bool(anchors) and count > len(words) / 2


def other_title(said: Said, span: Span, anchors: Sequence[Entry]) -> str:
    """ "She was a Charge Nurse at A", where she was one at B only."""
    anchors = [e for e in anchors if e.kind in HELD]
    if not anchors:
        return ""
    about = {*anchors, *(entry for _, _, entry in said.named)}
    for word in said.reading.between(span.start, span.end):
        if (
            is_role(said, word)
            and not said.reading.is_denied(word)
            and not any(_has_title(e, word) for e in about)
        ):
            return word.text
    words = {w.exact for w in said.reading.between(span.start, span.end)}
    for entry in said.library.of_kind(Kind.POSITION, Kind.VOLUNTEERING):
        title = _title(entry)
        if (
            title
            and title <= words
            and is_apart(entry, anchors)
            and not any(title <= _title(e) for e in anchors)
        ):
            return entry.passage.facts.title
    return ""


def _has_title(entry: Entry, word: Word) -> bool:
    """Not only as in "for the manager", who is somebody else."""
    return any(
        own.own_keys & word.own_keys
        and not _FOR_THE.search(statement.reading.text, 0, own.start)
        for statement in entry.statements
        for own in statement.reading.words
    )


def is_apart(entry: Entry, anchors: Sequence[Entry]) -> bool:
    """Whether it is another place than those named."""
    names = {e.passage.facts.organization for e in anchors if e.kind in HELD}
    is_held = entry.kind in {Kind.POSITION, Kind.VOLUNTEERING}
    return bool(names) and is_held and entry.passage.facts.organization not in names


def _title(entry: Entry) -> frozenset[str]:
    return frozenset(word.exact for word in Reading(entry.passage.facts.title).words)
