"""What is left is looked up: the passages that say it, or an honest "not mentioned"."""

from collections.abc import Iterator, Mapping, Sequence

from chatkit.answering.extractive.case import Case, Scope, with_details
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
)
from chatkit.answering.extractive.denial import counts_there, deniable, not_there
from chatkit.answering.extractive.follow_ups import elsewhere
from chatkit.answering.extractive.quoting import counts
from chatkit.answering.extractive.ranking import ranked_hits, wanted_words
from chatkit.answering.extractive.stance import NO, OPEN, YES, stance
from chatkit.answering.extractive.topics import visitor
from chatkit.answering.facts.evidence import PERSONAL
from chatkit.answering.facts.index import CONCEPT
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.passages import Kind
from chatkit.answering.questions.question import Question
from chatkit.answering.questions.terms import LIGHT

ENOUGH = 0.55  # part of what is asked that one passage holds
MOST_SHOWN = 3
MOST_NAMED = 3
WEIGHED = 8  # of the best hits
ORDER = {YES: 0, NO: 1, OPEN: 2}


def answer_lookup(case: Case) -> Answer | None:
    question = case.question
    if not question.terms:
        return None
    for terms, scope in _searches(case):
        ranked = ranked_hits(case, terms, scope)
        narrow = scope is not None or terms != question.terms
        if narrow and covers(ranked[:1], terms) < ENOUGH:
            continue
        if found := _answer(case, terms, ranked):
            return elsewhere(case, found) if scope is None else found
    return not_there(case, question.core or question.terms)


def _searches(case: Case) -> Iterator[tuple[Sequence[Term], Scope]]:
    """First in what the question or the talk is about, then everywhere."""
    question = case.question
    terms = question.terms
    if row := _row(question):
        yield (row,), None
    if question.entries:
        if rest := _beyond(case, terms) if question.described else terms:
            yield rest, {entry.id for entry in question.entries}
    elif question.listed and (
        question.past or question.continues or question.points_back
    ):
        several = any(w.fold in question.language.several for w in question.words)
        about = question.listed if several else question.listed[:1]
        yield terms, {entry.id for entry in about}
    if not counts_there(case):
        yield terms, None


def _row(question: Question) -> Term | None:
    """Words that stand side by side, to be found so: "lead times"."""
    words = [fold for term in question.terms for fold in term.folds]
    asked = [word.fold for word in question.words]
    size = len(words)
    if size < 2 or question.entries or question.yes_no:  # noqa: PLR2004
        return None
    if not any(asked[at : at + size] == words for at in range(len(asked) - size + 1)):
        return None
    return Term(" ".join(words), tuple(words))


def _beyond(case: Case, terms: Sequence[Term]) -> list[Term]:
    """The terms that don't say where."""
    places = {at for m in case.question.mentions if m.described for at in m.places}
    words = {case.question.words[at].fold for at in places}
    return [term for term in terms if not words & set(term.folds)]


