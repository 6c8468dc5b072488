"""The clause that asks: "Hello, we run a ward. Could you tell me where she trained?"."""

from collections.abc import Iterator, Sequence

from chatkit.answering.language.lexicon import Language
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import SplitWord, split_words

NEAR = 4  # words of grammar between what begs for an answer and what asks
LONGEST = 2_000  # characters; what is longer is no question but a text


def asking_clause(text: str, language: Language) -> str:
    """Without what a message tells of the visitor, and without how it begs."""
    if len(text) > LONGEST:
        return text
    said = [part for line in text.splitlines() for part in _sentences(line)]
    asking = [one for one in said if one.endswith("?")]
    asking = asking or [one for one in said if _begged(one, language)]
    if not asking:
        return text
    kept = [one for one in said if one in asking or not _is_of_visitor(one, language)]
    return " ".join(_asked(one, language) for one in kept)


def _sentences(line: str) -> Iterator[str]:
    for one in sentences(line):
        yield from filter(None, map(str.strip, one.split(";")))


def _is_of_visitor(sentence: str, language: Language) -> bool:
    """ "We run a ward", "good morning": nothing about the person."""
    words = {fold(word.text) for word in split_words(sentence)}
    return not words.isdisjoint(language.visitor) or words.isdisjoint(
        language.pronouns.keys()
    )


def _asked(sentence: str, language: Language) -> str:
    sentence = sentence[_requested(sentence, language) :]
    at = _begged(sentence, language) or _after_colon(sentence, language)
    return sentence[at:].lstrip(" ,")


def _requested(sentence: str, language: Language) -> int:
    """Where what somebody is asked to do begins: "so could you please", or 0."""
    words = list(split_words(sentence))
    folds = " ".join(fold(word.text) for word in words)
    ends = [
        at + len(request) + 2
        for request in language.requests
        if (at := folds.rfind(f" {request} ")) > 0
        and folds[:at].rpartition(" ")[2] not in language.interrogatives
    ]
    return words[folds[: max(ends)].count(" ")].start if ends else 0


def _begged(sentence: str, language: Language) -> int:
    """Where the clause begins that "tell me", "I wonder" begs an answer to, or 0."""
    words = list(split_words(sentence))
    folds = [fold(word.text) for word in words]
    start = speaks = 0
    for at, word in enumerate(folds[:-1]):
        if word in language.visitor or _is_formal(words, at, language):
            speaks = 1
        elif word in language.pronouns and language.pronouns[word] != "you":
            speaks = 0
        if speaks and word in language.begging | language.visitor:
            ahead = _to_question(folds[at + 1 : at + 2 + NEAR], language)
            if ahead is not None:
                start = words[at + 1 + ahead].start
    return start


def _to_question(after: Sequence[str], language: Language) -> int | None:
    """How many words stand before the one that a question begins with."""
    for at, word in enumerate(after):
        if word in language.interrogatives:
            return at
        if word not in language.function or word in language.begging | language.visitor:
            return None
    return None


def _is_formal(words: Sequence[SplitWord], at: int, language: Language) -> bool:
    """The German "Sie" and "Ihnen" that are not "she" and "them"."""
    return language.capital_nouns and at > 0 and words[at].text in ("Sie", "Ihnen")


def _after_colon(sentence: str, language: Language) -> int:
    _, colon, after = sentence.partition(": ")
    opening = fold(next((w.text for w in split_words(after)), ""))
    return len(sentence) - len(after) if colon and opening in language.opens else 0
