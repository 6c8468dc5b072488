"""Degrees, grades, courses, and when somebody graduates."""

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, answered
from chatkit.answering.extractive.stance import is_partial
from chatkit.answering.facts.evidence import PERSONAL, passages_with
from chatkit.answering.passages import Kind


def has_degree(case: Case) -> Answer | None:
    career, compose = case.career, case.composer
    studies = career.by_time(career.of(Kind.STUDY))
    if not studies:
        return Answer(
            (compose.claim("none_of", noun=compose.noun(Kind.STUDY, 2)),), False
        )
    done = [
        study
        for study in studies
        if not (career.is_now(study) or career.is_future(study))
        and not is_partial(case, study.passage.text)
    ]
    if done and not (case.has("graduation") and career.is_now(studies[0])):
        return answered(
            *with_details(
                [compose.fact("still_yes", done[0])],
                [compose.fact("now", s) for s in done[1:3]],
            )
        )
    return answered(compose.fact("not_finished", studies[0]))


def studying(case: Case) -> Answer:
    """Whether a course goes on, and which."""
    career, compose = case.career, case.composer
    studies = career.by_time(career.of(Kind.STUDY))
    now = [study for study in studies if career.is_now(study)]
    key = "still_yes" if case.question.yes_no else "studying"
    if now:
        return answered(*(compose.fact(key if n is now[0] else "now", n) for n in now))
    if not studies:
        none = compose.claim("none_of", noun=compose.noun(Kind.STUDY, 2))
        return Answer((none,), False)
    key = "still_no" if case.question.yes_no else "latest"
    return answered(compose.fact(key, studies[0]))


def grade(case: Case) -> Answer:
    compose, career = case.composer, case.career
    graded = [e for e in career.by_time(career.of(Kind.STUDY)) if e.passage.facts.level]
    if not graded:
        return Answer((compose.claim("no_grade"),), False)
    claims = [
        compose.fact("grade", e, level=compose.mark(e.passage.facts.level))
        for e in graded
    ]
    return answered(*with_details(claims[:1], claims[1:2]))


def courses(case: Case) -> Answer:
    compose = case.composer
    details = [d for e in case.career.of(Kind.STUDY) for d in e.details]
    if not details:
        return Answer((compose.claim("not_said"),), False)
    return answered(*compose.items(details))


def graduation(case: Case) -> Answer | None:
    if case.question.yes_no and case.has("graduation"):
        return has_degree(case)
    compose, career = case.composer, case.career
    year = passages_with(case.index, "student_year", PERSONAL)
    quoted = [compose.quotation_of(p, text) for p, text in year[:1]]
    if case.has("student_year") and quoted:
        return answered(*quoted)
    studies = career.by_time(career.of(Kind.STUDY))
    if not studies:
        return Answer(
            (compose.claim("none_of", noun=compose.noun(Kind.STUDY, 2)),), False
        )
    ended = [s for s in studies if s.passage.facts.end]
    if not case.question.past and career.is_now(studies[0]):
        ended = [study for study in ended if career.is_now(study)]
    if career.is_now(studies[0]) and not studies[0].passage.facts.end:
        return Answer((compose.fact("no_graduation", studies[0]), *quoted), False)
    done = [s for s in ended if not career.is_now(s) and not career.is_future(s)]
    done = [s for s in done if not is_partial(case, s.passage.text)] or done
    one = (done or ended or studies)[0]
    return answered(compose.fact("ended", one, end=compose.date(one.passage.facts.end)))
