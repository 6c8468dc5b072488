"""A quotation, with which somebody else settles what the rules leave undecided.

Whoever chose it may be wrong or misled. So it only makes up for words that the résumé has
nowhere, and the rest of the sentence has to hold of the quoted passage and the head of
its entry alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chatkit.answering.grounding.claims import Claim
from chatkit.answering.grounding.library import Entry
from chatkit.answering.grounding.said import SOFT, Said, Verdict
from chatkit.answering.grounding.support import is_fact
from chatkit.answering.parsing.masking import Span

MOST_ENTRIES = 4
SOME = 0.2  # of its words have evidence
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
        judged = judge(said, together)
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
        and judged.support >= SOME
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
            if judge(said, [part]).hardest <= SOFT:
                verdict = Verdict(entries=[entry])
                verdict.use(next(s for s in entry.statements if s.number == number))
                return verdict
    return None


def judge(said: Said, entries: Sequence[Entry]) -> Verdict:
    return Claim(said, entries).judge_by(entries)


def _whole(said: Said) -> Span:
    return Span(0, len(said.reading.text))


def _normalize(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())
