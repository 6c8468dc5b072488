"""Follow-ups: "there", "before that", "the second", a bare "how long?".

A question that does not say what it is about is about what the last answer cited.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace

from chatkit.answering.facts.career import STAGES, Career, Entry
from chatkit.answering.passages import Kind
from chatkit.answering.questions.ellipsis import whole_question
from chatkit.answering.questions.kinds import CUES, TALK
from chatkit.answering.questions.question import Question
from chatkit.answering.questions.talk import Exchange, Talk

__all__ = ["Exchange", "complete"]

Parse = Callable[[str], Question]

#: What is asked of the person whatever was talked about before.
GLOBAL = TALK | {
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
}
#: What these ask of a person, and of a thing: "how old is she", "how old is that".
OF_THINGS = {"age": "when", "location": "where", "language": "tool", "website": "link"}
#: Topics a question may have of its own.
OWN = frozenset(CUES) - {"tool"} | {
    "total",
    "job",
    "employer",
    "promotion",
    "list",
    "title",
}
#: A list of skills has no place or time; each may have been used somewhere.
NAMELESS = (Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST)
DATING = (
    "when",
    "until",
    "ended",
    "started",
    "how_long",
    "since",
    "before",
    "previous",
)
OF_A_TIME = ("where", "when", "since", "how_long", "who")
COURTESIES = ("hello", "thanks", "fine", "wellbeing")
BRIEF = 4  # words
EXTREMES = (
    "latest",
    "first",
    "longest",
    "shortest",
    "longer",
    "first_of",
    "highest",
    "lowest",
)


def complete(
    question: Question, history: Sequence[Exchange], career: Career, parse: Parse
) -> Question:
    """The question with what it leaves to the conversation."""
    talk = Talk()
    for exchange in history:
        before = _completed(parse(exchange.question), talk, parse)
        talk = talk.after(before, exchange.cited, career)
    return _completed(question, talk, parse)


def _completed(question: Question, talk: Talk, parse: Parse) -> Question:
    question = _without_courtesy(question)
    if talk.asked or talk.focus:
        question = _alone(question)
    several = _says(question, question.language.several) and not question.mentions
    if text := whole_question(question, talk.asked):
        question = parse(text)
    listed = (talk.shown if several else ()) or talk.focus
    question = replace(question, listed=listed, told=talk.told, cited=talk.cited)
    if not talk.focus:
        return question
    for rule in (_compared, _extreme, _picked, _of_the_same):
        if found := rule(question, talk):
            return found
    return question


def _without_courtesy(question: Question) -> Question:
    """ "Great, and before that?" is no thanks."""
    cues = {cue: at for cue, at in question.cues.items() if cue not in COURTESIES}
    return question if TALK.issuperset(cues) else replace(question, cues=cues)


def _alone(question: Question) -> Question:
    """ "More", "since?", "sure?": words that ask by themselves where there is a talk."""
    language = question.language
    said = [w.fold for w in question.words if w.fold not in language.continues]
    cue = language.alone.get(" ".join(said))
    if not cue:
        return question
    places = tuple(range(len(question.words)))
    return replace(question, cues={cue: places}, terms=(), mentions=(), entries=())


def _compared(question: Question, talk: Talk) -> Question | None:
    """ "Was that before or after her internship?": what was talked about, and another."""
    compares = question.has("first_of", "longer", "before", "after")
    if not compares or not question.points_back or len(question.mentions) != 1:
        return None
    if talk.focus[0] in question.entries:
        return None
    entries = (talk.focus[0], *question.entries)
    return replace(question, entries=entries, is_follow_up=True, described=False)


def _extreme(question: Question, talk: Talk) -> Question | None:
    """ "Which of them is the newest?": of the list last shown."""
    shown = talk.shown
    if talk.focus[0] not in shown:
        kind = talk.focus[0].kind
        shown = tuple(entry for entry in talk.recent if entry.kind == kind)[:2]
    if len(shown) < 2 or question.core or question.mentions or question.period:  # noqa: PLR2004
        return None
    chosen = _says(question, question.language.which)
    brief = question.continues or question.points_back or len(question.words) <= BRIEF
    if not (chosen or (brief and question.ordinal is None)):
        return None
    if not question.has(*EXTREMES) or not _is_of(question, shown):
        return None
    return _about(question, shown)


def _picked(question: Question, talk: Talk) -> Question | None:
    """ "The second one", "the other", "the lean one"."""
    shown = talk.shown
    if not shown or (question.mentions and not question.described):
        return None
    at = question.ordinal
    called = [entry for entry in shown if _is_called(question, entry)]
    if len(called) != 1 and not _is_of(question, shown):
        return None
    if _says(question, question.language.other):
        rest = [entry for entry in shown if entry not in talk.focus]
        chosen = rest[:1] if talk.focus != shown else []
    elif at is None:
        chosen = called
    elif at < 1 and question.has("job", "employer"):
        chosen = []  # the first in time
    else:
        chosen = list(shown[at : at + 1 or None])
    if len(chosen) != 1:
        return None
    own = set(question.language.keys(chosen[0].passage.text))
    terms = [t for t in question.terms if not own.issuperset(_keys(question, t.folds))]
    return replace(_about(question, chosen), terms=tuple(terms))


def _is_called(question: Question, entry: Entry) -> bool:
    """Whether a brief question names it by a word or two of what it is."""
    brief = question.continues or len(question.words) <= BRIEF
    if not brief or not any(term.weight >= 1 for term in question.terms):
        return False
    if question.has("how_many", "how_much"):
        return False
    asking = {at for cue, row in question.cues.items() if cue not in CUES for at in row}
    said = [
        word.fold
        for at, word in enumerate(question.words)
        if at not in asking
        and (word.named or word.fold not in question.language.function)
    ]
    return set(_keys(question, said)) <= set(question.language.keys(entry.passage.text))


def _keys(question: Question, folds: Iterable[str]) -> Iterator[str]:
    return map(question.language.key, folds)


def _is_of(question: Question, entries: Sequence[Entry]) -> bool:
    """Whether it asks for no other kind than these."""
    kinds = {kind for cue, kind in CUES.items() if question.has(cue)}
    if question.has("job", "employer") and not kinds:
        return question.past or entries[0].kind in STAGES
    return kinds <= {entry.kind for entry in entries}


def _of_the_same(question: Question, talk: Talk) -> Question | None:
    if question.points_back and not question.pronoun:
        cues = {OF_THINGS.get(cue, cue): at for cue, at in question.cues.items()}
        question = replace(question, cues=cues)
    there = question.points_back and question.has("reference", "skill")
    if question.mentions and not question.described:
        return None
    if question.has(*GLOBAL) and not there:
        return None
    own_topic = question.has(*OWN) and not _is_attribute(question, talk.focus[0])
    bare = not any(term.weight >= 1 for term in question.terms) and not question.period
    if _asks_role(question, talk.focus, bare=bare):
        return _about(question, _first(talk.focus))
    points = question.points_back or question.has("overlap")
    if question.described or (own_topic and not points):
        return None
    if question.has("now") and not question.points_back:
        return None
    if not question.cues or not (bare or points):
        return None
    if talk.focus[0].kind in NAMELESS and question.has(*OF_A_TIME) and talk.asked:
        return replace(question, listed=(), terms=(*question.terms, *talk.asked.core))
    several = question.points_back and _says(question, question.language.several)
    focus = talk.focus
    if question.has(*DATING):
        focus = tuple(sorted(focus, key=lambda e: not _is_dated(e)))
    about = (talk.shown or focus) if several else _first(focus)
    completed = _about(question, about)
    if completed.terms or not question.has("how_many", "how_much") or not talk.asked:
        return completed
    return replace(completed, terms=talk.asked.terms)


def _is_attribute(question: Question, entry: Entry) -> bool:
    """ "Who published it?" asks of the publication."""
    asked = {kind for cue, kind in CUES.items() if question.has(cue)}
    return asked == {entry.kind} and question.has("who", "when", "where", "why")


def _asks_role(question: Question, focus: Sequence[Entry], *, bare: bool) -> bool:
    """ "What was her role?" after a project: there, not now."""
    elsewhere = question.has(
        "where", "who", "list", "previous", "before", "first", "now", "total"
    )
    role = question.has("job", "title") and question.has("what")
    beside = question.has("title") and focus[0].kind in (
        Kind.PROJECT,
        Kind.VOLUNTEERING,
    )
    then = question.past or beside
    return bare and role and then and not elsewhere and focus[0].kind in STAGES


def _first(focus: Sequence[Entry]) -> list[Entry]:
    """The first, with others of its kind at the same place behind it."""
    return [e for e in focus if e.kind == focus[0].kind and e.name == focus[0].name]


def _is_dated(entry: Entry) -> bool:
    return bool(entry.passage.facts.start or entry.passage.facts.end)


def _about(question: Question, entries: Sequence[Entry]) -> Question:
    return replace(question, entries=tuple(entries), is_follow_up=True, described=False)


def _says(question: Question, words: Set[str]) -> bool:
    return any(word.fold in words for word in question.words)
