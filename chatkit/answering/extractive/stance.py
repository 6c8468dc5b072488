"""Whether a passage says yes to a question: it may say no, or only half of it."""

import re
from collections.abc import Collection, Sequence, Set

from chatkit.answering.extractive.case import Case
from chatkit.answering.facts.evidence import matches
from chatkit.answering.facts.index import KINDRED
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Passage
from chatkit.answering.questions.terms import WAYS
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

YES, NO, OPEN = "yes", "no", "sourced"  # how a quotation is led in
STATED = {YES: "still_yes", NO: "still_no", OPEN: "now"}  # how a fact is
NEAR = 4  # words from "no" to what it denies
_CLAUSE = re.compile(r"[,;:()–—]|\bbut\b|\baber\b|\bpero\b|\bmais\b|\bmas\b")


def stance(case: Case, terms: Sequence[Term], passage: Passage) -> str:
    """No where a term is denied, open where one is only partly or nearly so."""
    if _is_other_way(case, terms, passage):
        return NO
    index, language = case.index, case.question.language
    asked = [*terms]
    opening = case.question.opening
    if opening not in language.function:  # "Leitet sie das Projekt?"
        asked.append(Term(opening, (opening,)))
    found = [_of_words(case, index.words_of(term), passage.text) for term in asked]
    if any(index.quality(term, passage, language) == KINDRED for term in terms):
        found.append(OPEN)
    return next((one for one in (NO, OPEN) if one in found), YES)


def _is_other_way(case: Case, terms: Sequence[Term], passage: Passage) -> bool:
    """ "Did it go up?" of what was cut."""
    way = next((c for term in terms for c in term.concepts if c in WAYS), "")
    if not way:
        return False
    number = case.index.numbers[passage.id]
    here, there = (number in case.index.find_concept(one) for one in (way, WAYS[way]))
    return there and not here


def stance_of_name(case: Case, passage: Passage) -> str:
    """Of an entry that the question names: a prize may have gone to somebody else."""
    question = case.question
    places = [at for mention in question.mentions for at in mention.places]
    return _of_words(
        case, [fold(question.words[at].text) for at in places], passage.text
    )


def _of_words(case: Case, wanted: Collection[str], text: str) -> str:
    held = [
        _of_sentence(case, wanted, said)
        for said in sentences(text)
        if any(fold(word.text) in wanted for word in split_words(said))
    ]
    return next((one for one in (YES, NO, OPEN) if one in held), YES)


def _of_sentence(case: Case, wanted: Collection[str], said: str) -> str:
    languages = case.index.languages
    denying = frozenset[str]().union(*(one.negations for one in languages))
    apart = _denying(languages, "without")  # "without agency shifts" denies no shift
    for clause in _CLAUSE.split(said):
        words = [fold(word.text) for word in split_words(clause)]
        at = next((i for i, word in enumerate(words) if word in wanted), None)
        if at is None:
            continue
        if not denying.isdisjoint(words[max(0, at - NEAR) : at]):
            return NO
        after = words[at:]
        if not (denying - apart).isdisjoint(after[:NEAR]):
            return OPEN
        if not _denying(languages, "not").isdisjoint(after):  # "gehört nicht dazu"
            return OPEN
    return OPEN if is_partial(case, said, wanted) else YES


def _denying(languages: Sequence[Language], english: str) -> set[str]:
    return {fold(word) for one in languages for word in one.denying[english].split()}


def is_partial(case: Case, said: str, asked: Collection[str] = ()) -> bool:
    """ "Shortlisted", "assisted", "in progress", unless that is what is asked."""
    return any(
        {language.key(word) for word in asked}.isdisjoint(keys)
        for language in case.index.languages
        for keys in matches("partial", language, said)
    )


def is_limit(case: Case, said: str) -> bool:
    """Whether a sentence denies something, or says what is wanted."""
    words = {fold(word.text) for word in split_words(said)}
    return any(
        not one.negations.isdisjoint(words) or any(matches("wish", one, said))
        for one in case.index.languages
    )


def is_refusal(case: Case, wanted: Sequence[Set[str]], said: str) -> bool:
    return any(_of_sentence(case, words, said) == NO for words in wanted)
