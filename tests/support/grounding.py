"""Whole texts for the parts of the guard that work on a stream."""

from collections.abc import Sequence

from chatkit.answering.grounding import AnswerGuard, Checked, Guard, Sentences
from chatkit.answering.passages import Passage

LEFT_OUT = "\n\n(An unsupported statement was omitted.)"


def answer(text: str, passages: Sequence[Passage], question: str = "") -> str:
    """What of a whole answer reaches the visitor, with marks."""
    guard = Guard(passages, question, question=question)
    answered = AnswerGuard(lambda: guard)
    shown = "".join(answered.check(sentence) for sentence in split(text))
    return shown + answered.finish()


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
