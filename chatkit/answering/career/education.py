"""Degrees, grades, courses, and when somebody graduates."""

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, answered, unsaid
from chatkit.answering.extractive.stance import is_partial
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.evidence import PERSONAL, passages_with
from chatkit.answering.passages import Kind


def has_degree(case: Case) -> Answer | None:
    career, compose = case.career, case.composer
    studies = _studies(case)
    if not studies:
        return _none(case)
    done = [study for study in studies if _is_done(case, study)]
    if done and not (case.has("graduation") and career.is_now(studies[0])):
        return answered(
            *with_details(
                [compose.fact("still_yes", done[0])],
                [compose.fact("now", s) for s in done[1:3]],
            )
        )
    return answered(compose.fact("not_finished", studies[0]))


def _none(case: Case) -> Answer:
    noun = case.composer.noun(Kind.STUDY, 2)
    return unsaid(case.composer.claim("none_of", noun=noun))


def _is_done(case: Case, study: Entry) -> bool:
    goes_on = case.career.is_now(study) or case.career.is_future(study)
    return not goes_on and not is_partial(case, study.passage.text)


def studying(case: Case) -> Answer:
    """Whether a course goes on, and which."""
    career, compose = case.career, case.composer
    studies = _studies(case)
    now = [study for study in studies if career.is_now(study)]
    key = "still_yes" if case.question.yes_no else "studying"
    if now:
        return answered(*(compose.fact(key if n is now[0] else "now", n) for n in now))
    if not studies:
        return _none(case)
    key = "still_no" if case.question.yes_no else "latest"
    return answered(compose.fact(key, studies[0]))


def grade(case: Case) -> Answer:
    compose = case.composer
    graded = [e for e in _studies(case) if e.passage.facts.level]
    if not graded:
        return unsaid(compose.claim("no_grade"))
    claims = [
        compose.fact("grade", e, level=compose.mark(e.passage.facts.level))
        for e in graded
    ]
    return answered(*with_details(claims[:1], claims[1:2]))


def courses(case: Case) -> Answer | None:
    details = [d for e in _studies(case) for d in e.details]
    return answered(*case.composer.items(details)) if details else None


def _studies(case: Case) -> list[Entry]:
    """Those that are meant, else all."""
    return case.of(Kind.STUDY) or case.career.by_time(case.career.of(Kind.STUDY))


def graduation(case: Case) -> Answer | None:
    if case.question.yes_no and case.has("graduation"):
        return has_degree(case)
    compose, career = case.composer, case.career
    year = passages_with(case.index, "student_year", PERSONAL)
    quoted = [compose.quotation_of(p, text) for p, text in year[:1]]
    if case.has("student_year") and quoted:
        return answered(*quoted)
    studies = _studies(case)
    if not studies:
        return _none(case)
    latest = studies[0]
    if career.is_now(latest) and not latest.passage.facts.end:
        return unsaid(compose.fact("no_graduation", latest), *quoted)
    done = [s for s in studies if _is_done(case, s) and s.passage.facts.end]
    goes_on = career.is_now(latest) and not case.question.past
    one = latest if goes_on else (done or studies)[0]
    return answered(compose.fact("ended", one, end=compose.date(one.passage.facts.end)))
