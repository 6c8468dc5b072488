"""Words of a question as they were meant: slips of one letter, "go" for Go."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from chatkit.answering.extractive.intent_patterns import PATTERN_WORDS, PATTERNS
from chatkit.answering.text.lexicon import FILLER, word_set
from chatkit.answering.text.tokens import Token, stem

MOST_WORDS = 40  # more were pasted, and pasted words are spelled as they are
TYPO_LENGTH = 6  # shorter words are too often one edit from another word
GO_FOLLOWS = word_set("know in use using with write writing like knows uses")


def correct_spelling(
    words: Sequence[Token], known: Collection[str]
) -> tuple[Token, ...]:
    if len(words) <= MOST_WORDS:
        words = [_corrected(word, known) for word in words]
    return tuple(
        replace(word, exact="golang", stem="golang")
        if at and word.text == "go" and words[at - 1].exact in GO_FOLLOWS
        else word
        for at, word in enumerate(words)
    )


def _corrected(word: Token, known: Collection[str]) -> Token:
    """A long word that nothing knows, as the one known word one edit away."""
    exact = word.exact
    if len(exact) < TYPO_LENGTH or not exact.isalpha() or word.stem in PATTERNS:
        return word
    if any(exact in words for words in (known, FILLER, PATTERN_WORDS)):
        return word
    near = [
        other
        for other in {*known, *PATTERN_WORDS}
        if len(other) >= TYPO_LENGTH - 1
        and (_one_edit_apart(exact, other) or _stems_slip(word.stem, stem(other)))
    ]
    if len({stem(other) for other in near}) != 1:
        return word
    return replace(word, exact=min(near), stem=stem(min(near)))


def _stems_slip(one: str, other: str) -> bool:
    """Long stems only: "reduce" is not a slip of "education"."""
    return min(len(one), len(other)) >= TYPO_LENGTH and _one_edit_apart(one, other)


def _one_edit_apart(one: str, other: str) -> bool:
    """One letter more, less, different, or two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((i for i, char in enumerate(one) if char != other[i]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at : at + 2][::-1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other
