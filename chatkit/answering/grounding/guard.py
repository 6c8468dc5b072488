"""Check the sentences of an answer against the passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chatkit.answering.grounding.clauses import Clauses
from chatkit.answering.grounding.contacts import find_contacts, is_published
from chatkit.answering.grounding.evidence import Evidence, Mentions
from chatkit.answering.grounding.masking import Masked, Span, blank_out, mask
from chatkit.answering.grounding.names import find_unsupported_names
from chatkit.answering.grounding.numbers import find_unsupported_numbers
from chatkit.answering.grounding.titles import find_unsupported_titles
from chatkit.answering.passages import Passage


@lru_cache(maxsize=8)
def _cached_evidence(passages: tuple[Passage, ...], today: date) -> Evidence:
    """Cached, since a long résumé takes tenths of a second."""
    return Evidence(passages, today)


@dataclass(frozen=True, slots=True)
class Checked:
    """``text`` may be shown; ``cut`` are the sentences and lines removed from it."""

    text: str
    cut: tuple[str, ...] = ()


class Guard:
    """Checks each sentence of an answer by itself.

    ``visitor_text`` is what the visitor wrote in the thread. It may be repeated ("You
    asked about Google."), but is never evidence for a claim about the person.
    """

    def __init__(
        self, passages: Sequence[Passage], visitor_text: str, today: date | None = None
    ) -> None:
        self._evidence = _cached_evidence(tuple(passages), today or date.today())
        self._visitor_words = Mentions(visitor_text)
        self._people = frozenset(self._evidence.people)

    def check_sentence(self, text: str) -> Checked:
        """The whole sentence, or nothing but the line breaks that it ends with.

        A false sentence is cut whole: a marked one would still be read and quoted, and
        the rest of a shortened one might mean something else.
        """
        if (
            not text.strip()
            or self._evidence.quotes(text)
            or not self._claims(mask(text))
        ):
            return Checked(text)
        after = text[len(text.rstrip()) :]
        is_item = text.lstrip()[:1] in set("-*+•–|>#") or text.lstrip()[:1].isdigit()
        kept = after[after.find("\n") :] if "\n" in after and not is_item else ""
        return Checked(kept, (text.strip(),))

    def _claims(self, sentence: Masked) -> bool:
        clauses: Clauses | None = None
        for part in self._unsupported(sentence):
            clauses = clauses or Clauses(sentence.text, self._people)
            if clauses.is_denied(part.start):
                continue
            known = self._visitor_words.include(sentence.text[part.start : part.end])
            if not (known and clauses.is_repeated(part.start, part.end)):
                return True
        return False

    def _unsupported(self, sentence: Masked) -> Iterator[Span]:
        contacts = find_contacts(sentence.text)
        for contact in contacts:
            if not is_published(contact.value, self._evidence.contacts):
                yield contact
        rest = Masked(blank_out(sentence.text, contacts), sentence.label_end)
        yield from find_unsupported_numbers(rest.text, self._evidence)
        yield from find_unsupported_titles(rest.text, self._evidence)
        yield from find_unsupported_names(rest, self._evidence)
