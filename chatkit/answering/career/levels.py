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
    named = list(dict.fromkeys(_named(case)))
    if case.has("better", "compare", "highest") and len(named) > 1:
        return _compared(case, named[0], named[1])
    question, compose = case.question, case.composer
    if not case.has("highest", "lowest") or question.core:
        return None
    meant = case.of(*RATED) if question.is_follow_up else case.career.of(*case.kinds)
    rated = [(rank, e) for e in meant if e.kind in RATED and (rank := rank_of(e))]
    if not rated:
        return None
    best = case.has("highest")
    wanted = (max if best else min)(rank for rank, _ in rated)
    found = [entry for rank, entry in rated if rank == wanted][:MOST_SHOWN]
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


def _named(case: Case) -> Iterator[Entry]:
    """The things named that have a level, as they are named."""
    scope = {entry.id for entry in case.career.of(*RATED)}
    for term in case.question.core:
        for hit in case.search([term], scope)[:1]:
            entry = case.career.entry(hit.passage.id)
            if entry and rank_of(entry):
                yield entry


def _compared(case: Case, one: Entry, other: Entry) -> Answer:
    compose, question = case.composer, case.question
    ordered = sorted((one, other), key=rank_of, reverse=True)
    claims = [compose.quotation(entry.passage) for entry in ordered]
    if rank_of(one) == rank_of(other):
        return answered(*claims)
    if question.yes_no and not question.has_choice:
        first = compose.quotation(one.passage, lead=YES if ordered[0] is one else NO)
        return answered(first, compose.quotation(other.passage))
    said = compose.item(ordered[0]).text
    return answered(
        compose.claim("highest_level", ordered[0], statement=said), claims[1]
    )
