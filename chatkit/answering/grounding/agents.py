"""Who did it: the person, or somebody else."""

import re
from collections.abc import Sequence

from chatkit.answering.grounding.library import Statement
from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing.reading import Reading

_OTHERS_PART = re.compile(
    r"\b(?:which|that|whom)\s(?P<who>(?:an?|the|another)\s(?:[\w-]+\s){1,4}?)(?P<deed>\w+)(?=[,.;]|$)"
    r"|\b(?P<done>\w+)\sby\s(?P<by>(?:an?|the|another)\s[\w\s-]+)",
    re.IGNORECASE,
)


def takes_credit(reading: Reading, part: Reading, evidence: Reading) -> bool:
    """Whether it says of the person what the evidence says that somebody else did."""
    for found in _OTHERS_PART.finditer(evidence.text):
        deed, who = ("deed", "who") if found["deed"] else ("done", "by")
        done = frozenset(
            key for w in evidence.between(*found.span(deed)) for key in w.own_keys
        )
        others = frozenset(
            key
            for w in evidence.between(*found.span(who))
            if not w.is_function
            for key in w.keys
        )
        is_said = any(w.own_keys & done and not part.is_denied(w) for w in part.words)
        if is_said and not others & reading.keys:
            return True
    return False


def took_over(part: Reading, evidence: Reading) -> bool:
    """Whether it says that the person does what others do by now."""
    return bool(
        PATTERNS["handed_over"].search(evidence.text)
        and PATTERNS["does_now"].search(part.text)
        and not part.negations
        and not PATTERNS["handed_over"].search(part.text)
    )


def is_anothers(reading: Reading, used: Sequence[Statement]) -> bool:
    """Whether it gives others the credit for what the person did."""
    found = PATTERNS["others_deed"].match(reading.text)
    if not found:
        return False
    who = reading.between(*found.span("who"))[-1]
    return not any(
        w.keys & who.keys
        for statement in used
        for w in statement.reading.words[:4]
        if not statement.is_head
    )


def quotes_others(reading: Reading) -> bool:
    return bool(PATTERNS["attribution"].search(reading.text))
