"""Follow-ups: "there", "before that", "the second", a bare "how long?".

A question that does not say what it is about is about what the last answer cited. That
is kept with the thread, so a reload or another worker changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chatkit.answering.facts.career import STAGES, Career, Entry
from chatkit.answering.passages import ABOUT_THE_PERSON
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.question import Question

#: What is asked of the person whatever was talked about before.
GLOBAL = frozenset(
    [
        "contact",
        "email",
        "phone",
        "website",
        "salary",
        "visa",
        "age",
        "family",
        "private",
        "weakness",
        "driving",
        "summary",
        "location",
        "availability",
        "wish",
        "human",
        "pdf",
        "language",
        "skill",
        "interest",
        "reference",
        "volunteering",
        "gap",
        "hire",
        "name",
        "workplace",
        "strength",
        "inject",
        "bot",
        "hello",
        "thanks",
        "bye",
        "hostile",
        "offtopic",
        "capability",
        "fine",
    ]
)
BACK = 4  # exchanges
#: Topics a question may have of its own.
OWN = frozenset(CUES) - {"tool"} | {
    "total",
    "job",
    "employer",
    "promotion",
    "list",
    "title",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question and the ids of the passages its answer cited, in order."""

    question: str
    cited: tuple[str, ...]


def complete(
    question: Question,
    history: Sequence[Exchange],
    career: Career,
    parse: Callable[[str], Question],
) -> Question:
    """The question with what it leaves to the conversation."""
    listed = _listed(history, career)
    question = replace(question, listed=listed)
    if not history or not listed:
        return question
    if compared := _compared(question, listed):
        return compared
    if question.entries and not question.described:
        return _same_of_another(question, history, parse)
    completed = _of_the_same(question, listed)
    if (
        completed.entries
        and not completed.terms
        and question.has("how_many", "how_much")
    ):
        return replace(completed, terms=parse(history[-1].question).terms)
    return completed


def _compared(question: Question, listed: Sequence[Entry]) -> Question | None:
    """ "Was that before or after her internship?": what was talked about, and another."""
    compares = question.has("first_of", "longer", "before", "after")
    if not compares or not question.points_back or len(question.mentions) != 1:
        return None
    if listed[0] in question.entries:
        return None
    return replace(
        question,
        entries=(listed[0], *question.entries),
        is_follow_up=True,
        described=False,
    )


def _listed(history: Sequence[Exchange], career: Career) -> tuple[Entry, ...]:
    """What the last answer that cited anything was about."""
    for exchange in reversed(history[-BACK:]):
        found = [
            entry
            for cited in exchange.cited
            if (entry := career.entry(cited)) and entry.kind not in ABOUT_THE_PERSON
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _of_the_same(question: Question, listed: Sequence[Entry]) -> Question:
    praises = question.points_back and question.has("reference")
    if question.has(*GLOBAL) and not praises:
        return question
    place = question.ordinal
    picks = place is not None and len(listed) > 1 and not question.has(*OWN, "first")
    if picks and place is not None and place < len(listed):
        return _about(question, (listed[place],))
    own_topic = question.has(*OWN)
    bare = not any(term.weight >= 1 for term in question.terms) and not question.period
    if _asks_role(question, listed, bare=bare):
        return _about(question, _first(listed))
    if question.described or (own_topic and not question.points_back):
        return question
    if question.has("now") and not question.points_back:
        return question
    if bare and (question.points_back or not own_topic) and question.cues:
        several = question.points_back and any(
            word.fold in question.language.several for word in question.words
        )
        return _about(question, tuple(listed) if several else _first(listed))
    if question.points_back and question.cues and not question.described:
        return _about(question, _first(listed))
    return question


def _asks_role(question: Question, listed: Sequence[Entry], *, bare: bool) -> bool:
    """ "What was her role?" after a project: there, not now."""
    elsewhere = question.has(
        "where", "who", "list", "previous", "before", "first", "now", "total"
    )
    role = question.has("job", "title") and question.has("what")
    return (
        bare and role and question.past and not elsewhere and listed[0].kind in STAGES
    )


def _first(listed: Sequence[Entry]) -> tuple[Entry, ...]:
    """The first, with other positions at the same place behind it."""
    same = [e for e in listed if e.kind == listed[0].kind and e.name == listed[0].name]
    return tuple(same)


def _about(question: Question, entries: tuple[Entry, ...]) -> Question:
    return replace(question, entries=entries, is_follow_up=True)


def _same_of_another(
    question: Question, history: Sequence[Exchange], parse: Callable[[str], Question]
) -> Question:
    """ "And at Tramway?": what was asked before, of something else."""
    asks = set(question.cues) - {"how", "what", "both", "job", "tell", "another"}
    if asks or question.core or question.yes_no:
        return question
    for exchange in reversed(history[-BACK:]):
        before = parse(exchange.question)
        if set(before.cues) or before.core:
            terms = before.terms if not before.described else ()
            return replace(question, cues=before.cues, terms=terms, is_follow_up=True)
    return question
