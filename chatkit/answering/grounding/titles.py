"""Titles, degrees and honours of an answer, however they are written."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.evidence import Ground, key
from chatkit.answering.grounding.masking import Ungrounded
from chatkit.answering.grounding.vocabulary import (
    CREDENTIALS,
    GENERAL,
    PHRASES,
    STANDALONE_TITLES,
    TITLES,
)
from chatkit.answering.text.tokens import Token, tokenize

_PHRASES = tuple(re.compile(phrase, re.IGNORECASE) for phrase in PHRASES)
_OF_THE_YEAR = re.compile(r"\bof the (?:year|month|decade)\b", re.IGNORECASE)
_ALL_TITLES = frozenset(key(word) for word in TITLES) | {"lead"}


def ungrounded(text: str, ground: Ground) -> Iterator[Ungrounded]:
    """Those that no passage gives the person."""
    words = tokenize(text)
    said = {word.exact for word in words}
    for word in words:
        if _is_claim(word, ground) and not _is_held(key(word.exact), said, ground):
            yield Ungrounded(word.start, word.end)
    for phrase in _PHRASES:
        for found in phrase.finditer(text):
            if not _is_held(key(found[1].lower()), said, ground):
                yield Ungrounded(*found.span(1))
    for run in _runs(words, text):
        if not ground.phrase([key(word.exact) for word in run]):
            yield Ungrounded(run[0].start, run[-1].end)
    for found in _OF_THE_YEAR.finditer(text):
        if not any(found[0].lower() in other for other in ground.texts):
            yield Ungrounded(*found.span())


def _is_claim(word: Token, ground: Ground) -> bool:
    """Titles always; degrees and honours where no passage of their kind is published."""
    canonical = key(word.exact)
    if canonical in STANDALONE_TITLES or word.exact in STANDALONE_TITLES:
        return True
    for kind, names in CREDENTIALS.items():
        if canonical in names or word.exact in names:
            return not (kind and canonical in GENERAL and ground.sizes[kind])
    return False


def _is_held(word: str, said: set[str], ground: Ground) -> bool:
    """A referee's title counts beside the referee's name only."""
    return word in ground.words or bool(ground.references.get(word, set()) & said)


def _runs(words: Sequence[Token], text: str) -> Iterator[list[Token]]:
    """Two and more titles side by side: "senior staff engineer"."""
    run: list[Token] = []
    for word in words:
        near = not run or text[run[-1].end : word.start] in {" ", "-"}
        if key(word.exact) in _ALL_TITLES and near:
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = [word] if key(word.exact) in _ALL_TITLES else []
    if len(run) > 1:
        yield run
