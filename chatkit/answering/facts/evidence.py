"""Passages that state something by set phrases, in any language: "available from"."""

from collections.abc import Collection, Iterator
from functools import cache

from chatkit.answering.facts.index import Index
from chatkit.answering.language.lexicon import Language, Pattern
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import sentences

#: What tells of the person as a whole.
PERSONAL = frozenset({Kind.STATEMENT, Kind.PERSON, Kind.LOCATION})


@cache
def patterns(topic: str, language: Language) -> tuple[Pattern, ...]:
    texts = language.phrases["evidence"].get(topic, "").split("|")
    return tuple(
        Pattern(topic, tuple(language.parts(text))) for text in texts if text.strip()
    )


def passages_with(
    index: Index, topic: str, kinds: Collection[str] | None = None
) -> list[tuple[Passage, str]]:
    """Each with its sentences that say so, in the order of the résumé."""
    found: dict[int, list[str]] = {}
    for language in index.languages:
        for pattern in patterns(topic, language):
            for number in index.holding(pattern, language):
                passage = index.passages[number]
                if kinds is None or passage.kind in kinds:
                    said = found.setdefault(number, [])
                    said += [
                        s
                        for s in _sentences(passage, pattern, language)
                        if s not in said
                    ]
    return [(index.passages[n], " ".join(found[n])) for n in sorted(found) if found[n]]


def _sentences(passage: Passage, pattern: Pattern, language: Language) -> Iterator[str]:
    for sentence in sentences(passage.text):
        keys = language.keys(sentence)
        if any(pattern.match(keys, at) is not None for at in range(len(keys))):
            yield sentence
