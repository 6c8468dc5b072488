"""Words that no entry has: which of them may still be another way to say it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from chatkit.answering.grounding.levels import is_top_level
from chatkit.answering.grounding.library import Entry, Statement
from chatkit.answering.grounding.relations import is_superlative
from chatkit.answering.grounding.said import TIMES, Said
from chatkit.answering.grounding.verdict import HARD, NAME, SOFT, Verdict
from chatkit.answering.grounding.vocabulary import CLAIMS, PATTERNS, TITLES
from chatkit.answering.language.lexicon import language
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
_ROLES = frozenset(map(stem, CLAIMS["roles"]))
_ROLE = re.compile(
    r"\b(?:is|was|are|were|as|became|be|been)\s(?:\w+\s)?(?:an?|the|her|his)"
    r"(?:\s[\w-]+){0,2}$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|\b(?:she|he|they|i|who|it|has|have|had|was|were|is|are|been|also|then|later|to))$",
    re.IGNORECASE,
)
_OF_DEGREE = re.compile(
    r"\b(?:degree|diploma|bachelor|master|doctorate|thesis|certificate|licence)s?'?s?"
    r"\s(?:degree\s)?(?:in|of|on)\s$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\s(?:degree|diploma|thesis|certificate|licence|medal|scholarship)\b",
    re.IGNORECASE,
)
_DEMONYM = re.compile(r"(?:e?an|ian|n|ish|ese|i|er)$")
_PARTICIPLE = re.compile(  # "angeschafft" has its "ge" inside
    r"^(ab|an|auf|aus|bei|durch|ein|fest|her|hin|mit|nach|um|vor|weg|zu|zurück|zurueck)ge(?=\w{4})"
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
        weight = NAME if _is_name(said, word) else SOFT
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
    """Few unknown words, each in a part whose other words have evidence."""
    unknown = [word for word in unknown if not said.reading.is_denied(word)]
    is_foreign = said.reading.code != said.library.code  # not all can be translated
    enough = 1 if is_foreign or said.reading.code != "en" else ENOUGH
    if not unknown or (len(unknown) > MOST and not is_foreign):
        return False
    if any(is_fact(said, word) for word in unknown):
        return False
    if PATTERNS["intent"].search(said.reading.text, span.start, span.end):
        return False
    supported = [word for word in content if word not in unknown]
    is_clear = _support(said, span, supported) >= 2 * ENOUGH * len(unknown)
    before: Span | None = None
    for part in _parts(said, span):
        new = [word for word in unknown if part.start <= word.start < part.end]
        known = _support(said, part, supported) if new else 0
        needed = 1 if is_clear else max(enough * len(new), ENOUGH)
        if new and _adds_deed(said.reading, part, new[0]):
            needed = ENOUGH + 1
        if new and known < needed:
            return False
        if new and before and _is_item(said.reading, before, part, new[0]):
            return False
        before = part
    return True


def is_fact(said: Said, word: Word) -> bool:
    """Whether it says more than another word for the same would."""
    if _is_name(said, word) or word.exact in _SENSITIVE:
        return True
    text = said.reading.text
    if _OF_DEGREE.search(text, 0, word.start) or _DEGREE.match(text, word.end):
        return True
    if word.exact in TITLES or word.keys & _ROLES:
        return True
    if _ROLE.search(text[: word.start].rstrip()):
        return True
    return stem(word.exact) in said.library.keys and not is_known(word.exact)


def _is_name(said: Said, word: Word) -> bool:
    """Where each noun has a capital, one in the dictionary is no name."""
    own = language(said.reading.code)
    return word.large and not (own.capital_nouns and own.knows(word.exact))


def _adds_deed(reading: Reading, part: Span, word: Word) -> bool:
    """ "And later sold it": after what she did, one thing more."""
    opens = re.search(r"\band\s*$", reading.text[: part.start]) or re.match(
        r"\s*and\b", reading.text[part.start :]
    )
    between = reading.between(part.start, word.start)
    return bool(opens) and reading.code == "en" and all(w.is_neutral for w in between)


def _is_item(reading: Reading, before: Span, part: Span, word: Word) -> bool:
    """Whether it is one thing more in a list: "lamps, kettles and bicycles"."""
    first = [w for w in reading.between(part.start, part.end) if not w.is_function]
    items = [w for w in reading.between(before.start, before.end) if not w.is_function]
    return bool(first) and first[0] is word and len(items) <= ENOUGH


def _parts(said: Said, span: Span) -> Iterator[Span]:
    for clause in find_clauses(said.reading):
        for segment in clause.segments:
            start, end = max(segment.start, span.start), min(segment.end, span.end)
            if start < end:
                yield Span(start, end)


def _support(said: Said, part: Span, supported: Sequence[Word]) -> int:
    """Words, figures and names of it that have evidence."""
    reading = said.reading
    names = {(start, end) for start, end, _ in said.named}
    known = {
        word.start
        for word in supported
        if not any(start <= word.start < end for start, end in names)
    }
    known |= {one.start for one in (*reading.amounts, *reading.dates, *reading.shares)}
    known |= {start for start, _ in names}
    return sum(part.start <= at < part.end for at in known) + 2 * said.contacts


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
    if word.large and _is_of_place(word, entries):
        return True
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


def _is_of_place(word: Word, entries: Sequence[Entry]) -> bool:
    """ "European", of what is in Europe."""
    place = _DEMONYM.sub("", word.exact)
    return (
        len(place) >= PREFIX - 2
        and place != word.exact
        and any(
            other.large and other.exact.rstrip("aeiouy") == place
            for entry in entries
            for statement in entry.statements
            for other in statement.reading.words
        )
    )


@lru_cache(maxsize=16_384)
def _is_form(one: str, other: str) -> bool:
    one, other = _PARTICIPLE.sub(r"\1", one), _PARTICIPLE.sub(r"\1", other)
    return (
        len(other) >= PREFIX
        and other.startswith(one[:PREFIX])
        and abs(len(other) - len(one)) <= PREFIX - 1
    )
