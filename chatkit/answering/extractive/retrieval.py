"""Answer with passages that hold the terms of a question, or say which are missing."""

from collections.abc import Sequence

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.index import Hit, Index, Term, holds
from chatkit.answering.extractive.intents import TOPICS, Topic
from chatkit.answering.extractive.question import Case, Question, parse_question
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import tokenize

LONGEST_QUERY = 1_000  # characters
MOST_QUOTED = 4  # passages
MOST_ENTRIES = 6  # where each says something that the others don't
MOST_DETAILS = 5
SKILLS, CURRENT = TOPICS["skill"], TOPICS["current"]
STAGES = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY, Kind.PROJECT})


def search_passages(query: str, passages: Sequence[Passage]) -> list[Passage]:
    """Best first: those of the topics it names, and those that hold its words."""
    query = query[:LONGEST_QUERY]
    index = Index(passages)
    question = parse_question(query, "", index)
    terms = question.terms or tuple((word,) for word in tokenize(query))
    worded = [hit.passage for hit in index.search(terms, question.topic_words)]
    topics = (*question.strong, *question.hinted, *question.weak)
    topical = [passage for topic in topics for passage in topic.select(passages)]
    found = worded + topical if question.terms else topical + worded
    return list({passage.id: passage for passage in found}.values())


def answer_from_terms(case: Case, topic: Topic | None) -> Answer:
    """``topic`` is what the terms were asked with, if anything."""
    question, hits = case.question, _ranked(case)
    missing = unfound(question.terms, hits)
    if topic and topic.strict:
        return _within(topic, case, hits)
    if missing:
        return _partly(case, hits, missing, topic)
    if not any(_is_full(hit, question) for hit in hits) and not question.listed:
        return _apart(question, hits)
    return _found(hits, case)


def is_about(hit: Hit, question: Question) -> bool:
    return _is_stage(hit) and len(hit.in_title) == len(question.terms)


def unfound(terms: Sequence[Term], hits: Sequence[Hit]) -> list[Term]:
    covered = {at for hit in hits for at in hit.covered}
    return [term for at, term in enumerate(terms) if at not in covered]


def _ranked(case: Case) -> list[Hit]:
    """Best first, no detail for its title alone; skills first if they are asked for."""
    question = case.question
    hits = [
        hit
        for hit in case.index.search(question.terms, question.topic_words)
        if hit.in_text or not hit.passage.parent
    ]
    if SKILLS in (*question.strong, *question.weak):
        hits.sort(key=lambda hit: (-len(hit.covered), hit.passage.kind != Kind.SKILL))
    return hits


def _is_stage(hit: Hit) -> bool:
    return hit.passage.kind in STAGES and not hit.passage.parent


def _is_full(hit: Hit, question: Question) -> bool:
    return len(hit.covered) == len(question.terms)


def _covering(hits: Sequence[Hit]) -> list[Hit]:
    """The best hits, and any with terms that those before it lack."""
    chosen: list[Hit] = []
    seen: set[int] = set()
    for hit in hits:
        as_full = len(hit.covered) == len(hits[0].covered)
        if (as_full and len(chosen) < MOST_QUOTED) or not hit.covered <= seen:
            chosen.append(hit)
            seen |= hit.covered
    return chosen[:MOST_ENTRIES]


def _found(hits: Sequence[Hit], case: Case) -> Answer:
    question = case.question
    entries = [hit.passage for hit in hits if is_about(hit, question)]
    others = any(
        _is_stage(hit) and _is_full(hit, question) and not is_about(hit, question)
        for hit in hits
    )
    if entries and not others:
        return Answer(_in_detail(entries, case.passages), True)
    return Answer(compose.evidence(_covering(hits), question.terms), True)


def _in_detail(
    entries: Sequence[Passage], passages: Sequence[Passage]
) -> tuple[Claim, ...]:
    if len(entries) > 2:
        return compose.bullets("The résumé says:", entries[:MOST_ENTRIES])
    claims: list[Claim] = []
    for entry in entries:
        claims.append(Claim(compose.excerpt(entry, brief=False), (entry,)))
        details = [p for p in passages if p.parent == entry.id]
        for detail in details[: MOST_DETAILS // len(entries) + 1]:
            text = compose.excerpt(detail, brief=False)
            claims.append(Claim(text, (detail,), bullet=True))
    return tuple(claims)


def _within(topic: Topic, case: Case, hits: Sequence[Hit]) -> Answer:
    """Terms that must be found among the passages of one topic."""
    question, own = case.question, topic.select(case.passages)
    ids = {passage.id for passage in own}
    inside = [h for h in hits if h.passage.id in ids or h.passage.parent in ids]
    missing = unfound(question.terms, inside)
    if not missing:
        return _found(inside, case)
    outside = [hit for hit in hits if hit not in inside]
    if outside and _means_otherwise(outside[0], question):
        return _found(outside, case)
    nowhere = unfound(question.terms, hits)
    where = "" if nowhere or not own else f" under {topic.label}"
    claims = [compose.not_mentioned(question.text, nowhere or missing, where)]
    if inside:
        claims += compose.evidence(_covering(inside), question.terms)
    elif outside and not nowhere:
        claims += compose.evidence(_covering(outside), question.terms)
    elif own:
        claims += compose.about_topic(topic, own)
    else:
        claims.append(compose.offers(case.passages))
    return Answer(tuple(claims), bool(inside) and question.listed)


def _means_otherwise(hit: Hit, question: Question) -> bool:
    """Whether a passage holds all terms, and the word that looked like a topic:
    "the booking engine" is not about books."""
    text = hit.passage.text
    return _is_full(hit, question) and any(
        holds(text, (word,)) for word in question.topic_words
    )


def _partly(
    case: Case, hits: Sequence[Hit], missing: Sequence[Term], topic: Topic | None
) -> Answer:
    """Some terms are nowhere. A name that is missing leaves nothing to answer,
    unless several things were asked for, each for itself."""
    question = case.question
    claims = [compose.not_mentioned(question.text, missing)]
    placed = any(question.places(term) for term in missing)
    if hits and (question.listed or not placed):
        lead = "It says:" if question.listed else "The closest it says:"
        claims += compose.evidence(_covering(hits), question.terms, lead)
        more = len(question.terms) > 2 * len(missing)
        return Answer(tuple(claims), question.listed or more)
    known = topic.select(case.passages) if topic in (SKILLS, CURRENT) and topic else []
    if topic and known:
        claims += compose.about_topic(topic, known)
    else:
        claims.append(compose.offers(case.passages))
    return Answer(tuple(claims), False)


def _apart(question: Question, hits: Sequence[Hit]) -> Answer:
    claims = compose.evidence(_covering(hits), question.terms)
    in_titles = {at for h in hits for at in h.in_title if h.passage.kind in STAGES}
    if not any(question.places(question.terms[at]) for at in in_titles):
        return Answer(claims, True)
    words = " and ".join(
        compose.repeat_terms(question.text, [term]) for term in question.terms
    )
    apart = Claim(f"The résumé does not mention {words} together.")
    return Answer((apart, *claims), False)
