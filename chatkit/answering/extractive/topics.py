"""Lists by kind: languages, certificates, degrees, skills, references …"""

from collections.abc import Sequence

from chatkit.answering.career.education import (
    courses,
    grade,
    graduation,
    has_degree,
    studying,
)
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
    unsaid,
)
from chatkit.answering.extractive.denial import deniable, named
from chatkit.answering.extractive.ranking import closest
from chatkit.answering.extractive.stance import OPEN, STATED, stance
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.passages import Kind

#: How concepts begin that ask for a kind.
CONCEPTS = {"language_": Kind.LANGUAGE, "degree_": Kind.STUDY}
#: Asked for one of these, what is said elsewhere is no answer.
STRICT = (Kind.STUDY, Kind.CERTIFICATE, Kind.AWARD, Kind.PUBLICATION)
LISTS = (*STRICT, Kind.LANGUAGE, Kind.REFERENCE)
TOOLS = Term("", ("software",), concepts=("software_tools",))


def answer_topic(case: Case) -> Answer | None:
    kinds, core = case.kinds, case.question.core
    hinted = _hinted(case.question.terms)
    if hinted and (not kinds or hinted in kinds):
        return _with_terms(case, hinted)
    if case.has("grade"):
        return grade(case)
    if case.has("course") and not core and (found := courses(case)):
        return found
    if case.has("graduation", "student_year") and not core:
        return graduation(case)
    if case.has("still", "now") and Kind.STUDY in kinds:
        return studying(case)
    if not kinds:
        return None
    if case.question.entries:
        return _scoped(case, kinds)
    if core:
        return None if case.has("how_much") else _with_terms(case, kinds[0])
    if Kind.STUDY in kinds and case.question.yes_no:
        return has_degree(case)
    several = len(kinds) > 1
    claims = [c for kind in kinds[:3] for c in _list(case, kind, several=several)]
    return Answer(tuple(claims), any(claim.passages for claim in claims))


def _hinted(terms: Sequence[Term]) -> Kind | None:
    for concept in (concept for term in terms for concept in term.concepts):
        for prefix, kind in CONCEPTS.items():
            if concept.startswith(prefix):
                return kind
    return None


def _scoped(case: Case, kinds: Sequence[str]) -> Answer | None:
    """ "Which software in the internship?", "did she write about that?"."""
    question, compose = case.question, case.composer
    if kinds[0] == Kind.SKILL:
        hits = case.search([TOOLS], {entry.id for entry in question.entries})
        wanted = case.words_of([TOOLS])
        claims = [compose.quotation(hit.passage, wanted) for hit in hits[:2]]
        return answered(*with_details(claims[:1], claims[1:])) if claims else None
    entries = case.career.of(*kinds)
    if case.of(*kinds) or not entries or kinds[0] == Kind.STUDY:
        return None
    related = sorted(entries, key=lambda e: -_shared(case, e))
    return answered(*(compose.fact("now", e) for e in related[:2]))


def _shared(case: Case, entry: Entry) -> int:
    """Words that an entry shares with those the talk is about."""
    language = case.question.language
    about = {k for e in case.question.entries for k in language.keys(e.passage.text)}
    own = set(language.keys(entry.passage.text)) - language.function
    return sum(len(key) > 3 for key in about & own)  # noqa: PLR2004


