"""What is said where nothing was found, the last resort."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.ranking import (
    SOME,
    closest,
    ranked_hits,
    wanted_words,
)
from chatkit.answering.extractive.topics import visitor
from chatkit.answering.facts.career import STAGES
from chatkit.answering.facts.terms import Term, covers
from chatkit.answering.passages import Kind, Passage

#: Concepts whose members are not offered for each other.
APART = ("country_", "language_", "degree_", "software_tools")
MOST_NAMED = 3


def not_there(case: Case, terms: Sequence[Term]) -> Answer:
    """The last resort, worded by what was asked."""
    compose, question = case.composer, case.question
    if any("abroad" in term.concepts for term in terms):
        return _places(case)
    ranked = ranked_hits(case, terms, None)
    missing = [
        term
        for at, term in enumerate(terms)
        if term.weight >= 1 and not any(at in hit.covered for hit in ranked)
    ]
    telling = [
        term for term in missing if term.named or question.yes_no or not _asks(case)
    ]
    if telling and (near_line := closest(case, terms, ranked)):
        return near_line
    if telling and len(telling) <= MOST_NAMED:
        words = compose.join([visitor(term) for term in telling], "list_or")
        claims = [Claim(compose.say("not_mentioned", words=words))]
        near = _siblings(case, telling)
        if not near and ranked and covers(ranked[:1], terms) >= SOME:
            near = [ranked[0].passage]
        claims += [
            compose.quotation(one, wanted_words(case, terms)) for one in near[:1]
        ]
        return Answer(tuple(claims), False)
    if ranked and covers(ranked[:1], terms) >= SOME:
        shown = [compose.quotation(ranked[0].passage, wanted_words(case, terms))]
        if question.yes_no:
            return Answer((Claim(compose.say("closest")), *shown), True)
        return answered(*shown)
    key = (
        "not_said_why"
        if case.has("why")
        else "not_said_number"
        if case.has("how_many", "how_much")
        else "not_said_when"
        if case.has("when")
        else "not_said"
    )
    return Answer((Claim(compose.say(key)),), False)


def _places(case: Case) -> Answer:
    """Whether a place is abroad is for the visitor to see."""
    compose = case.composer
    found = {
        e.passage.facts.place: e
        for e in case.career.by_time(case.career.of(*STAGES))
        if e.passage.facts.place
    }
    if not found:
        return Answer((compose.claim("no_place"),), False)
    return answered(compose.claim("places"), *compose.items(found.values()))


def _asks(case: Case) -> bool:
    return case.has(
        "who", "what", "where", "when", "how", "why", "how_many", "how_much", "how_long"
    )


def _siblings(case: Case, terms: Sequence[Term]) -> list[Passage]:
    """What is listed of the same class: SolidWorks, for AutoCAD."""
    language = case.question.language
    for term in terms:
        keys = tuple(map(language.key, term.folds))
        for concept, (_, members) in language.concepts.items():
            if keys in members and not concept.startswith(APART):
                found = case.index.find_concept(concept)
                skills = [
                    case.career.passages[n]
                    for n in sorted(found)
                    if case.career.passages[n].kind == Kind.SKILL
                ]
                if skills:
                    return skills
    return []
