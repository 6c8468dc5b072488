"""Compare a job description with the résumé, word by word.

Which of its words the résumé has, each with a quotation, and which of its names it does
not mention. Whether that makes somebody fit is not for us to say.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.quoting import SHORT, excerpt, quoted
from chatkit.answering.extractive.talk import topics
from chatkit.answering.facts.terms import Hit, Term
from chatkit.answering.language.lexicon import DEFAULT, language
from chatkit.answering.language.words import Word, question_words
from chatkit.answering.text.lexicon import ADVERT
from chatkit.answering.text.tokens import fold

MOST_QUOTED = 6  # passages
MOST_MISSING = 6  # names
MOST_TERMS = 300  # of the description that are looked up
LONGEST = 20_000  # characters of it

SHORT_LINE = 8  # words, of a heading
LONG_LINES, LONG_WORDS = 4, 60  # from where on a message is more than a question

_REFERS = re.compile(
    r"\b(attach\w*|upload\w*|enclosed|vacancy|advert\w*|(the|these|those) requirements?"
    r"|job (description|ad|post|posting|offer)|fit(s|ting)?|match(es|ing)?"
    r"|suit(s|ed|able)?|qualif(y|ies|ied)"
    r"|(this|our|my) (job|role|position|opening|file|document|pdf|text)"
    r"|the (file|document|pdf|opening))\b",
    re.IGNORECASE,
)
#: Where a description begins to ask, and where it begins to offer.
_ASKS = re.compile(
    r"\b(require\w*|must|you (?:have|need)|you bring|you are|looking for|qualifications?|skills?"
    r"|experience\w*|essential|profile|responsib\w+|knows?)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(we offer|what we offer|benefits|about us|how to apply|to apply)\b",
    re.IGNORECASE,
)


def compare_job_description(case: Case) -> Answer | None:
    """None unless the question refers to an attached description or is one itself."""
    text = case.question.text
    if case.attached and _REFERS.search(text[:1000]):
        return _compare(case.attached, case, "attached")
    if _is_long(text) and len(set(_ASKS.findall(text[:LONGEST].lower()))) > 1:
        return _compare(text, case, "pasted")
    return None


def _is_long(text: str) -> bool:
    lines = [line for line in text[:LONGEST].splitlines() if line.strip()]
    return len(lines) >= LONG_LINES or len(text[:LONGEST].split()) >= LONG_WORDS


def _compare(text: str, case: Case, came: str) -> Answer:
    """``text`` is the visitor's; what is said of the person is quoted."""
    terms = list(_terms(text))[:MOST_TERMS]
    hits = case.index.search(terms, language(DEFAULT))
    hits.sort(key=lambda hit: -len(hit.covered))
    covered = {at for hit in hits for at in hit.covered}
    missing = [t for at, t in enumerate(terms) if at not in covered and t.named]
    claims = list(_quotations(case, hits, terms))
    if claims:
        lead = f"Of what the {came} text asks for, the résumé has:"
        claims.insert(0, Claim(lead))
    else:
        lead = f"I found nothing that the {came} text asks for in the résumé."
        claims = [Claim(lead), Claim(f"You can ask about {topics(case)}.")]
    if missing:
        listed = _listed(missing[:MOST_MISSING])
        claims.append(Claim(f"The résumé does not mention {listed}."))
    if hits:
        claims.append(Claim("I compare words; whether it fits is for you to judge."))
    return Answer(tuple(claims), bool(hits))


def _quotations(
    case: Case, hits: Sequence[Hit], terms: Sequence[Term]
) -> Iterator[Claim]:
    """A passage for the terms that those before it lack."""
    seen: set[int] = set()
    quotations = 0
    for hit in hits:
        new = [terms[at] for at in sorted(hit.covered - seen)]
        if not new or quotations == MOST_QUOTED:
            continue
        seen |= hit.covered
        quotations += 1
        wanted = [word for term in new for word in case.index.words_of(term)]
        said = quoted(excerpt(hit.passage, wanted, SHORT))
        yield Claim(f"{_listed(new)}: {said}", (hit.passage,), bullet=True)


def _terms(text: str) -> Iterator[Term]:
    """What could be looked up in the lines that ask, each once."""
    english = language(DEFAULT)
    seen: set[tuple[str, ...]] = set()
    common = frozenset(english.key(fold(word)) for word in ADVERT)
    for line in _asking(unicodedata.normalize("NFC", text[:LONGEST])):
        row: list[Word] = []
        for word in [*question_words(line, english), None]:
            joins = word and word.named and row and word.start - row[-1].end <= 1
            if row and not joins:
                yield from _once(_name(row), seen)
                row = []
            if word is None or word.fold in english.function or word.fold.isdigit():
                continue
            if word.named:
                row.append(word)
            elif word.key not in common and word.key not in english.light:
                yield from _once(Term(word.text, (word.fold,)), seen)


def _name(row: Sequence[Word]) -> Term:
    text = " ".join(word.text for word in row)
    return Term(text, tuple(word.fold for word in row), named=True)


def _once(term: Term, seen: set[tuple[str, ...]]) -> Iterator[Term]:
    if term.folds not in seen:
        seen.add(term.folds)
        yield term


def _asking(text: str) -> Iterator[str]:
    """The lines that ask for something, to the last.

    Left out are the headings above them, of title and employer, and what is offered.
    """
    asks = False
    begun = False
    for line in text.splitlines():
        if _OFFERS.search(line) and len(line.split()) <= SHORT_LINE:
            asks = False
        elif _ASKS.search(line) or (not begun and _is_sentence(line)):
            asks = begun = True
        if asks:
            yield line.strip(" \t•–—-*·")


def _is_sentence(line: str) -> bool:
    return (
        line.rstrip().endswith((".", "!", "?", ";")) or len(line.split()) > SHORT_LINE
    )


def _listed(terms: Sequence[Term]) -> str:
    return ", ".join(f"“{term.text}”" for term in terms)
