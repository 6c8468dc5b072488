"""Follow-ups: "there", "before that", "the second", a bare "how long?".

A question that does not say what it is about is about what the last answer cited.
"""

from collections.abc import Callable, Iterable, Sequence
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
GLOBAL = TALK.union(
    [
        "contact",
        "email",
        "phone",
        "website",
        "human",
        "pdf",
        "salary",
        "visa",
        "age",
        "family",
        "private",
    ],
    [
        "weakness",
        "driving",
        "availability",
        "wish",
        "workplace",
        "summary",
        "hire",
        "strength",
    ],
    [
        "location",
        "name",
        "language",
        "skill",
        "interest",
        "reference",
        "volunteering",
        "gap",
    ],
)
#: What these ask of a person, and of a thing: "how old is she", "how old is that".
OF_THINGS = {"age": "when", "location": "where", "language": "tool", "website": "link"}
#: Topics a question may have of its own.
OWN = frozenset(CUES) - {"tool"} | {
    *["total", "job", "employer", "promotion", "list", "title"]
}
#: A list of skills has no place or time; each may have been used somewhere.
NAMELESS = (Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST)
OF_A_TIME = ("where", "when", "since", "how_long", "who")
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
COURTESIES = {"hello", "thanks", "fine", "wellbeing"}
BRIEF = 4  # words
LATEST = ("latest", "first", "first_of")
EXTREMES = (*LATEST, "longest", "shortest", "longer", "highest", "lowest")


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
    if not TALK.issuperset(question.cues.keys() - COURTESIES):  # "great, and then?"
        cues = {cue: at for cue, at in question.cues.items() if cue not in COURTESIES}
        question = replace(question, cues=cues)
    if talk.asked or talk.focus:
        question = _alone(question)
    several = question.says(question.language.several) and not question.mentions
    if text := whole_question(question, talk.asked):
        question = parse(text)
    listed = (talk.shown if several else ()) or talk.focus
    question = replace(question, listed=listed, told=talk.told, cited=talk.cited)
    if not talk.focus:
        return question
    rules = (_compared, _extreme, _picked, _of_the_same)
    found = (rule(question, talk) for rule in rules)
    return next(filter(None, found), question)


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
    return _about(question, (talk.focus[0], *question.entries))


def _extreme(question: Question, talk: Talk) -> Question | None:
    """ "Which of them is the newest?": of the list last shown."""
    shown = talk.shown
    if talk.focus[0] not in shown:
        kind = talk.focus[0].kind
        shown = tuple(entry for entry in talk.recent if entry.kind == kind)[:2]
    own = question.core or question.mentions or question.period
    chosen = question.says(question.language.which) or (
        question.ordinal is None and (_is_brief(question) or question.points_back)
    )
    if own or len(shown) < 2 or not (chosen and question.has(*EXTREMES)):  # noqa: PLR2004
        return None
    return _about(question, shown) if _is_of(question, shown) else None


def _picked(question: Question, talk: Talk) -> Question | None:
    """ "The second one", "the other", "the lean one"."""
    shown, at = talk.shown, question.ordinal
    if not shown or (question.mentions and not question.described):
        return None
    called = [entry for entry in shown if _is_called(question, entry)]
    if len(called) != 1 and not _is_of(question, shown):
        return None
    if question.says(question.language.other):
        rest = [entry for entry in shown if entry not in talk.focus]
        called = rest[:1] if talk.focus != shown else []
    elif at is not None:
        if at < 1 and question.has("job", "employer"):
            return None
        if at < 1 and question.has("study"):  # not the first of the list
            shown = tuple(sorted(shown, key=lambda entry: entry.passage.facts.start))
        called = list(shown[at : at + 1 or None])
    if len(called) != 1:
        return None
    own = set(question.language.keys(called[0].passage.text))
    terms = [t for t in question.terms if not own.issuperset(_keys(question, t.folds))]
    return replace(_about(question, called), terms=tuple(terms))


