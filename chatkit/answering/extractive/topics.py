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
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.ranking import closest
from chatkit.answering.extractive.stance import OPEN, STATED, stance
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import CUES

#: How concepts begin that ask for a kind.
CONCEPTS = {"language_": Kind.LANGUAGE, "degree_": Kind.STUDY}
#: Asked for one of these, what is said elsewhere is no answer.
STRICT = (Kind.STUDY, Kind.CERTIFICATE, Kind.AWARD, Kind.PUBLICATION)
LONGEST_WORD = 40  # characters repeated of a visitor's word
TOOLS = Term("", ("software",), concepts=("software_tools",))


def answer_topic(case: Case) -> Answer | None:
    kinds = list(dict.fromkeys(kind for cue, kind in CUES.items() if case.has(cue)))
    hinted = _hinted(case.question.terms)
    if hinted and (not kinds or hinted in kinds):
        return _with_terms(case, hinted)
    if case.has("grade"):
        return grade(case)
    if case.has("course") and not case.question.core:
        return courses(case)
    if case.has("graduation", "student_year") and not case.question.core:
        return graduation(case)
    if case.question.core and case.has("job", "employer") and not kinds:
        return _jobs_with(case)
    if kinds and case.has("still", "now") and Kind.STUDY in kinds:
        return studying(case)
    if not kinds or case.question.entries:
        return _scoped(case, kinds)
    if case.question.terms and not any(map(case.career.of, kinds)):
        return None
    if case.question.core and case.has("how_much"):
        return None
    if case.question.core:
        return _with_terms(case, kinds[0])
    if Kind.STUDY in kinds and case.question.yes_no:
        return has_degree(case)
    claims: list[Claim] = []
    for kind in kinds[:3]:
        claims += _list(case, kind, len(kinds) > 1)
    return Answer(tuple(claims), any(claim.passages for claim in claims))


def _hinted(terms: Sequence[Term]) -> Kind | None:
    for term in terms:
        for concept in term.concepts:
            for prefix, kind in CONCEPTS.items():
                if concept.startswith(prefix):
                    return kind
    return None


def _scoped(case: Case, kinds: Sequence[Kind]) -> Answer | None:
    """ "Which software in the internship?", "did she write about that?"."""
    question, compose = case.question, case.composer
    if not kinds or not question.entries:
        return None
    if kinds[0] == Kind.SKILL:
        scope = {entry.id for entry in question.entries}
        hits = case.index.search([TOOLS], question.language, scope)
        wanted = case.index.words_of(TOOLS)
        claims = [compose.quotation(hit.passage, wanted) for hit in hits[:2]]
        return answered(*with_details(claims[:1], claims[1:])) if claims else None
    own = [e for e in question.entries if e.kind in kinds]
    if not own and question.yes_no and question.described and kinds[0] == Kind.STUDY:
        studies = case.career.by_time(case.career.of(Kind.STUDY))
        words = compose.join([visitor(t) for t in question.core], "list_or")
        heading = compose.heading(Kind.STUDY)
        denial = compose.claim("not_listed", words=words, heading=heading)
        return Answer((denial, *compose.items(studies)), False) if studies else None
    if own and not question.points_back:
        return None
    entries = case.career.of(*kinds)
    if own or not entries or kinds[0] == Kind.STUDY:
        return None
    related = sorted(entries, key=lambda e: -_shared(case, e))
    return answered(*(compose.fact("now", e) for e in related[:2]))


def _shared(case: Case, entry: Entry) -> int:
    """Words that an entry shares with those the talk is about."""
    language = case.question.language
    about = {
        key
        for e in case.question.entries
        for key in language.keys(e.passage.text)
        if len(key) > 3 and key not in language.function  # noqa: PLR2004
    }
    return len(about & set(language.keys(entry.passage.text)))


def _list(case: Case, kind: Kind, several: bool) -> list[Claim]:
    compose, career = case.composer, case.career
    entries = career.of(kind)
    if not entries:
        return [compose.claim("none_of", noun=compose.noun(kind, 2))]
    if case.has("latest") and any(career.interval(e) for e in entries):
        return [compose.fact("latest", career.by_time(entries)[0])]
    if case.has("first") and any(career.interval(e) for e in entries):
        return [compose.fact("first", career.by_time(entries)[-1])]
    if case.has("when") and len(entries) == 1 and career.interval(entries[0]):
        one = entries[0]
        return [
            compose.claim(
                "when_in",
                one,
                span=compose.span(one),
                statement=compose.stated("none_of", one, dated=False),
            )
        ]
    if case.has("how_many"):
        head = compose.claim(
            "count",
            count=compose.number(len(entries)),
            noun=compose.noun(kind, len(entries)),
        )
        return [head, *compose.items(entries)]
    if kind == Kind.REFERENCE:
        return [compose.quotation(e.passage) for e in entries[:3]]
    if kind == Kind.STUDY and not several:
        claims = [compose.fact("now", e) for e in career.by_time(entries)]
        return list(with_details(claims[:1], claims[1:]))
    if len(entries) == 1 and not several:
        item = compose.item(entries[0])
        more = (
            [compose.quotation_of(entries[0].passage, entries[0].passage.facts.about)]
            if entries[0].passage.facts.about
            else []
        )
        more += [compose.quotation_of(d, d.text) for d in entries[0].details]
        return list(with_details([Claim(item.text, item.passages)], more))
    return [
        compose.claim("list", heading=compose.heading(kind)),
        *compose.items(entries),
    ]


