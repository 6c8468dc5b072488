"""Passages to claims. Whatever is said of the person is quoted, word for word.

Quotation marks stand where words of ours stand beside the quoted ones; a sentence
or an item of a list that is all quotation goes without.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chatkit.answering.extractive.index import Hit, Term, holds
from chatkit.answering.extractive.intents import TOPICS, Topic
from chatkit.answering.passages import ABOUT_THE_PERSON, Kind, Passage
from chatkit.answering.text.tokens import sentences, tokenize

BRIEF, LONG = 200, 420  # characters quoted of one passage in a list, and alone
MOST_NAMED = 3  # words asked for that are repeated before it gets silly
HEADED = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY})
ASIDES = ("Web address: ",)  # how sentences begin that lists leave out


@dataclass(frozen=True, slots=True)
class Claim:
    """One or two sentences; ``passages`` are those they quote, best first.

    Without passages it claims nothing about the person ("The résumé does not say.").
    ``bullet`` makes it an item of a list; other claims share a paragraph.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``found`` is False when the résumé does not say."""

    claims: tuple[Claim, ...]
    found: bool


def excerpt(passage: Passage, terms: Sequence[Term] = (), *, brief: bool) -> str:
    """The sentences to quote: the first, those with a term, and what else fits."""
    said = sentences(passage.text)
    if brief and passage.kind != Kind.PROFILE:
        said = tuple(one for one in said if not one.startswith(ASIDES)) or said
    if not said:
        return passage.text
    limit = BRIEF if brief else LONG
    wanted = [at for at, one in enumerate(said) if any(holds(one, t) for t in terms)]
    if brief and passage.kind in HEADED and not passage.parent:
        order = [0, *wanted]
    else:
        order = [0, *wanted, *range(len(said))]
    if wanted and passage.kind in ABOUT_THE_PERSON:
        order = [*wanted, *range(wanted[0], len(said))]
    chosen: list[int] = []
    for at in dict.fromkeys(order):
        if chosen and sum(len(said[i]) for i in (*chosen, at)) > limit:
            break
        chosen.append(at)
    return _with_gaps(said, sorted(chosen))


def _with_gaps(said: Sequence[str], chosen: Sequence[int]) -> str:
    text = ""
    for before, at in zip([None, *chosen], chosen, strict=False):
        gap = "" if before is None else " " if at == before + 1 else " … "
        text += gap + said[at]
    return text


def quote(text: str) -> str:
    """In quotation marks, unless it brings its own; always with an end."""
    marked = text if "“" in text else f"“{text}”"
    return marked if text.rstrip("”").endswith((".", "!", "?", "…")) else f"{marked}."


def sentence(lead: str, passage: Passage, terms: Sequence[Term] = ()) -> Claim:
    text = excerpt(passage, terms, brief=False)
    text = f"{lead} {quote(text)}" if lead else _with_source(passage, text)
    return Claim(text, (passage,))


def bullets(
    lead: str, passages: Sequence[Passage], terms: Sequence[Term] = ()
) -> tuple[Claim, ...]:
    if len(passages) == 1:
        return (sentence(lead, passages[0], terms),)
    items = (
        Claim(_with_source(p, excerpt(p, terms, brief=True)), (p,), bullet=True)
        for p in passages
    )
    return (Claim(lead), *items)


def _with_source(passage: Passage, text: str) -> str:
    """A statement or a detail can't stand by itself: it says where it is from."""
    if passage.parent or passage.kind == Kind.STATEMENT:
        return f"{passage.title}: {quote(text)}"
    return text


def about_topic(topic: Topic, passages: Sequence[Passage]) -> tuple[Claim, ...]:
    if not topic.lead:
        return tuple(sentence(_introduction(passage), passage) for passage in passages)
    return bullets(topic.lead, passages, [(word,) for word in tokenize(topic.seek)])


def _introduction(passage: Passage) -> str:
    if passage.kind != Kind.POSITION:
        return ""
    return "The latest job:" if passage.facts.end else "Currently:"


def evidence(
    hits: Sequence[Hit], terms: Sequence[Term], lead: str = "The résumé says:"
) -> tuple[Claim, ...]:
    """What was found for the terms of a question."""
    if len(hits) == 1 and hits[0].passage.parent:
        lead = ""  # a detail brings its own
    return bullets(lead, [hit.passage for hit in hits], terms)


def repeat_terms(text: str, terms: Sequence[Term]) -> str:
    """Terms as the visitor wrote them in ``text``; "" if there are too many."""
    if not terms or sum(len(term) for term in terms) > MOST_NAMED:
        return ""
    spans: list[tuple[int, int]] = []
    for term in terms:
        start, end = term[0].start, term[-1].end
        if spans and text[spans[-1][1] : start] == " ":
            start = spans.pop()[0]
        spans.append((start, end))
    words = [text[start:end] for start, end in spans]
    return " or ".join(one if one != one.lower() else f"“{one}”" for one in words)


def not_mentioned(text: str, terms: Sequence[Term], where: str = "") -> Claim:
    words = repeat_terms(text, terms)
    if not words:
        return Claim("The résumé does not say.")
    return Claim(f"The résumé does not mention {words}{where}.")


def offers(passages: Sequence[Passage]) -> Claim:
    """What could be asked instead: the topics this résumé has something on."""
    labels = [
        topic.label
        for topic in TOPICS.values()
        if topic.offered and topic.select(passages)
    ]
    if not labels:
        return Claim("It has little to quote yet.")
    *most, last = labels
    listed = f"{', '.join(most)} or {last}" if most else last
    return Claim(f"You can ask about {listed}.")
