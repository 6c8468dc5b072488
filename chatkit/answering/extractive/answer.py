"""An answer as the embedded answerer composes it, before it is streamed."""

from dataclasses import dataclass

from chatkit.answering.passages import Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """One or two sentences; ``passages`` are those they quote, best first.

    Without passages it claims nothing about the person ("The résumé does not say.").
    ``bullet`` makes it an item of a list; other claims share a paragraph.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``found`` is False when the résumé does not say."""

    claims: tuple[Claim, ...]
    found: bool
