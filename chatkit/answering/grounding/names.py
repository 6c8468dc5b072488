"""Find names of employers, schools, places, products … that no passage supports."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.evidence import Evidence, normalize
from chatkit.answering.grounding.masking import Masked, Span
from chatkit.answering.grounding.vocabulary import (
    CREDENTIALS,
    ENGLISH,
    HARMLESS,
    LABELS,
    LEGAL_FORMS,
    NAME_HEADS,
    RARE_HONOURS,
    TITLES,
    is_common,
)
from chatkit.answering.passages import Kind
from chatkit.answering.text.lexicon import FOREIGN
from chatkit.answering.text.tokens import Token, fold, tokenize

LONGEST_NAME = 8  # words
LONGEST_RUN = 24
_OPENERS = '.!?:;•–—(“"|\n'
_CONNECTORS = frozenset({"of", "de", "du", "del", "della", "di", "von", "van", "der"})
_ARTICLES = frozenset({"the", "la", "le", "den"})
_DOTTED = frozenset({"st", "dr", "prof", "mt", "ft"})
_GENERIC = TITLES | NAME_HEADS | CREDENTIALS[Kind.STUDY] | RARE_HONOURS
_AT = re.compile(r"\b(?:at|joined|joining|for the company)\s(?:the\s)?$", re.IGNORECASE)
_SMALL_NAME = re.compile(
    r"\b(?:(?:work(?:ed|s|ing)?|employed|interned|job|role|position|stint)\s(?:at|for)"
    r"|(?:stud(?:ied|ies)|degree|graduated|enrolled)\s(?:at|from)|joined)\s"
    r"([a-z][\w&.-]*)"
)
_FIELD = re.compile(
    r"\b(?:degree|master['’]?s|bachelor['’]?s|msc|bsc|ph\.?d|diploma|doctorate|ba|ma"
    r"|mba|majored|minored|graduated)\s(?:degree\s)?in\s([a-z]\w+(?:\s[a-z]\w+)?)"
    r"|\bstudied\s([a-z]\w+)",
    re.IGNORECASE,
)


def find_unsupported_names(sentence: Masked, evidence: Evidence) -> Iterator[Span]:
    words = tokenize(sentence.text)
    is_shouted = sentence.text.isupper()
    for run in _capitalized_runs(words, sentence.text):
        before = sentence.text[: run[0].start]
        is_label = is_shouted or run[0].start < sentence.label_end
        starts_sentence = is_label or _ends_with_opener(before)
        name = _name_in(run, evidence, is_label=is_label, is_first=starts_sentence)
        is_employer = bool(_AT.search(before))
        if name and not _is_supported(name, evidence, is_employer=is_employer):
            yield Span(name[0].start, name[-1].end)
    yield from _find_lowercase(sentence.text, evidence)
    if not _is_english(words, sentence.text):
        for word in words:
            if not _is_plain(word, evidence):
                yield Span(word.start, word.end)


def _capitalized_runs(words: Sequence[Token], text: str) -> Iterator[list[Token]]:
    """Capitalized words side by side, with connectors such as "of" between them."""
    run: list[Token] = []
    link: list[Token] = []
    for word in words:
        if run and not _adjoins((link or run)[-1], word, text):
            yield run
            run, link = [], []
        if any(char.isupper() for char in word.text):
            run, link = [*run, *link, word], []
        elif run and (word.exact in _CONNECTORS or (link and word.exact in _ARTICLES)):
            link.append(word)
        elif run:
            yield run
            run, link = [], []
    if run:
        yield run


def _adjoins(first: Token, second: Token, text: str) -> bool:
    between = text[first.end : second.start]
    if between == ". ":
        return first.exact in _DOTTED or len(first.text) == 1
    if "\n" in between.strip(" "):
        return False
    return between.strip(" \u00a0\n") in {"", "-", "‑", "&"}


def _name_in(
    run: Sequence[Token], evidence: Evidence, *, is_label: bool, is_first: bool
) -> list[Token]:
    name = [word for word in run if word.exact not in HARMLESS]
    if is_label:
        return [w for w in name if not (w.exact in LABELS or _is_empty(w, evidence))]
    if is_first and name and name[0] is run[0] and _is_empty(run[0], evidence):
        return name[1:]
    return name


def _is_empty(word: Token, evidence: Evidence) -> bool:
    return (
        is_common(fold(word.text))
        and word.exact not in _GENERIC
        and normalize(word.exact) not in evidence.named
    )


def _is_supported(
    run: Sequence[Token], evidence: Evidence, *, is_employer: bool
) -> bool:
    """Whether it consists of names from the passages, one after the other."""
    keys = [normalize(w.exact) for w in run if w.exact not in LEGAL_FORMS] or [
        normalize(run[0].exact)
    ]
    while len(keys) > 1 and keys[-1] in _CONNECTORS:
        keys.pop()
    large = [k for k in keys if k not in _CONNECTORS and k not in _ARTICLES]
    if is_employer and not any(
        key in evidence.named or key in evidence.acronyms for key in large
    ):
        return False
    initials = "".join(key[0] for key in large)
    if len(large) > 2 and initials in evidence.words & evidence.named:
        return True
    if len(keys) > LONGEST_RUN:
        return False
    if "of" in keys[1:-1]:  # "Staff Engineer of Northwind Rail" is two names
        at = keys.index("of")
        title, place = keys[:at], [k for k in keys[at + 1 :] if k not in _ARTICLES]
        if TITLES.intersection(title) and _are_names(title, evidence):
            return _are_names(place, evidence)
    return _are_names(keys, evidence)


def _are_names(keys: Sequence[str], evidence: Evidence) -> bool:
    reached = [True] + [False] * len(keys)
    for end in range(1, len(keys) + 1):
        reached[end] = any(
            reached[start] and _is_name(keys[start:end], len(keys), evidence)
            for start in range(max(0, end - LONGEST_NAME), end)
        )
    return reached[-1]


def _is_name(keys: Sequence[str], whole: int, evidence: Evidence) -> bool:
    if keys[0] in _CONNECTORS or keys[-1] in _CONNECTORS:
        return False
    if len(keys) > 1:
        joined = len(keys) == 2 and "".join(keys) in evidence.words
        if joined or evidence.has_phrase(keys):
            return True
        if "of" in keys[1:-1]:  # "University of Lund" is "Lund University"
            at = keys.index("of")
            return evidence.has_phrase([*keys[at + 1 :], *keys[:at]])
        return False
    word = keys[0]
    if whole > 1 and word in _GENERIC:
        return False
    if len(word) == 1 and any(name.startswith(word) for name in evidence.people):
        return True
    return (
        word in evidence.words
        or word in evidence.references
        or word in evidence.acronyms
        or (word.endswith("s") and word[:-1] in evidence.acronyms)
    )


def _find_lowercase(text: str, evidence: Evidence) -> Iterator[Span]:
    for found in _SMALL_NAME.finditer(text):
        word = fold(found[1])
        harmless = word in HARMLESS or word in NAME_HEADS or is_common(word)
        if not harmless and normalize(word) not in evidence.words:
            yield Span(*found.span(1))
    for found in _FIELD.finditer(text):
        group = 1 if found[1] else 2
        for subject in tokenize(found[group])[:1]:
            if normalize(subject.exact) not in evidence.words and not is_common(
                subject.exact
            ):
                yield Span(*found.span(group))


def _is_english(words: Sequence[Token], text: str) -> bool:
    """In other languages a capital does not make a name."""
    if any(unicodedata.category(char) == "Lo" for char in text):
        return False
    foreign = sum(word.text.lower() in FOREIGN for word in words)
    english = sum(word.exact in ENGLISH for word in words)
    return english >= foreign and (english > 0 or len(words) < 5)


def _is_plain(word: Token, evidence: Evidence) -> bool:
    return (
        normalize(word.exact) in evidence.words
        or normalize(word.exact) in evidence.references
        or word.text.isdigit()
        or (word.text.isascii() and is_common(word.exact))
    )


def _ends_with_opener(before: str) -> bool:
    before = before.rstrip(" ")
    return not before or before[-1] in _OPENERS
