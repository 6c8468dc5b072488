"""Words that no entry has: which of them may still be another way to say it."""

import re
from collections.abc import Sequence

from chatkit.answering.grounding.levels import is_top_level
from chatkit.answering.grounding.library import Entry, Statement
from chatkit.answering.grounding.relations import is_superlative
from chatkit.answering.grounding.said import TIMES, Said
from chatkit.answering.grounding.verdict import HARD, NAME, SOFT, Verdict
from chatkit.answering.grounding.vocabulary import CLAIMS
from chatkit.answering.parsing.clauses import find_clauses
from chatkit.answering.parsing.language import is_known
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.text.tokens import stem

ENOUGH = 2  # supported words that make up for one unknown
MOST = 2  # unknown words that may be made up for
NEARBY = 40  # characters
PREFIX = 6  # letters
_SENSITIVE = CLAIMS["sensitive"]
_ROLE = re.compile(
    r"\b(?:is|was|are|were|as|became|be|been)\s(?:\w+\s)?(?:an?|the|her|his)"
    r"(?:\s[\w-]+){0,2}$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|\b(?:she|he|they|i|who|it|has|have|had|was|were|is|are|been|also|then|later|to))$",
    re.IGNORECASE,
)
_JOINT = re.compile(r",|\band\b|\bor\b")


def judge_unknown(
    said: Said, span: Span, unknown: Sequence[Word], content: Sequence[Word]
) -> Verdict:
    """``content`` are all words of the span that need evidence."""
    verdict = Verdict()
    reading = said.reading
    for word in unknown:
        if (
            reading.is_denied(word)
            and not reading.is_without(word)
            and word.exact not in _SENSITIVE
        ):
            continue
        weight = NAME if word.large else SOFT
        if (
            is_superlative(word)
            or is_top_level(word)
            or word.exact.rstrip("s") in TIMES
        ):
            weight = HARD
        verdict.object(weight, f"unknown: {word.text}")
    if verdict.weight < HARD and _is_forgiven(said, span, unknown, content):
        return Verdict()
    return verdict


def _is_forgiven(
    said: Said, span: Span, unknown: Sequence[Word], content: Sequence[Word]
) -> bool:
    """One unknown word among many known ones, and not in a part of its own."""
    reading = said.reading
    unknown = [word for word in unknown if not reading.is_denied(word)]
    if not unknown or any(word.large for word in unknown):
        return False
    known = len(content) - len(unknown) + 2 * said.contacts
    spans = (*reading.amounts, *reading.dates, *reading.shares)
    known += sum(span.start <= one.start < span.end for one in spans)
    if reading.code != said.library.code:  # not all could be translated
        return len(unknown) <= known > 1
    if reading.code != "en":
        return 2 * len(unknown) <= known and not any(
            _is_added(said, word, content) for word in unknown
        )
    if known < ENOUGH * len(unknown) or len(unknown) > MOST:
        return False
    return all(_is_forgivable(said, word, content) for word in unknown)


def _is_forgivable(said: Said, word: Word, content: Sequence[Word]) -> bool:
    """Not the deed, not the role, not what another entry says, and not set apart."""
    if stem(word.exact) in said.library.keys and not is_known(word.exact):
        return False
    before = said.reading.text[: word.start].rstrip()
    if _SUBJECT.search(before) or _ROLE.search(before):
        return False
    if _is_added(said, word, content):
        return False
    near = [w for w in content if abs(w.start - word.start) < NEARBY and w is not word]
    return bool(said.contacts) or any(
        not _is_apart(said.reading, other, word) for other in near
    )


def _is_added(said: Said, word: Word, content: Sequence[Word]) -> bool:
    """One thing too many in a list, or one more deed."""
    if word.exact in _SENSITIVE:
        return True
    before = said.reading.text[: word.start].rstrip()
    if before.endswith((",", " and", " or")):
        return True
    return any(
        0 < segment.start <= word.start < segment.end
        and not any(segment.start <= other.start < word.start for other in content)
        for clause in find_clauses(said.reading)
        for segment in clause.segments
    )


def _is_apart(reading: Reading, one: Word, other: Word) -> bool:
    between = min(one.end, other.end), max(one.start, other.start)
    return bool(_JOINT.search(reading.text, *between))


def is_short_for(word: Word, statements: Sequence[Statement]) -> bool:
    """Whether it is as "SLOs" for "service level objectives"."""
    letters = word.text.rstrip("s").lower()
    if not word.text[:2].isupper() or not 2 < len(letters) < PREFIX:
        return False
    return any(
        letters in "".join(w.exact[0] for w in s.reading.words) for s in statements
    )


def resembles(word: Word, entries: Sequence[Entry]) -> bool:
    """The other form of a word, or a part of a compound."""
    is_noun = word.large and any(entry.code == "de" for entry in entries)
    if len(word.exact) < PREFIX or (word.large and not (is_noun or word.opens)):
        return False
    return any(
        _is_form(word.exact, other.exact)
        or (entry.code == "de" and word.exact in other.exact)
        for entry in entries
        for statement in entry.statements
        for other in statement.reading.words
    )


def _is_form(one: str, other: str) -> bool:
    return (
        len(other) >= PREFIX
        and other.startswith(one[:PREFIX])
        and abs(len(other) - len(one)) < PREFIX - 1
    )
