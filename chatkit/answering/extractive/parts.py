"""An answer of several parts, and how long it may be."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.questions.conversation import Exchange
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

MOST_SENTENCES = 3
MOST_OF_A_PART = 2
LONGEST = 600  # characters, unless it is a list


def answer_each(
    parts: Sequence[str],
    history: Sequence[Exchange],
    answer_one: Callable[[str, Sequence[Exchange]], Answer],
) -> Answer:
    """The answers to the parts of a message; each may refer to the one before."""
    if len(parts) == 1:
        return answer_one(parts[0], history)
    claims: list[Claim] = []
    found = True
    for part in parts:
        given = answer_one(part, history)
        if not given.found and history:
            alone = answer_one(part, ())
            given = alone if alone.found else given
        cited = tuple(p.id for claim in given.claims for p in claim.passages)
        history = [*history, Exchange(part, cited)]
        listed = any(claim.bullet for claim in given.claims)
        shown = given.claims if listed else given.claims[:MOST_OF_A_PART]
        claims += shown
        found = found and given.found
    return Answer(tuple(_once(claims)), found)


def _once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Without a line that stands there already, or says no more than another."""
    seen: set[str] = set()
    said: list[set[str]] = []
    for claim in claims:
        lines = {one.id for one in claim.passages if one.parent} or {claim.text}
        words = {fold(word.text) for word in split_words(claim.text)}
        again = lines <= seen or any(words <= other for other in said)
        if not again or claim.bullet:
            yield claim
        seen |= lines
        said.append(words)


def brief(answer: Answer) -> Answer:
    """Without what is more than a visitor wants to read."""
    kept: list[Claim] = []
    for claim in _once(answer.claims):
        said = [one for one in kept if not one.bullet]
        length = sum(len(one.text) + 1 for one in (*said, claim))
        if claim.bullet or (len(said) < MOST_SENTENCES and length <= LONGEST):
            kept.append(claim)
    return Answer(tuple(kept) or answer.claims[:1], answer.found)
