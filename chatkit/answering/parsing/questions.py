"""Bare confirmations, and the statement that one makes of the visitor's question."""

import re

from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing.reading import Reading

_YES_NO = re.compile(
    r"^(?:(?:and|so|ok(?:ay)?|but|then|also|hi|hello|i (?:read|heard|think)(?: that)?)[,\s]+)*"
    r"(?P<auxiliary>do|does|did|is|are|was|were|has|have|had|can|could|would|will|should"
    r"|may|might)(?:n['’]t)?\s",
    re.IGNORECASE,
)
FEW = 4  # words that are no sentence of their own
_MODAL = frozenset({"could", "would", "will", "should"})
_TAG = re.compile(
    r",?\s(?:right|correct|true|(?:is|does|did|has|was)(?:n['’]t)? (?:she|he|it|they))\s*$",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[?!.])\s+|\n")


def is_one_word(text: str) -> bool:
    return bool(PATTERNS["one_word"].fullmatch(text))


def is_yes(text: str) -> bool:
    found = PATTERNS["one_word"].fullmatch(text)
    return bool(found and found["yes"])


def is_bare_yes(reading: Reading) -> bool:
    """Whether it says yes and nothing else: "Absolutely, she does." """
    if PATTERNS["confirmation"].fullmatch(reading.text.strip(" .!,\n*_")):
        return True
    says_yes = PATTERNS["says_yes"].match(reading.text)
    return bool(says_yes) and all(word.is_neutral for word in reading.plain_words)


def elliptical(reading: Reading) -> str:
    """What a yes adds to the question: "fluently" of "Yes, fluently."; "" for others."""
    found = PATTERNS["says_yes"].match(reading.text)
    if not found:
        return ""
    words = reading.between(found.end(), len(reading.text))
    is_whole = any(PATTERNS["subject"].fullmatch(word.text) for word in words)
    return "" if is_whole or len(words) > FEW else reading.text[found.end() :]


def without_opening(reading: Reading) -> Reading:
    """Without "Great question!" and the like; places stay the same."""
    text = PATTERNS["opening"].sub(lambda found: " " * len(found[0]), reading.text)
    return Reading(text, reading.code)


def as_statement(question: str) -> str:
    """What a "yes" to the last question says; "" where nothing was asked."""
    parts = [part for part in _SENTENCE.split(question.strip()) if part.strip()]
    text = parts[-1].strip().strip("¿¡").rstrip("?!. ") if parts else ""
    if found := _YES_NO.match(text):
        auxiliary = found["auxiliary"].lower()
        modal = f" {auxiliary}" if auxiliary in _MODAL else ""
        return text[found.end() :] + modal
    return _TAG.sub("", text)
