"""Time itself: which step answers how long, in total, gaps, overlaps, a year."""

from chatkit.answering.career.comparison import EXTREMES, compare, extreme
from chatkit.answering.career.dates import how_long, on_date
from chatkit.answering.career.levels import as_well
from chatkit.answering.career.overlaps import overlap
from chatkit.answering.career.periods import gap, in_period
from chatkit.answering.career.totals import (
    each_stay,
    how_long_of,
    summed_up,
    total,
    years_asked,
)
from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer

SEVERAL = 2


def answer_measured(case: Case) -> Answer | None:
    """ "A native speaker?", "for more than ten years?": a measure settles it."""
    if found := as_well(case):
        return found
    if not years_asked(case) or case.question.period:
        return None
    found = how_long(case) if case.question.entries else total(case)
    return found if found and found.found else None


def answer_span(case: Case) -> Answer | None:
    question = case.question
    if case.has("each") and (found := each_stay(case)):
        return found
    if case.has("gap") and not case.has("overlap"):
        return gap(case)
    if case.has("overlap", "while"):
        return overlap(case)
    compares = case.has("first_of", "later_of", "longer", "compare") or _chooses(case)
    of_many = not question.mentions and len(question.entries) > SEVERAL
    if compares and len(case.dated) >= SEVERAL and not of_many:
        return compare(case)
    chosen = question.is_follow_up and len(question.entries) > 1
    if case.has("longest", "shortest") or (chosen and case.has(*EXTREMES)):
        return extreme(case)
    if case.has("total") and len(question.mentions) > 1 and case.dated:
        return summed_up(case, case.dated)
    if case.has("total") and not question.entries and not question.period:
        return total(case)
    if case.has("how_long", "since") and not question.entries:
        is_now = case.has("now") and not question.core
        return None if is_now else how_long_of(case)
    if found := on_date(case):
        return found
    if question.period and not question.core:
        return in_period(case, question.period)
    return None


def _chooses(case: Case) -> bool:
    """ "before or after": "was that before her internship?"."""
    question = case.question
    several = SEVERAL - question.is_follow_up
    beside = case.has("before", "after", "previous")
    return beside and question.yes_no and len(question.mentions) >= several
