"""What a topic is."""

from dataclasses import dataclass

from chatkit.answering.extractive.selectors import Selector


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask about, the patterns that show it, and what answers it.

    A pattern is a row of words in order; ``*`` stands for up to four others, ``@`` for
    the name of the person. Words are compared by stem, the longest pattern wins, and
    no word serves two patterns.

    - A ``strong`` pattern settles the topic.
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
    select: Selector
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    strict: bool = False
    offered: bool = False
    instead: "Topic | None" = None
    seek: str = ""


def patterns(text: str) -> tuple[str, ...]:
    """``"phone | call * number"`` as two patterns."""
    return tuple(pattern.strip() for pattern in text.split("|"))
