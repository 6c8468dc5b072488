"""The fit sheet as an answer of the chat: the balance, the evidence, the gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, Composer
from chatkit.answering.fit.description import Requirement, read_description
from chatkit.answering.fit.findings import Verdict
from chatkit.answering.fit.sheet import (
    Row,
    Sheet,
    balance,
    compare,
    gaps,
    shortened,
    uncounted,
)
from chatkit.answering.fit.vocabulary import vocabulary
from chatkit.answering.language.detection import detect
from chatkit.answering.language.lexicon import CODES, Language, language

SAMPLE = 4_000  # characters that show a description's language
LONG = 100  # characters, from which on a message may be a description
LONGEST_REQUEST = 1_000  # characters of a question about a file
MOST_SHOWN = 4  # rows with evidence; the sheet has all


@dataclass(frozen=True, slots=True)
class FitAnswer(Answer):
    sheet: Sheet
    composer: Composer


def compare_job_description(case: Case) -> Answer | None:
    """None unless the question is a job description or asks about an attached one."""
    for text, surely in _texts(case):
        asked_in = _language(text, case)
        words = vocabulary(asked_in)
        required = read_description(text, words, surely=surely, likely=_refers(case))
        if required or surely:
            return _answer(case, required, asked_in)
    return None


def _answer(case: Case, required: list[Requirement], asked_in: Language) -> Answer:
    sheet = compare(required, asked_in, case.career, case.index, case.composer)
    if not sheet.rows:
        nothing = case.composer.language.fit["say"]["nothing"]
        return Answer((Claim(nothing),), False)
    claims = (Claim(balance(sheet, case.composer)), *_claims(case, sheet))
    found_any = any(row.evidence for row in sheet.rows)
    return FitAnswer(claims, found_any, sheet, case.composer)


def _texts(case: Case) -> Iterator[tuple[str, bool]]:
    """What may be a description, and whether the visitor says that it is one."""
    text = case.question.text
    if len(text) > LONG or "\n" in text or ":" in text or _refers(case):
        yield text, False
    if case.attached and _refers(case):
        yield case.attached, True


def _refers(case: Case) -> bool:
    """Whether the message speaks of a job, or of a file."""
    asked = case.question.language
    keys = asked.keys(case.question.text[:LONGEST_REQUEST])
    return vocabulary(asked).has("refers", keys)


def _language(text: str, case: Case) -> Language:
    asked = case.question.language
    code = detect(text[:SAMPLE], case.index.names, asked.code)
    return language(code) if code in CODES else asked


def _claims(case: Case, sheet: Sheet) -> list[Claim]:
    compose = case.composer
    shown = [*sheet.of(Verdict.MET), *sheet.of(Verdict.PARTLY)]
    claims = [_item(row) for row in shown[:MOST_SHOWN]]
    if rest := shown[MOST_SHOWN:]:
        text = compose.phrases["more"].format(count=compose.number(len(rest)))
        claims.append(Claim(text, (rest[0].evidence[0].passage,), bullet=True))
    ends = (gaps(sheet, compose), *uncounted(sheet, compose))
    return claims + [Claim(text) for text in ends if text]


def _item(row: Row) -> Claim:
    """A requirement with its best evidence, and what is short of it."""
    said = [evidence.text for evidence in row.evidence[:1]]
    text = f"{shortened(row.asked)}: {' '.join([*said, *row.notes])}"
    return Claim(text, tuple(e.passage for e in row.evidence), bullet=True)
