"""Words that share most of their letters with one that is not there.

"Verkürzung" and "verkürzt", "hospicio" and "hospice", "Rückhaltebecken" in
"Regenrückhaltebeckens". Kindred is less than the same, and never a reason for a "yes".
"""

from collections.abc import Iterable, Iterator

SHARED = 0.65  # part of the word, counted from its beginning or its end
SHORTEST = 6  # letters shared by the beginnings of two words
ENDING = 2  # letters that the other may have more
COMPOUND = 7  # letters shared inside another word


def kindred_words(word: str, there: Iterable[str], *, compounds: bool) -> Iterator[str]:
    """``compounds``: whether words are written into one, as in German."""
    if not word.isalpha() or len(word) < SHORTEST:
        return
    size = max(SHORTEST, round(len(word) * SHARED))
    head, tail = word[:size], word[-size:]
    for other in there:
        inside = compounds and size >= COMPOUND and (head in other or tail in other)
        alike = other.startswith(head) and len(other) <= len(word) + ENDING
        part = len(other) >= SHORTEST and word.startswith(other)
        if inside or alike or part:
            yield other
