"""Words of a question as they were meant: slips of one letter, "go" for Go."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from chatkit.answering.extractive import intent_matching
from chatkit.answering.extractive.vocabulary import FILLER, GO_FOLLOWS
from chatkit.answering.text.tokens import Word, stem

TYPO_LENGTH = 6  # shorter words are too often one edit from another word


def corrected(word: Word, known: Collection[str]) -> Word:
    """A long word nothing knows, as the one known word one edit away."""
    exact = word.exact
    if len(exact) < TYPO_LENGTH or not exact.isalpha():
        return word
    if any(exact in words for words in (known, FILLER, intent_matching.CUE_WORDS)):
        return word
    if word.stem in intent_matching.CUES:
        return word
    near = [
        other
        for other in {*known, *intent_matching.CUE_WORDS}
        if len(other) >= TYPO_LENGTH - 1
        and (one_edit_apart(exact, other) or _stems_slip(word.stem, stem(other)))
    ]
    if len({stem(other) for other in near}) != 1:
        return word
    return replace(word, exact=min(near), stem=stem(min(near)))


def _stems_slip(one: str, other: str) -> bool:
    """Long stems only: "reduce" is not a slip of "education"."""
    return min(len(one), len(other)) >= TYPO_LENGTH and one_edit_apart(one, other)


def one_edit_apart(one: str, other: str) -> bool:
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


def as_name(word: Word, before: Sequence[Word]) -> Word:
    """The "go" of "do they know go?" as the language."""
    if word.text == "go" and before and before[0].exact in GO_FOLLOWS:
        return replace(word, exact="golang", stem="golang")
    return word
