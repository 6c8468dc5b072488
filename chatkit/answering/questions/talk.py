"""What a conversation is about so far, read from its questions and what answers cited.

Both are kept with the thread, so a reload or another worker changes nothing.
"""

from dataclasses import dataclass, replace

from chatkit.answering.facts.career import Career, Entry
from chatkit.answering.passages import ABOUT_THE_PERSON, Kind
from chatkit.answering.questions.kinds import CUES, MOST_ITEMS, TALK
from chatkit.answering.questions.question import Question


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question and the ids of the passages its answer cited, in order."""

    question: str
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """``asked`` is the last question that asked something, completed; ``focus`` what
    the last answer that cited anything was about; ``shown`` the last list, of one
    kind; ``recent`` what was talked about, the latest first; ``told`` are the ids of
    all passages cited."""

    asked: Question | None = None
    focus: tuple[Entry, ...] = ()
    shown: tuple[Entry, ...] = ()
    recent: tuple[Entry, ...] = ()
    told: frozenset[str] = frozenset()
    cited: tuple[str, ...] = ()

    def after(
        self, question: Question, cited: tuple[str, ...], career: Career
    ) -> "Talk":
        entries = tuple(
            dict.fromkeys(
                entry
                for one in cited
                if (entry := career.entry(one)) and entry.kind not in ABOUT_THE_PERSON
            )
        )
        told = replace(self, told=self.told.union(cited), cited=cited or self.cited)
        if _asks(question):
            told = replace(told, asked=question)
        if not entries:
            return told
        if not question.has("reference"):
            entries = tuple(sorted(entries, key=lambda e: e.kind == Kind.REFERENCE))
        alike = [one for one in entries if one.kind == entries[0].kind]
        if pointers := alike[MOST_ITEMS:]:
            alike = alike[:MOST_ITEMS]
            told = replace(told, told=told.told - {one.id for one in pointers})
        several_kinds = sum(question.has(cue) for cue in CUES) > 1
        if several_kinds and len(alike) == 1:
            alike = list(entries)
        shown = tuple(alike) if len(alike) > 1 else self.shown
        recent = (entries[0], *(e for e in self.recent if e is not entries[0]))
        return replace(told, focus=entries, shown=shown, recent=recent)


def _asks(question: Question) -> bool:
    return bool(
        question.core
        or question.entries
        or question.period
        or not TALK.issuperset(question.cues)
    )
