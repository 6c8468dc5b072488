"""The owner's answers as passages, after those of the résumé."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from chatkit.answering.owner.words import NOTHING, OwnWords
from chatkit.answering.passages import Kind, NoFacts, Passage, published
from chatkit.config import conf
from chatkit.config.resolve import Config


@dataclass(frozen=True, slots=True)
class OwnPassage:
    """``title`` is what it answers; its page shows both."""

    id: str
    title: str
    text: str
    kind: str = Kind.ANSWER
    parent: str = ""
    facts: NoFacts = NoFacts()

    @property
    def url(self) -> str:
        return reverse("chatkit:answer", args=[self.id])


def load_material() -> tuple[Config, Sequence[Passage]]:
    """What an answer rests on, as it was saved last; two queries if nothing changed."""
    config = conf.latest()
    return config, with_own_words(published(), config.own_words)


_last: tuple[Sequence[Passage], OwnWords, Sequence[Passage]] | None = None


def with_own_words(published: Sequence[Passage], words: OwnWords) -> Sequence[Passage]:
    """The same object as long as neither changes: indexes are kept by it."""
    global _last  # noqa: PLW0603
    if words == NOTHING or not published:
        return published
    kept = _last
    if kept and kept[0] is published and kept[1] == words:
        return kept[2]
    name = next((p.title for p in published if p.kind == Kind.PERSON), "")
    own = [
        OwnPassage(
            one.id,
            f"{name}: {one.questions[0]}" if name else one.questions[0],
            one.text,
        )
        for one in words.texts()
        if one.questions and one.text
    ]
    _last = (published, words, (*published, *own))
    return _last[2]
