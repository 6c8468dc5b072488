"""The fit sheet: each requirement with a verdict, and the evidence it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatkit.answering.extractive.compose import Composer
from chatkit.answering.facts.career import Career
from chatkit.answering.facts.index import Index
from chatkit.answering.fit.description import MOST, Requirement
from chatkit.answering.fit.findings import Finding, Verdict
from chatkit.answering.fit.matching import Matcher
from chatkit.answering.fit.parts import read_parts
from chatkit.answering.fit.vocabulary import vocabulary
from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Passage

MOST_EVIDENCE = 3  # passages of a row
LONG = 120  # characters of a requirement named in a sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """``text`` quotes the passage, or states its facts."""

    passage: Passage
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """``asked`` is the visitor's; ``notes`` are ours."""

    asked: str
    must: bool
    verdict: Verdict
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        return self.verdict.name.lower()


@dataclass(frozen=True, slots=True)
class Sheet:
    """``soft`` are personal qualities, which no résumé shows, and ``unknown`` what is
    asked in words that can't be compared; both in the visitor's words."""

    requirements: tuple[Requirement, ...]
    language: str  # of the description
    rows: tuple[Row, ...]
    soft: tuple[str, ...]
    unknown: tuple[str, ...]
    is_cut: bool

    def of(self, verdict: Verdict) -> list[Row]:
        return [row for row in self.rows if row.verdict is verdict]


def compare(
    requirements: Sequence[Requirement],
    language: Language,
    career: Career,
    index: Index,
    composer: Composer,
) -> Sheet:
    """At most ``MOST`` rows; requirements that name nothing to be compared have none."""
    matcher = Matcher(career, index, composer, language)
    rows: list[Row] = []
    kept: list[Requirement] = []
    soft: list[str] = []
    unknown: list[str] = []
    for one in requirements:
        if len(rows) == MOST:
            break
        parts = read_parts(one.text, vocabulary(language))
        soft += parts.soft
        if parts.groups:
            findings = [matcher.best(group) for group in parts.groups]
            if len(findings) > 1:
                named = zip(parts.groups, findings, strict=True)
                findings = [found.about(group[0].text) for group, found in named]
            row = _row(one, findings, composer)
            if row.verdict is Verdict.UNKNOWN:
                unknown.append(row.asked)
            else:
                rows.append(row)
        if parts.groups or parts.soft:
            kept.append(one)
    is_cut = len(rows) == MOST and len(requirements) > len(kept)
    return Sheet(
        tuple(kept), language.code, tuple(rows), _once(soft), tuple(unknown), is_cut
    )


def _row(one: Requirement, findings: Sequence[Finding], composer: Composer) -> Row:
    said = composer.language.fit["say"]
    verdict = _verdict({finding.verdict for finding in findings})
    missing = _once(text for finding in findings for text in finding.missing)
    unknown = _once(text for finding in findings for text in finding.unknown)
    notes = [note for finding in findings for note in finding.notes]
    if verdict is Verdict.PARTLY:
        for key, texts in (("unmentioned", missing), ("uncompared", unknown)):
            if texts:
                notes.append(said[key].format(words=composer.join(texts)))
    evidence: dict[str, Evidence] = {}
    for rank in range(MOST_EVIDENCE):
        for finding in findings:
            for passage in finding.passages[rank : rank + 1]:
                if passage.id not in evidence and len(evidence) < MOST_EVIDENCE:
                    evidence[passage.id] = _evidence(passage, finding, composer)
    return Row(one.text, one.must, verdict, _once(notes), tuple(evidence.values()))


def _verdict(verdicts: set[Verdict]) -> Verdict:
    if len(verdicts) == 1:
        return verdicts.pop()
    found = max(verdicts) >= Verdict.PARTLY
    return Verdict.PARTLY if found else Verdict.UNKNOWN


def _evidence(passage: Passage, finding: Finding, composer: Composer) -> Evidence:
    claim = composer.quotation(passage, finding.wanted, bullet=True)
    return Evidence(passage, claim.text)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def sections(sheet: Sheet) -> list[tuple[str, list[Row]]]:
    """What must be there before what would be nice; those that have rows."""
    parts = [("must", True), ("nice", False)]
    found = [(name, [row for row in sheet.rows if row.must is m]) for name, m in parts]
    return [(name, rows) for name, rows in found if rows]


def balance(sheet: Sheet, composer: Composer) -> str:
    """ "Meets 6 of 9 requirements, 2 partly; 1 not in the résumé." """
    said = composer.language.fit["say"]
    met, partly, missing = (
        len(sheet.of(v)) for v in (Verdict.MET, Verdict.PARTLY, Verdict.MISSING)
    )
    one, _, many = said["requirements"].partition(" | ")
    count = f"{len(sheet.rows)} {one if len(sheet.rows) == 1 else many}"
    text = said["balance"].format(met=met, count=count)
    if partly:
        text += said["balance_partly"].format(count=partly)
    if missing:
        text += said["balance_missing"].format(count=missing)
    return f"{text}."


def gaps(sheet: Sheet, composer: Composer) -> str:
    """What is asked and nowhere in the résumé; "" for nothing."""
    texts = [shortened(row.asked) for row in sheet.of(Verdict.MISSING)]
    said = composer.language.fit["say"]["gaps"]
    return str(said.format(words="; ".join(texts))) if texts else ""


def uncounted(sheet: Sheet, composer: Composer) -> list[str]:
    """What is left out of the balance, and why."""
    said = composer.language.fit["say"]
    notes = []
    if sheet.unknown:
        texts = "; ".join(map(shortened, sheet.unknown))
        notes.append(said["unknown"].format(words=texts))
    if sheet.soft:
        notes.append(said["soft"].format(words=", ".join(sheet.soft)))
    if sheet.is_cut:
        notes.append(said["more_rows"].format(count=len(sheet.rows)))
    return notes


def shortened(text: str) -> str:
    return text if len(text) <= LONG else text[: text.rfind(" ", 0, LONG)] + " …"
