"""Answer with passages that hold the words of a question, or say which are missing."""

from collections.abc import Sequence

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.extractive.intents import Topic
from chatkit.answering.extractive.matching import Group, holds
from chatkit.answering.extractive.questions import Question
from chatkit.answering.extractive.ranking import Hit, Index
from chatkit.answering.extractive.selection import (
    MOST_ENTRIES,
    STAGES,
    covering,
    is_about,
    is_place,
    ranked,
    unfound,
)
from chatkit.answering.extractive.work_intents import CURRENT, SKILLS
from chatkit.answering.passages import Passage

MOST_HIGHLIGHTS = 5


def find(
    question: Question, index: Index, passages: Sequence[Passage], about: Topic | None
) -> Answer:
    """``about`` is the topic asked with the words, if any."""
    hits = ranked(question, index)
    missing = unfound(question.groups, hits)
    if about and about.strict:
        return _within(about, question, hits, passages)
    if missing:
        return _partly(question, hits, missing, passages, about)
    full = [hit for hit in hits if len(hit.covered) == len(question.groups)]
    if not full and not question.listed:
        return _apart(question, hits)
    return _found(hits, question, passages)


def _found(
    hits: Sequence[Hit], question: Question, passages: Sequence[Passage]
) -> Answer:
    entries = [hit.passage for hit in hits if is_about(hit, question)]
    others = [hit.passage for hit in hits if is_place(hit, question)]
    if entries and not others:
        return Answer(_told_of(entries, passages), True)
    return Answer(compose.evidence(covering(hits), question.groups), True)


def _told_of(
    entries: Sequence[Passage], passages: Sequence[Passage]
) -> tuple[Claim, ...]:
    """Entries with what they achieved; many entries by themselves."""
    if len(entries) > 2:
        return compose.several("The résumé says:", entries[:MOST_ENTRIES])
    claims: list[Claim] = []
    for entry in entries:
        text = compose.excerpt(entry, brief=False)
        claims.append(Claim(text, (entry,)))
        details = [p for p in passages if p.parent == entry.id]
        for detail in details[: MOST_HIGHLIGHTS // len(entries) + 1]:
            text = compose.excerpt(detail, brief=False)
            claims.append(Claim(text, (detail,), bullet=True))
    return tuple(claims)


def _within(
    about: Topic, question: Question, hits: Sequence[Hit], passages: Sequence[Passage]
) -> Answer:
    """Words that must be found among the passages of one topic."""
    own = {passage.id for passage in about.pick(passages)}
    inside = [h for h in hits if h.passage.id in own or h.passage.parent in own]
    missing = unfound(question.groups, inside)
    if not missing:
        return _found(inside, question, passages)
    outside = [hit for hit in hits if hit not in inside]
    if outside and _means_otherwise(outside[0], question):
        return _found(outside, question, passages)
    nowhere = unfound(question.groups, hits)
    where = "" if nowhere or not own else f" under {about.label}"
    claims = [compose.not_mentioned(question.text, nowhere or missing, where)]
    if inside:
        claims += compose.evidence(covering(inside), question.groups)
    elif outside and not nowhere:
        claims += compose.evidence(covering(outside), question.groups)
    elif own:
        claims += compose.topic(about, about.pick(passages))
    else:
        claims.append(compose.offers(passages))
    return Answer(tuple(claims), bool(inside) and question.listed)


def _means_otherwise(hit: Hit, question: Question) -> bool:
    """Whether a passage holds all words, and the one that looked like a topic:
    "the booking engine" is not about books."""
    full = len(hit.covered) == len(question.groups)
    return full and any(holds(hit.passage.text, (word,)) for word in question.extra)


def _partly(
    question: Question,
    hits: Sequence[Hit],
    missing: Sequence[Group],
    passages: Sequence[Passage],
    about: Topic | None,
) -> Answer:
    """Some words are nowhere. A name that is missing leaves nothing to answer,
    unless several things were asked for, each for itself."""
    claims = [compose.not_mentioned(question.text, missing)]
    placed = any(question.places(group) for group in missing)
    if hits and (question.listed or not placed):
        lead = "It says:" if question.listed else "The closest it says:"
        claims += compose.evidence(covering(hits), question.groups, lead)
        more = len(question.groups) > 2 * len(missing)
        return Answer(tuple(claims), question.listed or more)
    known = about.pick(passages) if about else []
    if about and known and about in (SKILLS, CURRENT):
        claims += compose.topic(about, known)
    else:
        claims.append(compose.offers(passages))
    return Answer(tuple(claims), False)


def _apart(question: Question, hits: Sequence[Hit]) -> Answer:
    """All words are there, but no passage has them all."""
    titled = {at for hit in hits for at in hit.titled if hit.passage.kind in STAGES}
    claims = compose.evidence(covering(hits), question.groups)
    if not any(
        at in titled and question.places(group)
        for at, group in enumerate(question.groups)
    ):
        return Answer(claims, True)
    words = " and ".join(
        compose.named(question.text, [group]) for group in question.groups
    )
    apart = Claim(f"The résumé does not mention {words} together.")
    return Answer((apart, *claims), False)
