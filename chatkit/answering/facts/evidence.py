"""Passages that state something by set phrases, in any language: "available from"."""

from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from chatkit.answering.facts.index import Index
from chatkit.answering.language.lexicon import Keys, Language
from chatkit.answering.language.patterns import Pattern
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


def matches(topic: str, language: Language, said: str) -> Iterator[Keys]:
    """The stems that each phrase of a topic matches."""
    keys = _keys(language, said)
    for pattern in patterns(topic, language):
        for at in range(len(keys)):
            if places := pattern.match(keys, at):
                yield tuple(keys[i] for i in places)


@lru_cache(maxsize=2_048)
def _keys(language: Language, said: str) -> Keys:
    return language.keys(said)


def passages_with(
    index: Index, topic: str, kinds: Collection[str] | None = None
) -> list[tuple[Passage, str]]:
    """Each with its sentences that say so, in the order of the résumé."""
    found: dict[int, list[str]] = {}
    for language in index.languages:
        numbers = {
            n for p in patterns(topic, language) for n in index.holding(p, language)
        }
        for number in numbers:
            passage = index.passages[number]
            if kinds is None or passage.kind in kinds:
                said = found.setdefault(number, [])
                said += [
                    sentence
                    for sentence in sentences(passage.text)
                    if sentence not in said and any(matches(topic, language, sentence))
                ]
    return [(index.passages[n], " ".join(found[n])) for n in sorted(found) if found[n]]
