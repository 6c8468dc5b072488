"""Positions in time: the current one, earlier and later ones, the first, promotions."""

from collections.abc import Iterator, Sequence

from chatkit.answering.career.neighbours import answer_neighbour, prose
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.evidence import passages_with
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.question import read_number
from chatkit.answering.text.tokens import fold

ASKED = ("job", "employer", "title")
MOST_CURRENT = 3


def answer_position(case: Case) -> Answer | None:
    question = case.question
    if case.has("promotion"):
        return promotion(case)
    if found := answer_neighbour(case):
        return found
    if question.entries or question.period:
        return None
    if case.has(*CUES) and not case.has(*ASKED):
        return None
    if case.has(*ASKED) and not question.core:
        if case.has("how_many"):
            return _counted(case)
        if found := _nth(case):
            return found
    if case.has("previous") and _about_work(case):
        return _earlier(case)
    if case.has("next") and not question.core:
        return _planned(case)
    if question.core:
        return None
    if case.has("first") and _about_work(case):
        return _first(case)
    if case.has("until", "since", "ended", "started", "how_long"):
        return None
    if case.has("title") or (_about_work(case) and _means_now(case)):
        return current(case)
    if _asks_what_they_do(case):
        return current(case)
    dates = (
        "how_many",
        "total",
        "gap",
        "latest",
        "until",
        "since",
        "ended",
        "started",
        "how_long",
    )
    if case.has("job", "employer") and not case.has(*dates):
        return _history(case)
    return None


def _asks_what_they_do(case: Case) -> bool:
    """ "What does she do?", with nothing that says where or when."""
    question = case.question
    return (
        case.has("what")
        and set(question.cues) <= {"what"}
        and bool(question.pronoun)
        and not (question.past or question.terms)
    )


def _counted(case: Case) -> Answer:
    """How many positions, or employers."""
    compose, jobs = case.composer, case.career.jobs
    kind: str = Kind.POSITION
    if case.has("employer"):
        jobs = list({fold(job.name): job for job in reversed(jobs)}.values())[::-1]
        kind = "employer"
    if not jobs:
        return Answer((compose.claim("no_job_at_all"),), False)
    count, noun = compose.number(len(jobs)), compose.noun(kind, len(jobs))
    head = compose.claim("count", count=count, noun=noun)
    return answered(head, *compose.items(jobs))


def _nth(case: Case) -> Answer | None:
    """ "Her second job", "the last but one", "his last three employers"."""
    compose, jobs = case.composer, case.career.jobs
    language = case.question.language
    folds = [word.fold for word in case.question.words]
    if case.has("penultimate"):
        return answered(compose.fact("now", jobs[1])) if len(jobs) > 1 else None
    for at, word in enumerate(folds):
        place = language.ordinals.get(word)
        if place is None:
            continue
        count = read_number(folds[at + 1], language) if at + 1 < len(folds) else 0
        if count > 1 and place in (0, -1):
            chosen = jobs[:count] if place else jobs[-count:]
            return answered(compose.claim("jobs"), *compose.items(chosen))
        if 0 < place < len(jobs):
            return answered(compose.fact("now", jobs[-1 - place]))
    return None


def _about_work(case: Case) -> bool:
    asks = case.has("who", "where", "what", "when", "now", "tell", "previous")
    return case.has(*ASKED) or (asks and not case.question.core)


def _means_now(case: Case) -> bool:
    """ "Where does she work" means now; "which jobs", "where did she work" do not."""
    question = case.question
    if case.has("now", "still"):
        return True
    plural = any(word.fold in question.language.plural for word in question.words)
    first = question.words[0].fold if question.words else ""
    asks = case.has("where", "who", "what") or (
        first in question.language.opens - question.language.openers
    )
    return (
        asks and case.has(*ASKED) and not (plural or question.past or case.has("list"))
    )