def _is_called(question: Question, entry: Entry) -> bool:
    """Whether a brief question names it by a word or two of what it is."""
    telling = any(term.weight >= 1 for term in question.terms)
    if not (telling and _is_brief(question)) or question.has("how_many", "how_much"):
        return False
    asking = {at for cue, row in question.cues.items() if cue not in CUES for at in row}
    said = [
        word.fold
        for at, word in enumerate(question.words)
        if at not in asking
        and (word.named or word.fold not in question.language.function)
    ]
    return _keys(question, said) <= set(question.language.keys(entry.passage.text))


def _is_brief(question: Question) -> bool:
    return question.continues or len(question.words) <= BRIEF


def _keys(question: Question, folds: Iterable[str]) -> set[str]:
    return set(map(question.language.key, folds))


def _is_of(question: Question, entries: Sequence[Entry]) -> bool:
    """Whether it asks for no other kind than these."""
    kinds = {kind for cue, kind in CUES.items() if question.has(cue)}
    if question.has("job", "employer") and not kinds:
        return question.past or entries[0].kind in STAGES
    return kinds <= {entry.kind for entry in entries}


def _of_the_same(question: Question, talk: Talk) -> Question | None:
    points = question.points_back
    if points and not question.pronoun:
        cues = {OF_THINGS.get(cue, cue): at for cue, at in question.cues.items()}
        question = replace(question, cues=cues)
    if question.mentions and not question.described:
        return None
    if question.has(*GLOBAL) and not (points and question.has("reference", "skill")):
        return None
    bare = not question.period and all(term.weight < 1 for term in question.terms)
    first = [e for e in talk.focus if (e.kind, e.name) == _sort(talk.focus[0])]
    if bare and _asks_role(question, talk.focus[0]):
        return _about(question, first)
    if bare and points and _asks_job(question, talk.focus[0]):
        cues = {**question.cues, "overlap": ()}
        return _about(replace(question, cues=cues), first)
    own_topic = question.has(*OWN) and not _is_attribute(question, talk.focus[0])
    points_on = points or question.has("overlap")
    if question.described or (own_topic and not points_on):
        return None
    if not question.cues or not (bare or points_on):
        return None
    if question.has("now") and not points:
        return None
    if talk.focus[0].kind in NAMELESS and question.has(*OF_A_TIME) and talk.asked:
        return replace(question, listed=(), terms=(*question.terms, *talk.asked.core))
    if question.has("grade"):
        first = [e for e in talk.focus if e.passage.facts.level] or first
    if question.has(*DATING):
        dated = sorted(talk.focus, key=lambda entry: not _is_dated(entry))
        first = [e for e in dated if (e.kind, e.name) == _sort(dated[0])]
    several = points and question.says(question.language.several)
    completed = _about(question, (talk.shown or talk.focus) if several else first)
    if completed.terms or not question.has("how_many", "how_much") or not talk.asked:
        return completed
    return replace(completed, terms=talk.asked.terms)


def _sort(entry: Entry) -> tuple[str, str]:
    """Others of its kind at the same place go with it."""
    return entry.kind, entry.name


def _is_attribute(question: Question, entry: Entry) -> bool:
    """ "Who published it?" asks of the publication."""
    asked = {kind for cue, kind in CUES.items() if question.has(cue)}
    return asked == {entry.kind} and question.has("who", "when", "where", "why")


def _asks_job(question: Question, entry: Entry) -> bool:
    """ "Where did she work then?" after a project or a prize."""
    beside = (Kind.PROJECT, Kind.AWARD, Kind.CERTIFICATE, Kind.PUBLICATION)
    return entry.kind in beside and question.has("job", "employer")


def _asks_role(question: Question, entry: Entry) -> bool:
    """ "What was her role?" after a project: there, not now."""
    elsewhere = question.has(
        "where", "who", "list", "previous", "before", "first", "now", "total"
    )
    role = question.has("job", "title") and question.has("what")
    beside = (Kind.PROJECT, Kind.VOLUNTEERING)
    then = question.past or (question.has("title") and entry.kind in beside)
    return role and then and not elsewhere and entry.kind in STAGES


def _is_dated(entry: Entry) -> bool:
    return bool(entry.passage.facts.start or entry.passage.facts.end)


def _about(question: Question, entries: Sequence[Entry]) -> Question:
    return replace(question, entries=tuple(entries), is_follow_up=True, described=False)
