"""Positions in time: the current one, earlier and later ones, the first, promotions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chatkit.answering.career.neighbours import answer_neighbour, prose
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.evidence import passages_with
from chatkit.answering.passages import Kind
from chatkit.answering.questions.terms import LIGHT
from chatkit.answering.text.tokens import fold

ASKED = ("job", "employer", "title")
DATES = ("until", "since", "ended", "started", "how_long")
MOST_CURRENT = 3
MOST_STEPS = 2  # of a promotion


def answer_position(case: Case) -> Answer | None:
    question, core = case.question, case.question.core
    if case.has("promotion"):
        return promotion(case)
    if found := answer_neighbour(case):
        return found
    if _counts_positions(case):
        return _counted(case)
    works = case.has(*ASKED) and not case.has("volunteering")
    if question.entries or question.period or (case.kinds and not works):
        return None
    if works and not core and (found := _nth(case)):
        return found
    about_work = works or (
        not core and case.has("who", "where", "what", "when", "now", "tell", "previous")
    )
    if case.has("previous") and about_work:
        return _earlier(case)
    if core:
        return None
    if case.has("next"):
        return _planned(case)
    jobs = case.career.jobs
    if case.has("first") and about_work:
        return answered(case.composer.fact("first_job", jobs[-1])) if jobs else None
    if case.has(*DATES):
        return None
    if case.has("title") or (about_work and _means_now(case)) or _asks_what(case):
        return current(case)
    if case.has("job", "employer") and not case.has("how_many", "total", "latest"):
        return _history(case)
    return None


def _asks_what(case: Case) -> bool:
    """ "What does she do?", with nothing that says where or when."""
    question = case.question
    bare = set(question.cues) == {"what"} and bool(question.pronoun)
    return bare and not (question.past or question.terms)


def _counts_positions(case: Case) -> bool:
    """ "How many positions at Acme?", not how many people work there."""
    question = case.question
    counting = max(question.cues.get("how_many", ()), default=len(question.words))
    nouns = {at for cue in ASKED for at in question.cues.get(cue, ())}
    beyond = any(term.weight > LIGHT for term in case.beyond)
    if beyond or question.period or case.has("volunteering"):
        return False
    if counting + 1 in nouns:
        return True
    language, between = question.language, question.words[counting + 1 : counting + 2]
    plain = all(
        word.key in language.light and (word.key,) not in language.concept_names
        for word in between
    )
    return plain and counting + 2 in nouns


def _counted(case: Case) -> Answer:
    """How many positions, or employers."""
    compose, jobs = case.composer, case.career.jobs
    there = case.of(Kind.POSITION)
    if there and not case.question.described:
        names = {fold(entry.name) for entry in there}
        there = [job for job in jobs if fold(job.name) in names]
    jobs = there or jobs
    kind: str = Kind.POSITION
    if case.has("employer"):
        jobs = list({fold(job.name): job for job in reversed(jobs)}.values())[::-1]
        kind = "employer"
    if not jobs:
        return unsaid(compose.claim("no_job_at_all"))
    count, noun = compose.number(len(jobs)), compose.noun(kind, len(jobs))
    return answered(
        compose.claim("count", count=count, noun=noun), *compose.items(jobs)
    )


def _nth(case: Case) -> Answer | None:
    """ "Her second job", "the last but one", "his last three employers"."""
    compose, jobs = case.composer, case.career.jobs
    language = case.question.language
    if case.has("penultimate"):
        return answered(compose.fact("now", jobs[1])) if len(jobs) > 1 else None
    folds = [word.fold for word in case.question.words]
    for word, following in zip(folds, [*folds[1:], ""], strict=True):
        place, count = language.ordinals.get(word), language.number(following)
        if place in (0, -1) and count > 1:
            chosen = jobs[:count] if place else jobs[-count:]
            return answered(compose.claim("jobs"), *compose.items(chosen))
        if place and 0 < place < len(jobs):
            return answered(compose.fact("now", jobs[-1 - place]))
    return None


def _means_now(case: Case) -> bool:
    """ "Where does she work" means now; "which jobs", "where did she work" do not."""
    question, language = case.question, case.question.language
    if case.has("now", "still"):
        return True
    asks = case.has("where", "who", "what") or (
        question.opening in language.opens - language.openers
    )
    several = question.says(language.plural) or question.past or case.has("list")
    return asks and case.has(*ASKED) and not several


def current(case: Case) -> Answer:
    career, compose = case.career, case.composer
    claims = [compose.fact("now", job) for job in career.current[:1]]
    others = career.current[1:MOST_CURRENT]
    if case.has("title") and not case.has("now") and career.person:
        label = Claim(career.person.text, (career.person,))
        return answered(*with_details([label], claims))
    if not claims:
        return _no_current(case)
    more: list[Claim] = []
    if case.has("what", "tell") and not case.has("title", "employer"):
        lead = career.current[0]
        more = [*prose(case, lead), *map(compose.quotation, lead.details[:2])]
    beside = (compose.fact("also_now", job) for job in others)
    return answered(*with_details(claims, more), *beside)


def _no_current(case: Case) -> Answer:
    career, compose = case.career, case.composer
    claims = [compose.fact("no_job", job) for job in career.past[:1]]
    claims = claims or [compose.claim("no_job_at_all")]
    upcoming = filter(career.is_future, career.jobs)
    claims += [compose.fact("next_job", job) for job in upcoming][:1]
    studies = filter(career.is_now, career.of(Kind.STUDY))
    claims += [compose.fact("studying", study) for study in studies][:1]
    return unsaid(*claims)


def _planned(case: Case) -> Answer | None:
    upcoming = filter(case.career.is_future, case.career.jobs)
    claims = [case.composer.fact("next_job", job) for job in upcoming]
    return answered(*claims) if claims else None


def _earlier(case: Case) -> Answer:
    career, compose, question = case.career, case.composer, case.question
    past = career.past if career.current else career.past[1:]
    if not past:
        if not career.current:
            return _no_current(case)
        return unsaid(compose.claim("none_before", name=career.current[0].name))
    if len(past) == 1 or question.ordinal is not None:
        return answered(compose.fact("before", past[0]))
    return answered(compose.claim("past_jobs"), *compose.items(past))


def _history(case: Case) -> Answer:
    compose, jobs = case.composer, case.career.jobs
    if not jobs:
        return unsaid(compose.claim("no_job_at_all"))
    return answered(compose.claim("jobs"), *compose.items(jobs))


def _steps(jobs: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Each position with the one before it at the same employer, the latest first."""
    later: dict[str, Entry] = {}
    for job in jobs:
        employer = fold(job.passage.facts.organization)
        after = later.get(employer)
        if after and fold(after.passage.facts.title) != fold(job.passage.facts.title):
            yield after, job
        if employer:
            later[employer] = job


def promotion(case: Case) -> Answer:
    """A later position at the same employer, or a passage that says so."""
    compose, jobs = case.composer, case.career.jobs
    names = {fold(entry.name) for entry in case.of(Kind.POSITION)}
    within = {job.id for job in jobs if fold(job.name) in names}
    steps = [one for one in _steps(jobs) if not within or one[0].id in within]
    told: dict[str, Claim] = {}
    for later, before in steps[:MOST_STEPS]:
        told.setdefault(
            later.id,
            compose.fact(
                "now" if told or not case.question.yes_no else "promotion", later
            ),
        )
        told.setdefault(before.id, compose.fact("promotion_before", before))
    claims = [*told.values()]
    claims += [
        compose.quotation_of(passage, text)
        for passage, text in passages_with(case.index, "promotion")
        if not within or {passage.id, passage.parent} & within
    ][:2]
    if not claims:
        return unsaid(compose.claim("no_promotion"))
    if len(steps) > 1:
        return answered(*(replace(claim, bullet=True) for claim in claims))
    whole = 2 * bool(steps) or 1
    return answered(*with_details(claims[:whole], claims[whole:]))