def current(case: Case) -> Answer:
    career, compose = case.career, case.composer
    if case.has("title") and not case.has("now") and career.person:
        label = Claim(career.person.text, (career.person,))
        return answered(*with_details([label], _now_claims(case)[:1]))
    if not career.current:
        return _no_current(case)
    claims = _now_claims(case)
    lead = career.current[0]
    asks_what = case.has("what", "tell") and not case.has("title", "employer")
    more = [compose.quotation(p) for p in lead.details[:2]] if asks_what else []
    if asks_what:
        more = [*prose(case, lead), *more]
    return answered(*with_details(claims[:1], more), *claims[1:])


def _now_claims(case: Case) -> list[Claim]:
    jobs = case.career.current[:MOST_CURRENT]
    keys = ["now", *["also_now"] * len(jobs)]
    return [case.composer.fact(key, job) for key, job in zip(keys, jobs, strict=False)]


def _no_current(case: Case) -> Answer:
    career, compose = case.career, case.composer
    upcoming = [job for job in career.jobs if career.is_future(job)]
    claims = []
    if career.past:
        claims.append(compose.fact("no_job", career.past[0]))
    else:
        claims.append(compose.claim("no_job_at_all"))
    claims += [compose.fact("next_job", job) for job in upcoming[:1]]
    studies = [s for s in career.of(Kind.STUDY) if career.is_now(s)]
    claims += [compose.fact("studying", study) for study in studies[:1]]
    return Answer(tuple(claims), False)


def _planned(case: Case) -> Answer | None:
    upcoming = [job for job in case.career.jobs if case.career.is_future(job)]
    if not upcoming:
        return None
    return answered(*(case.composer.fact("next_job", job) for job in upcoming))


def _earlier(case: Case) -> Answer:
    career, compose = case.career, case.composer
    past = career.past
    if not career.current:
        past = past[1:]
    if not past:
        return (
            _no_current(case)
            if not career.current
            else Answer(
                (compose.claim("none_before", name=career.current[0].name),), False
            )
        )
    if len(past) == 1 or any(
        w.fold in case.question.language.ordinals for w in case.question.words
    ):
        return answered(compose.fact("before", past[0]))
    return answered(compose.claim("past_jobs"), *compose.items(past))


def _history(case: Case) -> Answer:
    jobs = case.career.jobs
    if not jobs:
        return Answer((case.composer.claim("no_job_at_all"),), False)
    return answered(case.composer.claim("jobs"), *case.composer.items(jobs))


def _first(case: Case) -> Answer | None:
    jobs = case.career.jobs
    if not jobs:
        return None
    return answered(case.composer.fact("first_job", jobs[-1]))


def _steps(jobs: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Each position with the one before it at the same employer, the latest first."""
    later: dict[str, Entry] = {}
    for job in jobs:
        facts = job.passage.facts
        employer = fold(facts.organization)
        after = later.get(employer)
        if after and fold(after.passage.facts.title) != fold(facts.title):
            yield after, job
        if employer:
            later[employer] = job


def promotion(case: Case) -> Answer:
    """A later position at the same employer, or a passage that says so."""
    compose, career = case.composer, case.career
    names = {fold(entry.name) for entry in case.of(Kind.POSITION)}
    within = {job.id for job in career.jobs if fold(job.name) in names}
    steps = list(_steps(career.jobs))
    if within:
        steps = [step for step in steps if step[0].id in within]
    claims: list[Claim] = []
    seen: set[str] = set()
    for later, before in steps:
        if later.id in seen or len(claims) > 3:
            continue
        seen.add(later.id)
        claims.append(compose.fact("promotion" if not claims else "now", later))
        claims.append(compose.fact("promotion_before", before))
    said = [
        (passage, text)
        for passage, text in passages_with(case.index, "promotion")
        if not within or {passage.id, passage.parent} & within
    ]
    if not claims and not said:
        return Answer((compose.claim("no_promotion"),), False)
    more = [compose.quotation_of(passage, text) for passage, text in said[:2]]
    return answered(*with_details(claims or more[:1], more if claims else more[1:]))