def _answer(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> Answer | None:
    full = [hit for hit in ranked if covers([hit], terms) >= ENOUGH]
    if _is_uncounted(case, terms, ranked):
        return None
    if full and _are_listed(case, terms, ranked):
        return _each(case, terms, ranked)
    if full:
        quotations = _quotations(case, terms, full)
        if case.has("where") and full[0].passage.kind in LISTED_AS_QUOTED:
            quotations.insert(0, case.composer.claim("no_place"))
        return answered(*quotations)
    if _lists(case) and ranked:
        return _each(case, terms, ranked)
    grouped = _group(case, terms, ranked)
    if grouped:
        return answered(*_quotations(case, terms, grouped, yes=False))
    return None


def _are_listed(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> bool:
    """ "Python and R": skills that no passage lists together."""
    if not (_lists(case) and case.question.yes_no) or covers(ranked[:1], terms) == 1:
        return False
    skilled = {at for h in ranked if h.passage.kind == Kind.SKILL for at in h.covered}
    return len(skilled) == len(terms)


def _is_uncounted(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> bool:
    """Whether how many of something is asked where nothing counts it."""
    question = case.question
    alike = case.index.languages[0] is question.language
    if not (alike and question.has("how_many") and question.mentions):
        return False
    wanted = wanted_words(case, terms[:2])
    return not any(counts(h.passage, wanted, question.language) for h in ranked[:8])


def _lists(case: Case) -> bool:
    """Several things, each for itself: "Sketch or Adobe XD"."""
    return (
        any(w.fold in case.question.language.joins for w in case.question.words)
        or "," in case.question.text
    )


def _each(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> Answer:
    compose = case.composer
    covered = {at for hit in ranked for at in hit.covered}
    absent = [t for at, t in enumerate(terms) if at not in covered and t.weight >= 1]
    missing = deniable(case, absent, found=bool(ranked))
    claims: list[Claim] = []
    seen: set[int] = set()
    for hit in ranked:
        if not hit.covered <= seen and len(claims) < MOST_SHOWN:
            seen |= hit.covered
            claims.append(compose.quotation(hit.passage, wanted_words(case, terms)))
    if missing:
        words = compose.join([visitor(t) for t in missing[:MOST_NAMED]], "list_or")
        claims.insert(0, Claim(compose.say("not_mentioned", words=words)))
    return Answer(tuple(claims), not missing)


def _group(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> list[Hit]:
    """The passages of one entry that hold together what none holds alone."""
    by_entry: dict[str, list[Hit]] = {}
    for hit in ranked:
        by_entry.setdefault(hit.passage.parent or hit.passage.id, []).append(hit)
    fitting = [hits for hits in by_entry.values() if covers(hits, terms) >= ENOUGH]
    if not fitting:
        return []
    chosen: list[Hit] = []
    seen: set[int] = set()
    for hit in fitting[0]:
        if not hit.covered <= seen:
            chosen.append(hit)
            seen |= hit.covered
    return chosen


def _quotations(
    case: Case, terms: Sequence[Term], hits: Sequence[Hit], *, yes: bool = True
) -> list[Claim]:
    compose, question = case.composer, case.question
    wanted = wanted_words(case, terms)
    best = hits[0]
    close = [
        h
        for h in hits
        if h.score >= best.score * 0.6 and len(h.covered) >= len(best.covered)
    ]
    shown = _distinct(close)
    lead = OPEN
    if yes and question.yes_no:
        told = question.core or terms
        stances = {h.passage.id: stance(case, told, h.passage) for h in shown[:WEIGHED]}
        limits = [h for h in shown[:WEIGHED] if _is_limit(case, h, stances)]
        shown = sorted(shown[:WEIGHED], key=lambda h: ORDER[stances[h.passage.id]])
        shown = [*limits, *(hit for hit in shown if hit not in limits)]
        if _is_plain(case, terms, shown[0]):
            lead = stances[shown[0].passage.id]
    shown = shown[: 1 if question.has("how_many", "how_much") else MOST_SHOWN]
    claims = [
        compose.quotation(hit.passage, wanted, lead=OPEN if number else lead)
        for number, hit in enumerate(shown)
    ]
    return list(with_details(claims[:1], claims[1:]))


def _is_limit(case: Case, hit: Hit, stances: Mapping[str, str]) -> bool:
    """ "No more night shifts": today's word outweighs what was once done."""
    own = hit.passage.kind in PERSONAL and stances[hit.passage.id] == NO
    return own and not case.question.past


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    seen: set[str] = set()
    kept = []
    for hit in hits:
        key = hit.passage.text
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept


def _is_plain(case: Case, terms: Sequence[Term], hit: Hit) -> bool:
    """Whether "yes" is no more than the passage says."""
    question = case.question
    whole = terms == question.terms and all(t.weight > LIGHT for t in question.core)
    judged = any(w.fold in question.language.judging for w in question.words)
    negated = judged or any(
        w.fold in question.language.negations for w in question.words
    )
    numbers = any(w.fold.isdigit() for w in question.words)
    strong = all(
        case.index.quality(term, hit.passage, question.language) >= CONCEPT
        for term in question.core or terms
    )
    return (
        whole
        and strong
        and not negated
        and not numbers
        and len(question.core) <= MOST_NAMED
    )
