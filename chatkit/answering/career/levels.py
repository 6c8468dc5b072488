"""Skills and languages by the level the résumé gives: the best, the weakest, a pair."""

from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.stance import NO, YES
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.index import CODED
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import CODES, language
from chatkit.answering.passages import Kind
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

RATED = (Kind.SKILL, Kind.LANGUAGE)
MOST_SHOWN = 3
BARE = {"what", "highest", "lowest", "list"}  # cues of who asks for no kind
FLUENT = 4  # the rank of those who speak it well enough for anything


def answer_level(case: Case) -> Answer | None:
    question = case.question
    named = list(dict.fromkeys(_named(case, question.core)))
    if case.has("better", "compare", "highest") and len(named) > 1:
        return _compared(case, named[0], named[1])
    if question.yes_no:
        return None
    wanted = _asked_rank(case)
    apart = named if case.has("after") else []  # "his best language after Polish"
    if len(question.core) > len(apart):
        return None
    kinds = case.kinds or [Kind.SKILL] * (question.cues.keys() <= BARE)
    meant = case.of(*RATED) if question.is_follow_up else case.career.of(*kinds)
    meant = [e for e in meant if e.kind in RATED and e not in apart]
    rated = {e: rank for e in meant if (rank := rank_of(e))}
    if case.has("highest", "lowest") and rated:
        best = case.has("highest")
        rank = (max if best else min)(rated.values())
        items = _items(case, [e for e in rated if rated[e] == rank][:MOST_SHOWN])
        key = "highest_level" if best else "lowest_level"
        first = case.composer.claim(key, *items[0].passages, statement=items[0].text)
        return answered(first, *items[1:])
    if found := [e for e in rated if rated[e] == wanted or rated[e] > wanted >= FLUENT]:
        return answered(*_items(case, found))
    return None


def _items(case: Case, entries: Sequence[Entry]) -> list[Claim]:
    items = map(case.composer.item, entries)
    return [Claim(item.text, item.passages) for item in items]


def _asked_rank(case: Case) -> int:
    """Of "native", "fluent", "a beginner in": what the question says of a level."""
    language = case.question.language
    said = {word.fold for word in case.question.words} - language.vague_levels
    ranks = (rank for rank, names in enumerate(language.levels, 1) if names & said)
    return max(ranks, default=0)


def as_well(case: Case) -> Answer | None:
    """ "Is she a native speaker?", where the level given settles it."""
    wanted = _asked_rank(case)
    if wanted < FLUENT or not case.question.yes_no:
        return None
    asked = [
        term
        for term in case.question.core
        if term.named or any(one.startswith(CODED) for one in term.concepts)
    ]
    rated = {entry: rank_of(entry) for entry in _named(case, asked)}
    entry, rank = next(iter(rated.items()), (None, 0))
    if entry is None or (wanted == FLUENT and 1 < rank < FLUENT):
        return None
    lead = YES if rank >= wanted else NO
    return answered(case.composer.quotation(entry.passage, lead=lead))


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


def _named(case: Case, terms: Sequence[Term]) -> Iterator[Entry]:
    """The things named that have a level, as they are named."""
    scope = {entry.id for entry in case.career.of(*RATED)}
    for term in terms:
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