def _with_terms(case: Case, kind: Kind) -> Answer | None:
    """Terms asked for among one kind; elsewhere only if nothing is missing there."""
    question, compose = case.question, case.composer
    core = question.core
    entries = case.career.of(kind)
    scope = {entry.id for entry in entries}
    hinted = [t for t in core if _hinted([t]) == kind] or list(core)
    hits = [
        h
        for h in case.index.search(hinted, question.language, scope)
        if h.passage.kind == kind
    ]
    if hits and (covers(hits, hinted) == 1 or not question.yes_no):
        whole = [
            h
            for h in case.index.search(core, question.language)
            if covers([h], core) == 1
        ]
        if len(core) > len(hinted) and whole and whole[0].passage.kind != kind:
            return None
        return answered(*_show(case, kind, hits, hinted))
    telling = [term for term in core if term.weight >= 1] or list(core)
    everywhere = case.index.search(telling, question.language)
    whole = [hit for hit in everywhere if covers([hit], telling) == 1]
    # "Did she win the tender", or a certificate that is only planned.
    weak = kind == Kind.AWARD or any(term.named for term in core)
    strict = question.yes_no and kind in STRICT
    held = covers(everywhere, telling) == 1
    if (held and not strict) or (whole and weak):
        return None
    if held and (near := closest(case, telling, everywhere)):
        return near
    if (
        kind == Kind.SKILL
        or not _is_list(kind)
        or (everywhere and not _hinted(core) and kind not in STRICT)
    ):
        return None
    missing = [t for t in hinted if not any(hinted.index(t) in h.covered for h in hits)]
    if not question.yes_no and not any(t.named or t.concepts for t in missing):
        return None if not entries else Answer(tuple(_list(case, kind, True)), True)
    words = compose.join([visitor(t) for t in missing or hinted], "list_or")
    if not entries:
        return Answer((compose.claim("not_mentioned", words=words),), False)
    claims = [
        compose.claim("not_listed", words=words, heading=compose.heading(kind)),
        *compose.items(entries),
    ]
    return Answer(tuple(claims), False)


def _jobs_with(case: Case) -> Answer | None:
    """ "Which jobs were in Gothenburg?", "jobs with Python"."""
    question = case.question
    if question.yes_no:
        return None
    hits = case.index.search(question.core, question.language)
    full = [hit for hit in hits if covers([hit], question.core) == 1]
    found = (case.career.entry(hit.passage.id) for hit in full)
    jobs = [e for e in dict.fromkeys(found) if e and e.kind == Kind.POSITION]
    if not jobs or not (question.past or question.has("what", "who", "where")):
        return None
    compose = case.composer
    wanted = [word for term in question.core for word in case.index.words_of(term)]
    first = [compose.quotation(jobs[0].passage, wanted)]
    if not any(hit.passage is jobs[0].passage for hit in full):
        told = next(h.passage for h in full if h.passage.parent == jobs[0].id)
        first.append(compose.quotation_of(told, told.text))
    rest = [e for e in case.career.by_time(jobs) if e is not jobs[0]]
    return answered(*with_details(first, [compose.fact("now", e) for e in rest]))


def _is_list(kind: Kind) -> bool:
    return kind in (
        Kind.LANGUAGE,
        Kind.STUDY,
        Kind.CERTIFICATE,
        Kind.AWARD,
        Kind.PUBLICATION,
        Kind.REFERENCE,
    )


def visitor(term: Term) -> str:
    """A term as the visitor wrote it; words without a capital are quoted."""
    if len(term.text) > LONGEST_WORD:
        return f"“{term.text[:LONGEST_WORD]}…”"
    return term.text if term.text != term.text.lower() else f"“{term.text}”"


def _show(
    case: Case, kind: Kind, hits: Sequence[Hit], terms: Sequence[Term]
) -> list[Claim]:
    compose, question = case.composer, case.question
    best = len(hits[0].covered)
    shown = (
        [hit.passage for hit in hits if len(hit.covered) == best][:3]
        if len(terms) == 1 or best == len(terms)
        else [h.passage for h in hits][:4]
    )
    entries = [e for p in shown if (e := case.career.entry(p.id))]
    yes = (
        question.yes_no
        and kind in (Kind.LANGUAGE, Kind.STUDY, Kind.CERTIFICATE)
        and not question.has("grade")
        and not _qualified(case)
    )
    claims: list[Claim] = []
    for number, entry in enumerate(dict.fromkeys(entries)):
        lead = stance(case, terms, entry.passage) if yes and not number else OPEN
        if kind in (
            Kind.LANGUAGE,
            Kind.SKILL,
            Kind.INTEREST,
            Kind.REFERENCE,
            Kind.PROFILE,
        ):
            claims.append(
                compose.quotation(
                    entry.passage, lead="quoted" if lead == OPEN else lead
                )
            )
        else:
            claims.append(compose.fact(STATED[lead], entry))
    return list(with_details(claims[:1], claims[1:]))


def _qualified(case: Case) -> bool:
    """ "good enough", "fluent": how well is for the visitor to judge."""
    question = case.question
    judged = any(word.fold in question.language.judging for word in question.words)
    return judged or question.core != question.terms
