"""A quotation, with which somebody else settles what the rules leave undecided.

Whoever chose it may be wrong or misled. So it only makes up for words that the résumé has
nowhere, and the rest of the sentence, half of it at least, has to hold of the quoted
passage and the head of its entry alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chatkit.answering.grounding import evidence
from chatkit.answering.grounding.library import Entry
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.unknown import is_fact
from chatkit.answering.grounding.verdict import SOFT, Verdict
from chatkit.answering.parsing.masking import Span

MOST_ENTRIES = 4
SHORTEST = 3  # words, where it is not the whole passage
_QUOTES = str.maketrans("‘’‚“”„«»", '\'\'\'"""""')


def quotable(said: Said, verdict: Verdict, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a quotation may be from; no quotation proves a negation."""
    if not verdict.is_undecided or said.reading.negations:
        return []
    named = [entry for _, _, entry in said.named]
    found = []
    for entry in list(dict.fromkeys(named or entries))[:MOST_ENTRIES]:
        together = list(dict.fromkeys([entry, *named]))
        judged = evidence.judge(said, _whole(said), together)
        verdict.effort += judged.effort
        if _lacks_words_only(said, judged, together):
            found.append(entry)
    return found


def _lacks_words_only(said: Said, judged: Verdict, together: Sequence[Entry]) -> bool:
    keys = frozenset().union(*(e.keys for e in together))
    words = said.content(_whole(said), together)
    unknown = [word for word in words if not word.keys & keys]
    return (
        judged.is_undecided
        and judged.supported >= len(unknown)
        and not any(word.keys & said.library.keys for word in unknown)
        and not any(is_fact(said, word) for word in unknown)
    )


def settle(said: Said, quotation: str, entries: Sequence[Entry]) -> Verdict | None:
    """The verdict by the first of the entries that has the quotation, word by word."""
    quoted = _normalize(quotation)
    found = re.compile(rf"(?<!\w){re.escape(quoted)}(?!\w)")
    for entry in entries:
        for number, passage in entry.passages:
            text = _normalize(passage.text)
            is_long = len(quoted.split()) >= SHORTEST or quoted == text
            if not (quoted and is_long and found.search(text)):
                continue
            parts = {entry.number: entry.passage, number: passage}
            part = replace(entry, passages=list(parts.items()))
            if evidence.judge(said, _whole(said), [part]).hardest <= SOFT:
                verdict = Verdict(entries=[entry])
                verdict.support(next(s for s in entry.statements if s.number == number))
                return verdict
    return None


def _whole(said: Said) -> Span:
    return Span(0, len(said.reading.text))


def _normalize(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())
