"""The passages as entries: each with its details, its interval and what it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from chatkit.answering.facts import timeline
from chatkit.answering.facts.timeline import Interval, Month
from chatkit.answering.language.lexicon import CODES, language
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

STAGES = (Kind.POSITION, Kind.STUDY, Kind.VOLUNTEERING, Kind.PROJECT)
DATED = (*STAGES, Kind.CERTIFICATE, Kind.AWARD, Kind.PUBLICATION)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A passage that is no detail, with its details."""

    passage: Passage
    details: list[Passage] = field(default_factory=list)
    is_break: bool = False

    @property
    def id(self) -> str:
        return self.passage.id

    @property
    def kind(self) -> str:
        return self.passage.kind

    @property
    def name(self) -> str:
        """What a sentence calls it: the organization, or its own title."""
        facts = self.passage.facts
        return facts.organization or facts.title or facts.who or self.passage.title

    @property
    def title(self) -> str:
        """What tells it from others: of what is no station its own title."""
        facts = self.passage.facts
        stays = self.kind in (Kind.POSITION, Kind.VOLUNTEERING)
        return self.name if stays or not facts.title else facts.title


class Career:
    """Everything that is said of the person, by kind and in time."""

    def __init__(self, passages: Sequence[Passage], today: date) -> None:
        self.passages = passages
        self.today: Month = timeline.month_of(today)
        self.entries: dict[str, Entry] = {}
        for passage in passages:
            if not passage.parent:
                self.entries[passage.id] = Entry(passage, is_break=_is_break(passage))
        self._parents: dict[str, str] = {}
        for passage in passages:
            if passage.parent in self.entries:
                self.entries[passage.parent].details.append(passage)
                self._parents[passage.id] = passage.parent
        self._intervals: dict[str, Interval | None] = {}

    def of(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.kind in kinds]

    def entry(self, passage_id: str) -> Entry | None:
        """The entry of a passage or of one of its details."""
        return self.entries.get(self._parents.get(passage_id, passage_id))

    def interval(self, entry: Entry) -> Interval | None:
        if entry.id not in self._intervals:
            found = timeline.interval(entry.passage.facts, self.today)
            self._intervals[entry.id] = found
        return self._intervals[entry.id]

    def start(self, entry: Entry) -> Month:
        interval = self.interval(entry)
        return interval.first if interval else -1

    def is_now(self, entry: Entry) -> bool:
        return timeline.is_now(entry.passage.facts, self.today)

    def is_future(self, entry: Entry) -> bool:
        return timeline.is_future(entry.passage.facts, self.today)

    @cached_property
    def jobs(self) -> list[Entry]:
        """Positions without career breaks, the latest first."""
        return [entry for entry in self.stints if not entry.is_break]

    @cached_property
    def stints(self) -> list[Entry]:
        """Positions and career breaks, the latest first."""
        return self.by_time(self.of(Kind.POSITION))

    def by_time(self, entries: Iterable[Entry]) -> list[Entry]:
        """The latest first; those without a date stay where they are, at the end."""
        return sorted(entries, key=lambda entry: -self.start(entry))

    @cached_property
    def current(self) -> list[Entry]:
        """The main ones first: a board seat or a guest lectureship is held beside."""
        now = [job for job in self.jobs if self.is_now(job)]
        return sorted(now, key=lambda job: _is_side_post(job.passage.facts.title))

    @cached_property
    def past(self) -> list[Entry]:
        return [
            job for job in self.jobs if not self.is_now(job) and not self.is_future(job)
        ]

    @cached_property
    def places(self) -> frozenset[str]:
        """Folded words of the places where anything was: they name no employer."""
        texts = {entry.passage.facts.place for entry in self.entries.values()}
        return frozenset(fold(word.text) for t in texts for word in split_words(t))

    @cached_property
    def person(self) -> Passage | None:
        return next((p for p in self.passages if p.kind == Kind.PERSON), None)

    @cached_property
    def name(self) -> str:
        return self.person.title if self.person else ""

    @cached_property
    def statements(self) -> list[Passage]:
        return [p for p in self.passages if p.kind == Kind.STATEMENT]


def _is_break(passage: Passage) -> bool:
    """Parental leave, a sabbatical: listed among the jobs, but none."""
    if passage.kind != Kind.POSITION:
        return False
    facts = passage.facts
    return _breaks().search(fold(f"{facts.title} {facts.organization}")) is not None


@cache
def _breaks() -> re.Pattern[str]:
    texts = [language(code).phrases["breaks"] for code in CODES]
    names = [fold(name.strip()) for text in texts for name in text.split("|")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _is_side_post(title: str) -> bool:
    return any(
        not one.side_posts.isdisjoint(one.keys(title)) for one in map(language, CODES)
    )