def _list(case: Case, kind: str, *, several: bool) -> list[Claim]:
    compose, career = case.composer, case.career
    entries = career.of(kind)
    if not entries:
        return [compose.claim("none_of", noun=compose.noun(kind, 2))]
    dated = [entry for entry in career.by_time(entries) if career.interval(entry)]
    if case.has("latest") and dated:
        return [compose.fact("latest", dated[0])]
    if case.has("first") and dated:
        return [compose.fact("first", dated[-1])]
    if case.has("when") and len(entries) == 1 and dated:
        return [compose.when("when_in", dated[0])]
    if case.has("tool") and kind == Kind.SKILL:
        hits = case.search([TOOLS], {entry.id for entry in entries})
        entries = [e for h in hits if (e := career.entry(h.passage.id))] or entries
    if kind == Kind.REFERENCE:
        return [compose.quotation(e.passage) for e in entries[:3]]
    if kind == Kind.STUDY and not (several or case.has("how_many")):
        claims = [compose.fact("now", e) for e in career.by_time(entries)]
        return list(with_details(claims[:1], claims[1:]))
    if len(entries) == 1 and not (several or case.has("how_many")):
        entry, facts = entries[0], entries[0].passage.facts
        about = facts.about or facts.prose
        item = compose.item(entry)
        more = [compose.quotation_of(entry.passage, about)] if about else []
        more += [compose.quotation_of(d, d.text) for d in entry.details]
        return list(with_details([Claim(item.text, item.passages)], more))
    heading = compose.claim("list", heading=compose.heading(kind))
    if case.has("how_many"):
        number, noun = len(entries), compose.noun(kind, len(entries))
        heading = compose.claim("count", count=compose.number(number), noun=noun)
    return [heading, *compose.items(entries)]


def _with_terms(case: Case, kind: str) -> Answer | None:
    """Terms asked for among one kind; elsewhere only if nothing is missing there."""
    question, compose = case.question, case.composer
    core = question.core
    entries = case.career.of(kind)
    hinted = [t for t in core if _hinted([t]) == kind] or list(core)
    hits = case.search(hinted, {entry.id for entry in entries})
    if hits and (covers(hits, hinted) == 1 or not question.yes_no):
        return answered(*_show(case, kind, hits, hinted))
    telling = [term for term in core if term.weight >= 1] or list(core)
    everywhere = case.search(telling)
    # "Did she win the tender", or a certificate that is only planned.
    weak = kind == Kind.AWARD or any(term.named for term in core)
    held = covers(everywhere, telling) == 1
    if held and not (question.yes_no and kind in STRICT):
        return None
    if weak and case.holding(telling):
        return None
    if held and (near := closest(case, telling, everywhere)):
        return near
    if kind not in LISTS or (everywhere and not _hinted(core) and kind not in STRICT):
        return None
    missing = [t for t in hinted if not any(hinted.index(t) in h.covered for h in hits)]
    telling = deniable(case, missing, found=False)
    if not telling:
        return answered(*_list(case, kind, several=True)) if entries else None
    words = compose.join(named(case, telling), "list_or")
    if not entries:
        return unsaid(compose.claim("not_mentioned", words=words))
    denial = compose.claim("not_listed", words=words, heading=compose.heading(kind))
    return unsaid(denial, *compose.items(entries))


def _show(
    case: Case, kind: str, hits: Sequence[Hit], terms: Sequence[Term]
) -> list[Claim]:
    compose, question = case.composer, case.question
    best = len(hits[0].covered)
    if best == len(terms):
        hits = [hit for hit in hits if len(hit.covered) == best][:3]
    found = [e for hit in hits[:4] if (e := case.career.entry(hit.passage.id))]
    claims: list[Claim] = []
    for entry in dict.fromkeys(found):
        yes = question.yes_no and kind in (Kind.LANGUAGE, Kind.STUDY, Kind.CERTIFICATE)
        plain = yes and not (claims or question.has("grade") or _qualified(case))
        lead = stance(case, terms, entry.passage) if plain else OPEN
        if kind in LISTED_AS_QUOTED:
            lead = "quoted" if lead == OPEN else lead
            claims.append(compose.quotation(entry.passage, lead=lead))
        else:
            claims.append(compose.fact(STATED[lead], entry))
    return list(with_details(claims[:1], claims[1:]))


def _qualified(case: Case) -> bool:
    """ "good enough", "fluent": how well is for the visitor to judge."""
    question = case.question
    return question.says(question.language.judging) or question.core != question.terms
