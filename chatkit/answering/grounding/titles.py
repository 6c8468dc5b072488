"""Titles, degrees and honours of an answer, however they are written."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.evidence import Evidence, normalize
from chatkit.answering.grounding.masking import Unsupported
from chatkit.answering.grounding.vocabulary import (
    CREDENTIALS,
    GENERAL_CREDENTIALS,
    PHRASES,
    RARE_HONOURS,
    STANDALONE_TITLES,
    TITLES,
)
from chatkit.answering.text.tokens import Token, tokenize

_PHRASES = tuple(re.compile(phrase, re.IGNORECASE) for phrase in PHRASES)
_OF_THE_YEAR = re.compile(r"\bof the (?:year|month|decade)\b", re.IGNORECASE)
_ALL_TITLES = frozenset(normalize(word) for word in TITLES) | {"lead"}


def find_unsupported_titles(text: str, evidence: Evidence) -> Iterator[Unsupported]:
    """Those that no passage gives the person."""
    words = tokenize(text)
    said = {word.exact for word in words}
    for word in words:
        if _is_claim(word, evidence) and not _is_held(
            normalize(word.exact), said, evidence
        ):
            yield Unsupported(word.start, word.end)
    for phrase in _PHRASES:
        for found in phrase.finditer(text):
            if not _is_held(normalize(found[1].lower()), said, evidence):
                yield Unsupported(*found.span(1))
    for run in _runs(words, text):
        if not evidence.has_phrase([normalize(word.exact) for word in run]):
            yield Unsupported(run[0].start, run[-1].end)
    for found in _OF_THE_YEAR.finditer(text):
        if not any(found[0].lower() in other for other in evidence.texts):
            yield Unsupported(*found.span())


def _is_claim(word: Token, evidence: Evidence) -> bool:
    """Titles always; degrees and honours where no passage of their kind is published."""
    canonical = normalize(word.exact)
    if canonical in STANDALONE_TITLES or word.exact in STANDALONE_TITLES:
        return True
    for kind, names in CREDENTIALS.items():
        if canonical in names or word.exact in names:
            return not (canonical in GENERAL_CREDENTIALS and evidence.sizes[kind])
    return canonical in RARE_HONOURS or word.exact in RARE_HONOURS


def _is_held(word: str, said: set[str], evidence: Evidence) -> bool:
    """A referee's title counts beside the referee's name only."""
    return word in evidence.words or bool(evidence.references.get(word, set()) & said)


def _runs(words: Sequence[Token], text: str) -> Iterator[list[Token]]:
    """Two and more titles side by side: "senior staff engineer"."""
    run: list[Token] = []
    for word in words:
        near = not run or text[run[-1].end : word.start] in {" ", "-"}
        if normalize(word.exact) in _ALL_TITLES and near:
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = [word] if normalize(word.exact) in _ALL_TITLES else []
    if len(run) > 1:
        yield run
