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
from chatkit.answering.questions.question import Question

#: Concepts whose members are not offered for each other.
APART = ("country_", "language_", "degree_", "software_tools")
MOST_NAMED = 3
SHORT_QUESTION = 3  # words, which are a topic and no sentence


def not_there(case: Case, terms: Sequence[Term]) -> Answer:
    """The last resort, worded by what was asked."""
    compose, question = case.composer, case.question
    if any("abroad" in term.concepts for term in terms):
        return _places(case)
    scope = (
        {entry.id for entry in case.of(Kind.POSITION)} if counts_there(case) else None
    )
    ranked = ranked_hits(case, terms, scope)
    missing = [
        term
        for at, term in enumerate(terms)
        if term.weight >= 1 and not any(at in hit.covered for hit in ranked)
    ]
    near_line = closest(case, terms, ranked)
    found = bool(near_line or (ranked and not question.yes_no))
    telling = deniable(case, missing, found=found)
    if near_line and (telling or question.yes_no):
        return near_line
    if telling and len(telling) <= MOST_NAMED:
        named = compose.join([visitor(term) for term in telling], "list_or")
        claims = [Claim(compose.say("not_mentioned", words=named))]
        near = _siblings(case, telling)
        if not near and ranked and covers(ranked[:1], terms) >= SOME:
            near = [ranked[0].passage]
        claims += [
            compose.quotation(one, wanted_words(case, terms)) for one in near[:1]
        ]
        return Answer(tuple(claims), False)
    is_near = ranked and covers(ranked[:1], terms) >= SOME
    if is_near and not (scope or question.yes_no):
        words = wanted_words(case, terms)
        return answered(compose.quotation(ranked[0].passage, words))
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


def counts_there(case: Case) -> bool:
    """ "How many trucks does Acme own?": what another employer counts is no answer."""
    named = case.question.mentions and case.of(Kind.POSITION)
    return bool(named and case.has("how_many") and not case.question.pronoun)


def deniable(case: Case, missing: Sequence[Term], *, found: bool) -> list[Term]:
    """Those that may be denied by name: what somebody has or knows, not how it is asked.

    ``found``: where something of the question is there, only names are denied beside it.
    """
    question = case.question
    if question.is_modal or (found and question.has_choice):
        return []
    return [
        term
        for term in missing
        if _is_name(question, term)
        or (
            not found
            and (term.concepts or _is_thing(question, term))
            and (question.yes_no or not (_asks(case) or question.pronoun))
        )
    ]


def _is_name(question: Question, term: Term) -> bool:
    return term.named and term.text != question.opening.capitalize()


def _is_thing(question: Question, term: Term) -> bool:
    """Not a verb behind its subject, nor what a sentence begins with."""
    words, language = question.words, question.language
    at = next(i for i, word in enumerate(words) if word.fold == term.folds[0])
    if language.capital_nouns and at:
        return words[at].text[0].isupper()
    if at == 0:
        return len(words) <= SHORT_QUESTION
    return words[at - 1].fold not in language.pronouns and words[at - 1].fold not in (
        language.openers
    )


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
