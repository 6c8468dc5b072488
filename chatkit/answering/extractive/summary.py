"""The person in a few sentences, and the results that speak for them."""

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

MOST_STRENGTHS = 3
MOST_WEIGHED = 40  # entries; the older, the less they weigh
_FIGURES = ("%", "percent", "€", "$", "£", "million", "prozent")


def answer_summary(case: Case) -> Answer | None:
    question = case.question
    asks = case.has("summary") or bool(question.sentences_wanted) or _who_is(case)
    subject = [term for term in question.core if term.named or term.concepts]
    if (
        asks
        and not (question.mentions or question.period)
        and not case.index.search(subject, question.language)
    ):
        return summary(case)
    if case.has("hire", "strength", "achievement") and not case.question.entries:
        if case.question.core and not case.has("hire", "strength"):
            return None
        return strengths(case)
    return None


def _who_is(case: Case) -> bool:
    """ "Who is Ms Harms?"."""
    name = {fold(word.text) for word in split_words(case.career.name)}
    return set(case.question.cues) == {"who"} and any(
        word.fold in name for word in case.question.words
    )


def summary(case: Case) -> Answer:
    """Who this is, what they do now, and the first of their own sentences."""
    career, compose = case.career, case.composer
    claims: list[Claim] = []
    if career.person:
        claims.append(_who(case, career.person))
    if career.current:
        claims.append(compose.fact("summary_now", career.current[0]))
    elif career.jobs:
        claims.append(compose.fact("summary_last", career.jobs[0]))
    elif studies := career.by_time(career.of(Kind.STUDY)):
        claims.append(compose.fact("now", studies[0]))
    for passage in career.statements[:1]:
        said = sentences(passage.text)
        claims.insert(
            len(claims) and 1,
            compose.quotation_of(passage, said[0] if said else passage.text),
        )
    wanted = case.question.sentences_wanted
    if not claims:
        return Answer((Claim(compose.say("not_said")),), False)
    if wanted == 1 or wanted == 2 and len(claims) > 2:  # noqa: PLR2004
        claims = [claims[0], claims[-1]][:wanted]
    return answered(*with_details(claims[:1], claims[1:], 600))


def strengths(case: Case) -> Answer:
    """Results with figures of the latest positions and projects, and awards."""
    career, compose = case.career, case.composer
    scored: list[tuple[float, int, Passage]] = []
    order = [*career.jobs, *career.of(Kind.PROJECT, Kind.VOLUNTEERING)][:MOST_WEIGHED]
    for rank, entry in enumerate(order):
        for detail in entry.details:
            if (score := _impressive(detail.text)) > 0:
                scored.append((score - 0.25 * rank, -rank, detail))
    scored.sort(key=lambda one: (-one[0], -one[1]))
    best = [detail for _, _, detail in scored[:MOST_STRENGTHS]]
    claims = [compose.quotation(detail, bullet=True) for detail in best]
    awards = career.by_time(career.of(Kind.AWARD))
    if len(claims) < MOST_STRENGTHS:
        claims += [compose.item(a) for a in awards[:1]]
    if not claims:
        claims = [
            c
            for e in order[:2]
            for c in [compose.quotation(d, bullet=True) for d in e.details[:2]]
        ]
    if not claims:
        return Answer(
            (Claim(compose.say("no_strengths")), *summary(case).claims), False
        )
    return answered(Claim(compose.say("strengths")), *claims)


def _impressive(text: str) -> float:
    digits = sum(char.isdigit() for char in text)
    figures = any(sign in text.casefold() for sign in _FIGURES)
    change = bool(digits) and any(
        sign in fold(text)
        for sign in (" from ", " to ", " von ", " auf ", " de ", " a ")
    )
    return (digits > 0) + 1.0 * figures + 0.5 * change + 0.1 * (len(text) > 60)  # noqa: PLR2004


def _who(case: Case, person: Passage) -> Claim:
    """In English the passage itself, which is a sentence of ours."""
    compose, facts = case.composer, person.facts
    if compose.language.code == DEFAULT or not facts.title:
        return Claim(person.text, (person,))
    label = compose.mark(facts.title)
    return compose.claim("person", person, name=compose.name, label=label)
