"""The person in a few sentences, and the results that speak for them."""

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

MOST_STRENGTHS = 3
MOST_WEIGHED = 40  # entries; the older, the less they weigh
_FIGURES = ("%", "percent", "€", "$", "£", "million", "prozent")
_CHANGES = (" from ", " to ", " von ", " auf ", " de ", " a ")


def answer_summary(case: Case) -> Answer | None:
    question = case.question
    subject = [term for term in question.core if term.named or term.concepts]
    asks = case.has("summary") or bool(question.sentences_wanted) or _who_is(case)
    about = question.mentions or question.period or case.kinds or case.search(subject)
    if asks and not about:
        return summary(case)
    if question.entries or (question.core and not case.has("hire", "strength")):
        return None
    return strengths(case) if case.has("hire", "strength", "achievement") else None


def _who_is(case: Case) -> bool:
    """ "Who is Ms Harms?"."""
    name = frozenset(fold(word.text) for word in split_words(case.career.name))
    return set(case.question.cues) == {"who"} and case.question.says(name)


def summary(case: Case) -> Answer:
    """Who this is, what they do now, and the first of their own sentences."""
    career, compose = case.career, case.composer
    claims = [_who(case, career.person)] if career.person else []
    for passage in career.statements[:1]:
        said = sentences(passage.text) or (passage.text,)
        claims.append(compose.quotation_of(passage, said[0]))
    if career.current:
        claims.append(compose.fact("summary_now", career.current[0]))
    elif career.jobs:
        claims.append(compose.fact("summary_last", career.jobs[0]))
    elif studies := career.by_time(career.of(Kind.STUDY)):
        claims.append(compose.fact("now", studies[0]))
    if not claims:
        return unsaid(compose.claim("not_said"))
    wanted = case.question.sentences_wanted
    if wanted in (1, 2):
        claims = [claims[0], claims[-1]][:wanted]
    return answered(*with_details(claims[:1], claims[1:], 600))


def strengths(case: Case) -> Answer:
    """Results with figures of the latest positions and projects, and awards."""
    career, compose = case.career, case.composer
    order = [*career.jobs, *career.of(Kind.PROJECT, Kind.VOLUNTEERING)][:MOST_WEIGHED]
    scored = [
        (score - 0.25 * rank, rank, detail)
        for rank, entry in enumerate(order)
        for detail in entry.details
        if (score := _impressive(detail.text)) > 0
    ]
    scored.sort(key=lambda one: (-one[0], one[1]))
    best = [detail for _, _, detail in scored[:MOST_STRENGTHS]]
    claims = [compose.quotation(detail, bullet=True) for detail in best]
    if len(claims) < MOST_STRENGTHS:
        awards = career.by_time(career.of(Kind.AWARD))
        claims += [compose.item(award) for award in awards[:1]]
    if not claims:
        told = [detail for entry in order[:2] for detail in entry.details[:2]]
        claims = [compose.quotation(detail, bullet=True) for detail in told]
    if not claims:
        return unsaid(compose.claim("no_strengths"), *summary(case).claims)
    return answered(compose.claim("strengths"), *claims)


def _impressive(text: str) -> float:
    digits = any(char.isdigit() for char in text)
    figures = any(sign in text.casefold() for sign in _FIGURES)
    change = digits and any(sign in fold(text) for sign in _CHANGES)
    return digits + 1.0 * figures + 0.5 * change + 0.1 * (len(text) > 60)  # noqa: PLR2004


def _who(case: Case, person: Passage) -> Claim:
    """In English the passage itself, which is a sentence of ours."""
    compose, title = case.composer, person.facts.title
    if compose.language.code == DEFAULT or not title:
        return Claim(person.text, (person,))
    return compose.claim("person", person, name=compose.name, label=compose.mark(title))
