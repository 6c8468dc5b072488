"""Compare a job description with the résumé, word by word.

Which of its words the résumé has, each with a quotation, and which of its names it does
not mention. Whether that makes somebody fit is not for us to say.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.index import Hit, Term
from chatkit.answering.extractive.question import Case, group_names, is_searchable
from chatkit.answering.extractive.retrieval import unfound
from chatkit.answering.text.lexicon import ADVERT
from chatkit.answering.text.tokens import stem, tokenize

MOST_QUOTED = 6  # passages
MOST_MISSING = 6  # names
MOST_TERMS = 80  # of the description that are looked up

COMMON = frozenset(map(stem, ADVERT))

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
    r"\b(require\w*|must|you have|you bring|you are|looking for|qualifications?|skills?"
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
    if case.attached and _REFERS.search(text):
        return _compare(case.attached, case, "attached")
    if case.question.is_long and len(set(_ASKS.findall(text.lower()))) > 1:
        return _compare(text, case, "pasted")
    return None


def _compare(text: str, case: Case, came: str) -> Answer:
    """``text`` is the visitor's; what is said of the person is quoted."""
    terms = list(_terms(text))[:MOST_TERMS]
    hits = case.index.search(terms)
    missing = [term for term in unfound(terms, hits) if term[0].named]
    claims = list(_quotations(hits, terms))
    if claims:
        lead = f"Of what the {came} text asks for, the résumé has:"
        claims.insert(0, Claim(lead))
    else:
        lead = f"I found nothing that the {came} text asks for in the résumé."
        claims = [Claim(lead), compose.offers(case.passages)]
    if missing:
        listed = _listed(missing[:MOST_MISSING])
        claims.append(Claim(f"The résumé does not mention {listed}."))
    if hits:
        claims.append(Claim("I compare words; whether it fits is for you to judge."))
    return Answer(tuple(claims), bool(hits))


def _quotations(hits: Sequence[Hit], terms: Sequence[Term]) -> Iterator[Claim]:
    """A passage for the terms that those before it lack."""
    seen: set[int] = set()
    quoted = 0
    for hit in hits:
        new = [terms[at] for at in sorted(hit.covered - seen)]
        if not new or quoted == MOST_QUOTED:
            continue
        seen |= hit.covered
        quoted += 1
        said = compose.quote(compose.excerpt(hit.passage, new, brief=True))
        yield Claim(f"{_listed(new)}: {said}", (hit.passage,), bullet=True)


def _terms(text: str) -> Iterator[Term]:
    """What could be looked up in the lines that ask, each once."""
    seen = set()
    for line in _asking(unicodedata.normalize("NFC", text)):
        words = [
            (at, word)
            for at, word in enumerate(tokenize(line))
            if is_searchable(word) and not word.exact.isdigit()
            if word.named or word.stem not in COMMON
        ]
        for term in group_names(words, line):
            key = tuple(word.exact for word in term)
            if key not in seen:
                seen.add(key)
                yield term


def _asking(text: str) -> Sequence[str]:
    lines = [line.strip(" \t•–—-*·") for line in text.splitlines()]
    begin = next((at for at, line in enumerate(lines) if _ASKS.search(line)), 0)
    rest = lines[begin:]
    end = next((at for at, line in enumerate(rest) if _OFFERS.search(line)), len(rest))
    return rest[: end or None]


def _listed(terms: Sequence[Term]) -> str:
    return ", ".join(f"“{' '.join(word.text for word in term)}”" for term in terms)
