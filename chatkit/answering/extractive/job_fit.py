"""Hold a job description against the résumé, word by word.

Which of its words the résumé has, each with a quotation, and which of its names it does
not mention. Whether that makes somebody fit is not for us to say.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.extractive.matching import Group
from chatkit.answering.extractive.questions import grouped, tells
from chatkit.answering.extractive.ranking import Hit, Index
from chatkit.answering.extractive.selection import unfound
from chatkit.answering.extractive.vocabulary import ADVERT
from chatkit.answering.passages import Passage
from chatkit.answering.text.tokens import stem, tokenise

MOST_QUOTED = 6  # passages
MOST_MISSING = 6  # names
MOST_WORDS = 80  # of the attached text that are looked up
PASTED_LINES, PASTED_WORDS = 4, 60  # from where on a message may be a description
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


def refers(question: str, attached: str) -> bool:
    """Whether a question is about what was attached."""
    return bool(attached) and bool(_REFERS.search(question))


def is_pasted(question: str) -> bool:
    """Whether a message is itself a description, rather than a question."""
    lines = [line for line in question.splitlines() if line.strip()]
    long = len(lines) >= PASTED_LINES or len(question.split()) >= PASTED_WORDS
    return long and len(set(_ASKS.findall(question.lower()))) > 1


def find(
    text: str, index: Index, passages: Sequence[Passage], *, came: str = "attached"
) -> Answer:
    """``text`` is the visitor's; what is said of the person is quoted."""
    groups = list(_groups(text))[:MOST_WORDS]
    hits = index.search(groups)
    named = [group for group in unfound(groups, hits) if group[0].named]
    claims = list(_quotations(hits, groups))
    if claims:
        lead = f"Of what the {came} text asks for, the résumé has:"
        claims.insert(0, Claim(lead))
    else:
        lead = f"I found nothing that the {came} text asks for in the résumé."
        claims = [Claim(lead), compose.offers(passages)]
    if named:
        listed = ", ".join(f"“{_text(group)}”" for group in named[:MOST_MISSING])
        claims.append(Claim(f"The résumé does not mention {listed}."))
    if hits:
        claims.append(Claim("I compare words; whether it fits is for you to judge."))
    return Answer(tuple(claims), bool(hits))


def _quotations(hits: Sequence[Hit], groups: Sequence[Group]) -> Iterator[Claim]:
    """A passage for the words that those before it lack."""
    seen: set[int] = set()
    quoted = 0
    for hit in hits:
        new = [groups[at] for at in sorted(hit.covered - seen)]
        if not new or quoted == MOST_QUOTED:
            continue
        seen |= hit.covered
        quoted += 1
        words = ", ".join(f"“{_text(group)}”" for group in new)
        said = compose.quoted(compose.excerpt(hit.passage, new, brief=True))
        yield Claim(f"{words}: {said}", (hit.passage,), bullet=True)


def _groups(attached: str) -> Iterator[Group]:
    """What could be looked up in the lines that ask, each once."""
    seen = set()
    for line in _asking(unicodedata.normalize("NFC", attached)):
        words = enumerate(tokenise(line))
        terms = [
            (at, word)
            for at, word in words
            if tells(word) and not word.exact.isdigit()
            if word.named or word.stem not in COMMON
        ]
        for group in grouped(terms, line):
            key = tuple(word.exact for word in group)
            if key not in seen:
                seen.add(key)
                yield group


def _asking(text: str) -> Sequence[str]:
    lines = [line.strip(" \t•–—-*·") for line in text.splitlines()]
    begin = next((at for at, line in enumerate(lines) if _ASKS.search(line)), 0)
    rest = lines[begin:]
    end = next((at for at, line in enumerate(rest) if _OFFERS.search(line)), len(rest))
    return rest[: end or None]


def _text(group: Group) -> str:
    return " ".join(word.text for word in group)
