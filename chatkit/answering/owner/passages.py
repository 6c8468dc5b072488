"""The owner's answers as passages, after those of the résumé."""

from collections import deque
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


def load_material(resume: str = "") -> tuple[Config, Sequence[Passage]]:
    """What an answer rests on, as it was saved last; two queries if nothing changed."""
    config = conf.latest()
    return config, with_own_words(published(resume), config.own_words)


_kept: deque[tuple[Sequence[Passage], OwnWords, Sequence[Passage]]] = deque(maxlen=4)


def with_own_words(published: Sequence[Passage], words: OwnWords) -> Sequence[Passage]:
    """The same object as long as neither changes: indexes are kept by it."""
    if words == NOTHING or not published:
        return published
    for of, said, both in tuple(_kept):
        if of is published and said == words:
            return both
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
    _kept.append((published, words, both := (*published, *own)))
    return both
