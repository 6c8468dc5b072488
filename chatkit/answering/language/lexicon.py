"""What is known of each language: the tables of its folder ``<code>/``.

``words`` (words without content, dates, numbers), ``cues`` (what visitors say to ask for
something), ``concepts`` (words of professions), ``phrases`` (the sentences answers are
made of) and, where there are, ``guard`` (its words in English, for the claim guard) and
``fit`` (how job descriptions are worded, and what the fit sheet says).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from chatkit.answering.language.patterns import Pattern
from chatkit.answering.language.verbs import Verbs
from chatkit.answering.text.stems import snowball_stem
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

FOLDER = Path(__file__).parent
CODES: tuple[str, ...] = tuple(
    sorted(path.name for path in FOLDER.iterdir() if (path / "words.toml").exists())
)
DEFAULT = "en"
PLACES = ("country_", "city_")  # how concepts of places begin

Keys = tuple[str, ...]


class Language:
    """One folder; tables are read when they are first needed."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._words = read_table(self.code, "words")
        self._irregular = {
            fold(form): fold(word)
            for word, forms in self._words.get("irregular", {}).items()
            for form in forms.split()
        }
        self.verbs = Verbs(self._words.get("verbs", ""), self._irregular)
        self._irregular = self.verbs.forms | self._irregular
        self.stemmer: str = self._words["stemmer"]
        self._endings = [e.split("=") for e in self._words.get("endings", "").split()]
        self.distinct = self._set("distinct").union(self._places())
        self.anaphora = self._set("anaphora")
        self.continues = self._set("continues")
        self.grammar = self._set("grammar")
        self.function = self._set("function").union(
            self.grammar, self.anaphora, self.continues
        )
        self.light = frozenset(map(self.key, self._set("light")))
        self.openers = self._set("openers")
        self.past = self._set("past")
        self.plural = self._set("plural")
        self.denying: Mapping[str, str] = self._words["negations"]
        self.negations = frozenset(
            fold(word) for words in self.denying.values() for word in words.split()
        )
        self.units = self._set("units")
        self.being = self._set("being")
        self.articles = self._set("articles")
        self.lesser_keys = frozenset(map(self.key, self._set("lesser")))
        self.heads = tuple(self._set("heads"))
        self.modals = frozenset(self._words.get("modals", "").split())
        self.conditional = tuple(self._set("conditional")) or ("\0",)
        self.side_posts = frozenset(map(self.key, self._set("side_posts")))
        self.short = {
            fold(form): fold(word)
            for form, word in self._words.get("short", {}).items()
        }
        self.judging = self._set("judging")
        self.working = frozenset(map(self.key, self._set("working")))
        self.visitor = self._set("visitor")
        self.begging = self._set("begging")
        requests = self._words.get("requests", "").split("|")
        self.requests = tuple(fold(text.strip()) for text in requests)
        self.interrogatives = self._set("interrogatives")
        self.several = self._set("several")
        self.which = self._set("which")
        self.other = self._set("other")
        levels = self._words.get("levels", ())
        self.levels = [frozenset(map(fold, words.split())) for words in levels]
        self.vague_levels = self._set("vague_levels")
        self.joins = self._set("joins")
        self.places = self._set("places")
        self.and_words = self.joins & self.continues
        self.sentences = self._set("sentences")
        self.signs: tuple[str, ...] = tuple(self._words.get("signs", "").split())
        self.capital_nouns: bool = self._words.get("capital_nouns", False)
        self.dates: Mapping[str, Any] = self._words["dates"]
        self.sides = frozenset(
            fold(word)
            for key in ("since", "until", "between")
            for word in self.dates[key].split()
        )
        self.months: dict[str, int] = {
            fold(name): number
            for key in ("months", "short")
            for number, name in enumerate(self.dates[key].split(), 1)
        } | {
            fold(name): int(number)
            for number, names in self.dates.get("also", {}).items()
            for name in names.split()
        }
        self.month_names: tuple[str, ...] = tuple(self.dates["months"].split())
        self.seasons: dict[str, list[int]] = {
            fold(name): months for name, months in self.dates["seasons"].items()
        }
        numbers = self._words["numbers"]
        self.number_words: tuple[str, ...] = tuple(numbers["words"].split())
        self.folded_numbers = tuple(map(fold, self.number_words))
        self.ordinals = {
            fold(word): at
            for at, words in enumerate(numbers["ordinals"].split())
            for word in words.split("/")
        } | {fold(word): -1 for word in numbers["last"].split()}

    def _places(self) -> Iterator[str]:
        """Places: a stemmer would join "Polónia" with the language."""
        for concept, text in read_table(self.code, "concepts").items():
            if concept.startswith(PLACES):
                names = map(str.split, text.partition(">")[0].split("|"))
                yield from (fold(name[0]) for name in names if len(name) == 1)

    def _set(self, key: str) -> frozenset[str]:
        return frozenset(map(fold, self._words.get(key, "").split()))

    def number(self, word: str) -> int:
        """What a folded word counts, in digits or letters; 0 for no number."""
        if word.isdigit():
            return min(int(word), 100)
        known = self.folded_numbers
        return known.index(word) if word in known else 0

    def key(self, word: str) -> str:
        """The stem of a folded word."""
        if word in self.distinct:
            return word
        word = self._irregular.get(word, word)
        for ending, plain in self._endings:
            if word.endswith(ending):
                word = word.removesuffix(ending) + plain
                break
        return _stem(self.stemmer, word)

    def irregular_forms(self, key: str) -> Sequence[str]:
        return self._forms.get(key, ())

    def knows(self, word: str) -> bool:
        """Whether it is a word of the language, as far as the tables go."""
        return word in self.vocabulary or self.key(word) in self._known_keys

    @cached_property
    def _known_keys(self) -> frozenset[str]:
        return frozenset(map(self.key, self.vocabulary))

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form, word in self._irregular.items():
            found.setdefault(self.key(word), []).append(form)
        return found

    def keys(self, text: str) -> Keys:
        return tuple(self.key(fold(word.text)) for word in split_words(text))

    @cached_property
    def pronouns(self) -> dict[str, str]:
        return {
            fold(word): who
            for who, words in self._words.get("pronouns", {}).items()
            for word in words.split()
        }

    @cached_property
    def alone(self) -> dict[str, str]:
        """What a whole message may say to go on: "more", "since?"."""
        return {
            " ".join(fold(word.text) for word in split_words(said)): cue
            for cue, texts in self._words.get("alone", {}).items()
            for said in texts.split("|")
        }

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The pronouns that a statement begins with."""
        lists = self._words.get("pronouns", {}).values()
        return frozenset(fold(words.split()[0]) for words in lists)

    @cached_property
    def cues(self) -> dict[str, list[Pattern]]:
        """Patterns by their first word."""
        found: dict[str, list[Pattern]] = {}
        for cues in read_table(self.code, "cues").values():
            for cue, patterns in cues.items():
                for text in patterns.split("|"):
                    pattern = Pattern(cue, tuple(self.parts(text)))
                    for key in pattern.parts[0] or ():
                        found.setdefault(key, []).append(pattern)
        return found

    def parts(self, text: str) -> Iterator[frozenset[str] | None]:
        for part in text.split():
            words = part.split("/")
            yield None if part == "*" else frozenset(self.key(fold(w)) for w in words)

    @cached_property
    def opens(self) -> frozenset[str]:
        """Folded words that a question begins with."""
        asking = read_table(self.code, "cues")["asks"].values()
        texts = [text for patterns in asking for text in patterns.split("|")]
        return self.openers | {fold(text.split()[0]) for text in texts if text.strip()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every folded word of the language that the tables hold."""
        texts = [
            *self._words.get("light", "").split(),
            *self.short,
            *_texts(read_table(self.code, "cues")),
            *_texts(read_table(self.code, "concepts")),
        ]
        return self.function.union(
            fold(word.text) for text in texts for word in split_words(text)
        )

    @cached_property
    def asking_words(self) -> frozenset[str]:
        """Every folded word of the cues."""
        texts = _texts(read_table(self.code, "cues"))
        return frozenset(fold(w.text) for t in texts for w in split_words(t))

    @cached_property
    def phrases(self) -> Mapping[str, Any]:
        return read_table(self.code, "phrases")

    @cached_property
    def fit(self) -> Mapping[str, Any]:
        return read_table(self.code, "fit") or language(DEFAULT).fit

    @cached_property
    def concepts(self) -> Mapping[str, tuple[tuple[Keys, ...], tuple[Keys, ...]]]:
        """To each concept what it is called, and what else is evidence of it."""
        return {
            concept: (self._group(names), self._group(members))
            for concept, text in read_table(self.code, "concepts").items()
            for names, _, members in [text.partition(">")]
        }

    @cached_property
    def concept_names(self) -> dict[Keys, tuple[str, ...]]:
        """To what may be said for them, the concepts it may mean."""
        found: dict[Keys, tuple[str, ...]] = {}
        for concept, (names, members) in self.concepts.items():
            for keys in names:
                found[keys] = (*found.get(keys, ()), concept)
            for keys in members:
                found.setdefault(keys, ())
        return found

    def _group(self, text: str) -> tuple[Keys, ...]:
        return tuple(keys for one in text.split("|") if (keys := self.keys(one)))


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, str):
            yield value
        else:
            yield from _texts(value)


@cache
def read_table(code: str, table: str) -> dict[str, Any]:
    path = FOLDER / code / f"{table}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@lru_cache(maxsize=32_768)
def _stem(algorithm: str, word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    return snowball_stem(algorithm, word)


@cache
def language(code: str) -> Language:
    return Language(code)


def load() -> None:
    """Read all tables, so that the first question does not wait for them."""
    for code in CODES:
        one = language(code)
        one.knows("")
        for table in ("cues", "concept_names", "phrases", "fit"):
            getattr(one, table)
