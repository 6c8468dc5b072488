"""What is left is looked up: the passages that say it, or an honest "not mentioned"."""

from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case, Scope, with_details
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
)
from chatkit.answering.extractive.denial import (
    counts_there,
    deniable,
    named,
    not_there,
)
from chatkit.answering.extractive.follow_ups import elsewhere
from chatkit.answering.extractive.quoting import counts
from chatkit.answering.extractive.ranking import ranked_hits
from chatkit.answering.extractive.stance import NO, OPEN, YES, stance
from chatkit.answering.extractive.topics import STRICT
from chatkit.answering.facts.evidence import PERSONAL
from chatkit.answering.facts.index import CONCEPT
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.question import Question
from chatkit.answering.questions.terms import LIGHT

ENOUGH = 0.55  # part of what is asked that one passage holds
MOST_SHOWN = 3
MOST_NAMED = 3
WEIGHED = 8  # of the best hits
ALIKE = 0.6  # of the best hit's score
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
        if rest := case.beyond if question.described else terms:
            yield rest, {entry.id for entry in question.entries}
    elif question.past or question.continues or question.points_back:
        several = question.says(question.language.several)
        if about := question.listed if several else question.listed[:1]:
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
    rows = (asked[at : at + size] for at in range(len(asked) - size + 1))
    return Term(" ".join(words), tuple(words)) if words in rows else None


def _answer(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> Answer | None:
    full = [hit for hit in ranked if covers([hit], terms) >= ENOUGH]
    if _is_uncounted(case, terms, ranked):
        return None
    lists = (
        case.question.says(case.question.language.joins) or "," in case.question.text
    )
    if lists and ranked and (not full or _are_listed(case, terms, ranked)):
        return _each(case, terms, ranked)
    if full:
        quotations = _quotations(case, terms, full)
        if case.has("where") and full[0].passage.kind in LISTED_AS_QUOTED:
            quotations.insert(0, case.composer.claim("no_place"))
        return answered(*quotations)
    grouped = _group(terms, ranked)
    return answered(*_quotations(case, terms, grouped, yes=False)) if grouped else None


def _are_listed(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> bool:
    """ "Python and R": skills that no passage lists together."""
    skilled = {at for h in ranked if h.passage.kind == Kind.SKILL for at in h.covered}
    apart = covers(ranked[:1], terms) < 1
    return case.question.yes_no and apart and len(skilled) == len(terms)


def _is_uncounted(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> bool:
    """Whether how many of something is asked where nothing counts it."""
    question = case.question
    alike = case.index.languages[0] is question.language
    if not (alike and question.has("how_many") and question.mentions):
        return False
    wanted = case.words_of(terms[:2])
    return not any(counts(h.passage, wanted, case.known) for h in ranked[:WEIGHED])


def _each(case: Case, terms: Sequence[Term], ranked: Sequence[Hit]) -> Answer:
    """Several things, each for itself: "Sketch or Adobe XD"."""
    compose = case.composer
    covered = {at for hit in ranked for at in hit.covered}
    absent = [t for at, t in enumerate(terms) if at not in covered and t.weight >= 1]
    missing = deniable(case, absent, found=bool(ranked))
    wanted = case.words_of(terms)
    shown = _new(ranked)[:MOST_SHOWN]
    claims = [compose.quotation(hit.passage, wanted) for hit in shown]
    if missing:
        words = compose.join(named(case, missing)[:MOST_NAMED], "list_or")
        claims.insert(0, Claim(compose.say("not_mentioned", words=words)))
    return Answer(tuple(claims), not missing)


def _new(hits: Sequence[Hit]) -> list[Hit]:
    """Those that hold what none before them holds."""
    seen: set[int] = set()
    kept: list[Hit] = []
    for hit in hits:
        if not hit.covered <= seen:
            seen |= hit.covered
            kept.append(hit)
    return kept


def _group(terms: Sequence[Term], ranked: Sequence[Hit]) -> list[Hit]:
    """The passages of one entry that hold together what none holds alone."""
    by_entry: dict[str, list[Hit]] = {}
    for hit in ranked:
        by_entry.setdefault(hit.passage.parent or hit.passage.id, []).append(hit)
    fitting = (hits for hits in by_entry.values() if covers(hits, terms) >= ENOUGH)
    return _new(next(fitting, []))


def _quotations(
    case: Case, terms: Sequence[Term], hits: Sequence[Hit], *, yes: bool = True
) -> list[Claim]:
    compose, question, best = case.composer, case.question, hits[0]
    close = {
        hit.passage.text: hit
        for hit in reversed(hits)
        if hit.score >= best.score * ALIKE and len(hit.covered) >= len(best.covered)
    }
    shown = [hit for hit in hits if close.get(hit.passage.text) is hit]
    lead = OPEN
    if yes and question.yes_no:
        shown = shown[:WEIGHED]
        told = question.core or terms
        stances = {hit.passage.id: stance(case, told, hit.passage) for hit in shown}

        def order(hit: Hit) -> int:
            said = stances[hit.passage.id]
            # "No more night shifts": today's word outweighs what was once done.
            limits = hit.passage.kind in PERSONAL and not question.past
            return -1 if said == NO and limits else ORDER[said]

        shown = sorted(shown, key=order)
        shown = sorted(shown, key=lambda hit: not _is_asked_kind(case, hit.passage))
        if _is_asked_kind(case, shown[0].passage) and _is_plain(case, terms, shown[0]):
            lead = stances[shown[0].passage.id]
    shown = shown[: 1 if question.has("how_many", "how_much") else MOST_SHOWN]
    wanted = case.words_of(terms)
    first = compose.quotation(shown[0].passage, wanted, lead=lead)
    more = [compose.quotation(hit.passage, wanted) for hit in shown[1:]]
    return list(with_details([first], more))


def _is_asked_kind(case: Case, passage: Passage) -> bool:
    """ "Has she won a prize for scans?": a skill in scans is no prize, "won" is."""
    cues = {cue: kind for cue, kind in CUES.items() if kind in STRICT and case.has(cue)}
    if not cues or passage.kind in cues.values():
        return True
    question, index = case.question, case.index
    words = (question.words[at].fold for cue in cues for at in question.cues[cue])
    return any(index.holds(passage, word, question.language) for word in words)


def _is_plain(case: Case, terms: Sequence[Term], hit: Hit) -> bool:
    """Whether "yes" is no more than the passage says."""
    question, language = case.question, case.question.language
    whole = terms == question.terms and all(t.weight > LIGHT for t in question.core)
    limited = question.says(language.judging | language.negations)
    numbers = any(word.fold.isdigit() for word in question.words)
    strong = all(
        case.index.quality(term, hit.passage, language) >= CONCEPT
        for term in question.core or terms
    )
    few = len(question.core) <= MOST_NAMED
    return whole and strong and few and not (limited or numbers)
