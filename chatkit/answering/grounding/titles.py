"""Find titles, degrees and honours that no passage supports."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.evidence import Evidence, normalize
from chatkit.answering.grounding.masking import Span
from chatkit.answering.grounding.vocabulary import (
    CREDENTIALS,
    GENERAL_CREDENTIALS,
    PHRASES,
    RARE_HONOURS,
    STANDALONE_TITLES,
    TITLES,
)
from chatkit.answering.text.tokens import Token, tokenize

_OF_THE_YEAR = re.compile(r"\bof the (?:year|month|decade)\b", re.IGNORECASE)
_ALL_TITLES = frozenset(normalize(word) for word in TITLES) | {"lead"}


def find_unsupported_titles(text: str, evidence: Evidence) -> Iterator[Span]:
    words = tokenize(text)
    said = {word.exact for word in words}
    for word in words:
        if _is_claim(word, evidence) and not _is_supported(
            normalize(word.exact), said, evidence
        ):
            yield Span(word.start, word.end)
    for phrase in PHRASES:
        for found in phrase.finditer(text):
            if not _is_supported(normalize(found[1].lower()), said, evidence):
                yield Span(*found.span(1))
    for run in _title_runs(words, text):
        if not evidence.has_phrase([normalize(word.exact) for word in run]):
            yield Span(run[0].start, run[-1].end)
    for found in _OF_THE_YEAR.finditer(text):
        if not any(found[0].lower() in other for other in evidence.texts):
            yield Span(*found.span())


def _is_claim(word: Token, evidence: Evidence) -> bool:
    """Whether a word claims a title, or a degree or honour that needs evidence.

    A general one ("degree", "award") has it where a passage of its kind is published.
    """
    normal = normalize(word.exact)
    if normal in STANDALONE_TITLES or word.exact in STANDALONE_TITLES:
        return True
    for kind, names in CREDENTIALS.items():
        if normal in names or word.exact in names:
            return not (normal in GENERAL_CREDENTIALS and evidence.sizes[kind])
    return normal in RARE_HONOURS or word.exact in RARE_HONOURS


def _is_supported(word: str, said: set[str], evidence: Evidence) -> bool:
    """A referee's title is evidence only in a sentence with the referee's name."""
    return word in evidence.words or bool(evidence.references.get(word, set()) & said)


def _title_runs(words: Sequence[Token], text: str) -> Iterator[list[Token]]:
    """Two or more titles in a row: "senior staff engineer"."""
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
