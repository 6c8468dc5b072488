"""What a topic is."""

from dataclasses import dataclass

from chatkit.answering.extractive.selectors import Pick


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask about, the words that show it, and what answers it.

    A cue is a row of words in order; ``*`` stands for up to four others, ``@`` for
    the name of the person. Words are
    compared by stem, the longest cue wins, and no word serves two cues.

    - A ``strong`` cue settles the topic.
    - A ``weak`` one counts only where the question names nothing else: "what do
      they do" against "what do they do at Northwind".
    - A ``hint`` is also looked up: "PhD" is about education, and there or not.

    ``strict``: words asked together with the topic must be found within it.
    ``label`` is what is missing when nothing answers, and, where ``offered``, what
    a visitor is told could be asked. ``instead`` is quoted when there is nothing.
    ``seek``: sentences with these words are quoted before others.
    """

    label: str
    lead: str
    pick: Pick
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    strict: bool = False
    offered: bool = False
    instead: "Topic | None" = None
    seek: str = ""


def cues(text: str) -> tuple[str, ...]:
    """``"phone | call * number"`` as two cues."""
    return tuple(cue.strip() for cue in text.split("|"))
