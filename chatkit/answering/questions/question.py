"""A question, parsed: what is asked, of which entries and times, which words to look up.

Words that ask ("how long", "list", "certificates") are never looked up.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from chatkit.answering.facts.career import Career, Entry
from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.spelling import near_words
from chatkit.answering.language.words import Word, question_words
from chatkit.answering.questions.clause import asking_clause
from chatkit.answering.questions.frames import misread
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.mentions import (
    Mention,
    describe,
    describe_each,
    find_mentions,
    kinds_beside,
)
from chatkit.answering.questions.period import Period, find_period
from chatkit.answering.questions.terms import LIGHT, find_cues, find_terms
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

VERB, VERB_WEIGHT = 3, 0.5  # how far from the beginning a verb stands
MOST_TERMS = 12
#: What may be asked of an entry that is called by what it is: "the internship".
DATED_ASKS = frozenset(
    ["when", "since", "until", "still", "started", "ended", "first_of", "longer"]
)
#: What may be asked of a degree: "her masters".
STUDY_ASKS = frozenset(["how_long", "grade", "course", "purpose"])
#: What puts one thing beside another.
SIDES = frozenset(
    ["before", "after", "between", "first_of", "later_of", "longer", "compare"]
)
#: What may: "what did she do before Leeds", but also "where before?".
TURNS = frozenset(["previous", "next", "first"])
#: What is worked on, with or as: no position is asked.
WORKED_ON = frozenset(["project", "publication", "skill", "tool", "volunteering"])
LINE_COUNT = 4  # words between "two" and "sentences"


@dataclass(frozen=True, slots=True)
class Question:
    """``cues``: what asks, and with which words. ``entries``: what it is about, best
    first; set from the conversation where the question does not say."""

    text: str
    language: Language
    words: tuple[Word, ...]
    cues: Mapping[str, tuple[int, ...]]
    mentions: tuple[Mention, ...]
    period: Period | None
    terms: tuple[Term, ...]
    entries: tuple[Entry, ...] = ()
    is_follow_up: bool = False
    described: bool = False
    listed: tuple[Entry, ...] = field(default=())
    told: frozenset[str] = frozenset()
    cited: tuple[str, ...] = ()

    def has(self, *cues: str) -> bool:
        return any(cue in self.cues for cue in cues)

    def says(self, words: Set[str]) -> bool:
        return any(word.fold in words for word in self.words)

    @property
    def asking(self) -> set[int]:
        """The places of the words that ask."""
        return {at for places in self.cues.values() for at in places}

    @property
    def yes_no(self) -> bool:
        """Whether it can be answered with yes or no."""
        language = self.language
        at = next(
            (i for i, w in enumerate(self.words) if w.fold not in language.continues), 0
        )
        if not self.words or at in self.cues.get("where", ()):  # "were did she"
            return False
        opening = self.words[at].fold
        states = opening in language.subjects and self.text.rstrip().endswith("?")
        return opening in language.openers or states

    @property
    def opening(self) -> str:
        return self.words[0].fold if self.words else ""

    @property
    def is_modal(self) -> bool:
        """ "Would she", "se mudaría": of what somebody would do, not of what they did."""
        language = self.language
        return any(
            word.text.lower() in language.modals
            or word.fold.endswith(language.conditional)
            for word in self.words
        )

    @property
    def has_choice(self) -> bool:
        """ "A or B", "A / B": one of them is enough."""
        either = self.language.joins - self.language.and_words
        return "/" in self.text or self.says(either)

    @property
    def past(self) -> bool:
        return self.says(self.language.past)

    @property
    def points_back(self) -> bool:
        """Whether it says "there", "that", "it"."""
        return self.says(self.language.anaphora)

    @property
    def continues(self) -> bool:
        return bool(self.words) and self.words[0].fold in self.language.continues

    @property
    def core(self) -> tuple[Term, ...]:
        """The terms that tell something; without the others a question keeps its sense."""
        return tuple(t for t in self.terms if t.weight > LIGHT)

    @property
    def ordinal(self) -> int | None:
        """The place in a list that "the second one" means; -1 is the last."""
        found = [
            self.language.ordinals[w.fold]
            for w in self.words
            if w.fold in self.language.ordinals
        ]
        return found[0] if found else None

    @property
    def sentences_wanted(self) -> int | None:
        for at, word in enumerate(self.words):
            if word.fold not in self.language.sentences:
                continue
            for near in self.words[max(0, at - LINE_COUNT) : at]:
                if number := self.language.number(near.fold):
                    return number
        return None

    @property
    def pronoun(self) -> str:
        return next(
            (p for w in self.words if (p := self.language.pronouns.get(w.fold))), ""
        )


def parse_question(
    text: str, language: Language, career: Career, index: Index
) -> Question:
    words = question_words(asking_clause(text, language), language, index.words)
    named = frozenset(_person(words, career.name, language))
    mentions = find_mentions(words, career, index, language)
    taken = named.union(*(mention.places for mention in mentions))
    period = find_period(words, language, career.today)
    if period and period.words.isdisjoint(taken):
        taken |= period.words
    else:
        period = None
    cues: dict[str, tuple[int, ...]] = {}
    for cue, places in find_cues(words, language, taken):
        cues[cue] = (*cues.get(cue, ()), *places)
    for cue in set(misread(words, cues, index, language)):
        del cues[cue]
    if "summary" in cues and not CUES.keys().isdisjoint(cues):  # "of his degrees"
        cues["list"] = cues.pop("summary")
    if not WORKED_ON.isdisjoint(cues) and {"while", "overlap"}.isdisjoint(cues):
        works = cues.pop("job", ())
        if any(words[at].key not in language.working for at in works):
            cues["job"] = works
    if not (SIDES | TURNS).isdisjoint(cues):
        for cue, mention in list(kinds_beside(words, cues, career, language)):
            cues.pop(cue, None)
            taken |= mention.places
            mentions.append(mention)
    asking = taken.union(*cues.values())
    if _is_place_of_work(words, cues, language):
        cues.pop("study")
        asking = taken.union(*cues.values())
    placed = list(find_terms(words, language, asking, taken))[:MOST_TERMS]
    placed = _with_verb(placed, words, language)
    if not (SIDES | TURNS).isdisjoint(cues) and "how_much" not in cues:
        beside = SIDES.isdisjoint(cues)
        for mention in describe_each(
            words, placed, index, career, language, beside=beside
        ):
            placed = [one for one in placed if not one[0] <= mention.places]
            mentions.append(mention)
        mentions.sort(key=lambda mention: min(mention.places))
    described = None
    anywhere = not DATED_ASKS.isdisjoint(cues) or (
        not STUDY_ASKS.isdisjoint(cues) and any(_is_degree(term) for _, term in placed)
    )
    if len(mentions) < 2:  # noqa: PLR2004 -- two are compared by name
        described = describe(
            words, placed, index, career, language, anywhere=anywhere and not mentions
        )
        if mentions and not cues.keys() & {"first_of", "longer"}:
            described = None
    return Question(
        text=text,
        language=language,
        words=words,
        cues=cues,
        mentions=(*mentions, *([described] if described else [])),
        period=period,
        terms=tuple(
            term
            for places, term in placed
            if not (anywhere and described and places <= described.places)
        ),
        entries=tuple(
            dict.fromkeys(entry for mention in mentions for entry in mention.entries)
        )
        or (described.entries if described else ()),
        described=described is not None and not mentions,
    )


def _is_degree(term: Term) -> bool:
    return any(concept.startswith("degree_") for concept in term.concepts)


def _is_place_of_work(
    words: Sequence[Word], cues: Mapping[str, tuple[int, ...]], language: Language
) -> bool:
    """ "Has she worked at a school?" does not ask for her education."""
    places = cues.get("study", ())
    works = "job" in cues or any(w.key == language.key("teach") for w in words)
    return (
        bool(places)
        and not cues.keys() & {"while", "overlap"}
        and works
        and all((words[at].key,) in language.concept_names for at in places)
    )


def _with_verb(
    placed: Sequence[tuple[frozenset[int], Term]],
    words: Sequence[Word],
    language: Language,
) -> list[tuple[frozenset[int], Term]]:
    """ "Has she supervised apprentices?": the verb tells less than its object."""
    if len(placed) < 2 or not words or words[0].fold not in language.openers:  # noqa: PLR2004
        return list(placed)
    if language.capital_nouns:
        at = len(placed) - 1
        verb = words[min(placed[at][0])].text.islower()
    else:
        at = 0
        first = min(placed[0][0])
        verb = (
            not any(w.fold in language.places for w in words[1:first]) and first <= VERB
        )
    if verb and placed[at][1].weight == 1 and not placed[at][1].named:
        changed = replace(placed[at][1], weight=VERB_WEIGHT)
        return [*placed[:at], (placed[at][0], changed), *placed[at + 1 :]]
    return list(placed)


def _person(words: Sequence[Word], name: str, language: Language) -> Iterator[int]:
    own = {fold(word.text) for word in split_words(name)}
    for at, word in enumerate(words):
        called = word.fold in own or near_words(word.fold, own, language)
        if called and not language.knows(word.fold):
            yield at
