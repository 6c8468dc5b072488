"""One sentence of an answer after the other against the passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chatkit.answering.grounding import contacts, names, numbers, titles
from chatkit.answering.grounding.clauses import Clauses
from chatkit.answering.grounding.evidence import Ground, Said
from chatkit.answering.grounding.masking import Masked, Ungrounded, mask, without
from chatkit.answering.grounding.sentences import split
from chatkit.answering.passages import Passage


@lru_cache(maxsize=8)
def ground(passages: tuple[Passage, ...], today: date) -> Ground:
    """The index, kept: a long résumé takes tenths of a second, and seldom changes."""
    return Ground(passages, today)


@dataclass(frozen=True, slots=True)
class Checked:
    """``text`` may be shown; ``cut`` are the sentences and lines taken out of it."""

    text: str
    cut: tuple[str, ...] = ()


class Guard:
    """Judges the sentences of one answer. Keeps nothing of one for the next.

    ``heard`` is what the visitor said in the thread. It may be named again ("You asked
    about Google."), it never is a ground for what is said of the person.
    """

    def __init__(
        self, passages: Sequence[Passage], heard: str, today: date | None = None
    ) -> None:
        self._ground = ground(tuple(passages), today or date.today())
        self._heard = Said([heard])
        self._people = frozenset(self._ground.people)

    def sentence(self, text: str) -> Checked:
        """The text as it is, or without all of it but the line breaks it ends with.

        A sentence is not marked instead of cut: a mark leaves the false claim to be
        read, and to be quoted without the mark. No word in it is cut alone either:
        what would be left was never checked to mean what the passages say.
        """
        if (
            not text.strip()
            or self._ground.quotes(text)
            or not self._claims(mask(text))
        ):
            return Checked(text)
        after = text[len(text.rstrip()) :]
        is_item = text.lstrip()[:1] in set("-*+•–|>#") or text.lstrip()[:1].isdigit()
        kept = after[after.find("\n") :] if "\n" in after and not is_item else ""
        return Checked(kept, (text.strip(),))

    def _claims(self, sentence: Masked) -> bool:
        """Whether anything in it stands without ground."""
        clauses: Clauses | None = None
        for part in self._ungrounded(sentence):
            clauses = clauses or Clauses(sentence.text, self._people)
            if clauses.deny(part.start):
                continue
            said = self._heard.holds(sentence.text[part.start : part.end])
            if not (said and clauses.repeat(part.start, part.end)):
                return True
        return False

    def _ungrounded(self, sentence: Masked) -> Iterator[Ungrounded]:
        addresses = contacts.find(sentence.text)
        for contact in addresses:
            if not contacts.known(contact.value, self._ground.contacts):
                yield Ungrounded(contact.start, contact.end)
        rest = Masked(without(sentence.text, addresses), sentence.label_end)
        yield from numbers.ungrounded(rest.text, self._ground)
        yield from titles.ungrounded(rest.text, self._ground)
        yield from names.ungrounded(rest, self._ground)


def check(text: str, passages: Sequence[Passage], heard: str) -> Checked:
    """A whole answer, sentence by sentence.

    ``text`` comes back without what has no ground in the passages; where all of it was
    cut, only white space is left.
    """
    guard = Guard(passages, heard)
    checked = [guard.sentence(sentence) for sentence in split(text)]
    return Checked(
        "".join(part.text for part in checked),
        tuple(cut for part in checked for cut in part.cut),
    )
