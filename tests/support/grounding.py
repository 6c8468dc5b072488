"""Whole texts for the parts of the guard that work on a stream."""

from collections.abc import Sequence

from chatkit.answering.grounding import Checked, Guard, Sentences
from chatkit.answering.passages import Passage


def split(text: str) -> list[str]:
    sentences = Sentences()
    return [*sentences.feed(text), *sentences.finish()]


def check(text: str, passages: Sequence[Passage], visitor_text: str) -> Checked:
    """A whole answer, sentence by sentence."""
    guard = Guard(passages, visitor_text)
    checked = [guard.check_sentence(sentence) for sentence in split(text)]
    return Checked(
        "".join(part.text for part in checked),
        tuple(cut for part in checked for cut in part.cut),
    )
