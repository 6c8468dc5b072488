"""Skills and languages by the level the résumé gives: the best, the weakest, a pair."""

from collections.abc import Iterator

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.stance import NO, YES
from chatkit.answering.facts.career import Entry
from chatkit.answering.language.lexicon import CODES, language
from chatkit.answering.passages import Kind
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

RATED = (Kind.SKILL, Kind.LANGUAGE)
MOST_SHOWN = 3


def answer_level(case: Case) -> Answer | None:
    if case.has("better", "compare", "highest") and (pair := _pair(case)):
        return _compared(case, *pair)
    if not case.has("highest", "lowest") or case.question.core:
        return None
    kinds = [k for k in RATED if case.has(k, "tool" if k == Kind.SKILL else k)]
    rated = [(rank, e) for e in case.career.of(*kinds) if (rank := rank_of(e))]
    if not rated:
        return None
    best = case.has("highest")
    wanted = (max if best else min)(rank for rank, _ in rated)
    found = [entry for rank, entry in rated if rank == wanted][:MOST_SHOWN]
    compose = case.composer
    items = [compose.item(entry) for entry in found]
    key = "highest_level" if best else "lowest_level"
    first = compose.claim(key, found[0], statement=items[0].text)
    return answered(first, *(Claim(i.text, i.passages) for i in items[1:]))


def rank_of(entry: Entry) -> int:
    said = entry.passage.facts.level or entry.passage.text
    words = {fold(word.text) for word in split_words(said)}
    ranks = [
        rank
        for code in CODES
        for rank, names in enumerate(language(code).levels, 1)
        if not words.isdisjoint(names)
    ]
    return max(ranks, default=0)


def _pair(case: Case) -> tuple[Entry, Entry] | None:
    """The first two things named that have a level, as they are named."""
    found = list(dict.fromkeys(_named(case)))
    return (found[0], found[1]) if len(found) > 1 else None


def _named(case: Case) -> Iterator[Entry]:
    scope = {entry.id for entry in case.career.of(*RATED)}
    for term in case.question.core:
        for hit in case.index.search([term], case.question.language, scope)[:1]:
            entry = case.career.entry(hit.passage.id)
            if entry and rank_of(entry):
                yield entry


def _compared(case: Case, one: Entry, other: Entry) -> Answer:
    compose = case.composer
    ordered = sorted((one, other), key=rank_of, reverse=True)
    claims = [compose.quotation(entry.passage) for entry in ordered]
    if rank_of(one) == rank_of(other):
        return answered(*claims)
    if case.question.yes_no and not _chooses(case):
        lead = YES if ordered[0] is one else NO
        return answered(
            compose.quotation(one.passage, lead=lead), compose.quotation(other.passage)
        )
    first = compose.item(ordered[0])
    return answered(
        compose.claim("highest_level", ordered[0], statement=first.text), claims[1]
    )


def _chooses(case: Case) -> bool:
    """ "Is she better at Python or SQL?"."""
    language = case.question.language
    return any(
        word.fold in language.joins - language.and_words for word in case.question.words
    )
