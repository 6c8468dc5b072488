"""Passages to claims. Whatever is said of the person is quoted, word for word.

Quotation marks stand where words of ours stand beside the quoted ones; a sentence
or an item of a list that is all quotation goes without.
"""

from collections.abc import Sequence

from chatkit.answering.extractive.answer import Claim
from chatkit.answering.extractive.intents import TOPICS, Topic
from chatkit.answering.extractive.matching import Group, holds
from chatkit.answering.extractive.ranking import Hit
from chatkit.answering.extractive.vocabulary import ASIDES
from chatkit.answering.passages import ABOUT_THE_PERSON, Kind, Passage
from chatkit.answering.text.tokens import sentences, tokenise

BRIEF, LONG = 200, 420  # characters quoted of one passage in a list, and alone
MOST_NAMED = 3  # words asked for that are repeated before it gets silly
HEADED = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY})


def excerpt(passage: Passage, groups: Sequence[Group] = (), *, brief: bool) -> str:
    """The sentences to quote: the first, those asked for, and what else fits."""
    said = sentences(passage.text)
    if brief and passage.kind != Kind.PROFILE:
        said = tuple(one for one in said if not one.startswith(ASIDES)) or said
    if not said:
        return passage.text
    limit = BRIEF if brief else LONG
    wanted = [at for at, one in enumerate(said) if any(holds(one, g) for g in groups)]
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


def quoted(text: str) -> str:
    """In quotation marks, unless it brings its own; always with an end."""
    marked = text if "“" in text else f"“{text}”"
    return marked if text.rstrip("”").endswith((".", "!", "?", "…")) else f"{marked}."


def one(lead: str, passage: Passage, groups: Sequence[Group] = ()) -> Claim:
    """A sentence with one passage in it."""
    text = excerpt(passage, groups, brief=False)
    return Claim(f"{lead} {quoted(text)}" if lead else _told(passage, text), (passage,))


def several(
    lead: str, passages: Sequence[Passage], groups: Sequence[Group] = ()
) -> tuple[Claim, ...]:
    """A list under its lead, or one sentence if there is one passage."""
    if len(passages) == 1:
        return (one(lead, passages[0], groups),)
    items = (
        Claim(_told(passage, excerpt(passage, groups, brief=True)), (passage,), True)
        for passage in passages
    )
    return (Claim(lead), *items)


def _told(passage: Passage, text: str) -> str:
    """What can't stand by itself says where it is from: the summary, a highlight."""
    if passage.parent or passage.kind == Kind.STATEMENT:
        return f"{passage.title}: {quoted(text)}"
    return text


def topic(about: Topic, passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """Everything the résumé has on a topic."""
    if not about.lead:
        return tuple(one(_introduction(passage), passage) for passage in passages)
    return several(about.lead, passages, [(word,) for word in tokenise(about.seek)])


def _introduction(passage: Passage) -> str:
    if passage.kind != Kind.POSITION:
        return ""
    return "The latest job:" if passage.facts.end else "Currently:"


def evidence(
    hits: Sequence[Hit], groups: Sequence[Group], lead: str = "The résumé says:"
) -> tuple[Claim, ...]:
    """What was found for the words of a question."""
    if len(hits) == 1 and hits[0].passage.parent:
        lead = ""  # a highlight brings its own
    return several(lead, [hit.passage for hit in hits], groups)


def named(text: str, groups: Sequence[Group]) -> str:
    """Words of the visitor, to say that they were not found; "" if too many."""
    if not groups or sum(len(group) for group in groups) > MOST_NAMED:
        return ""
    spans: list[tuple[int, int]] = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        if spans and text[spans[-1][1] : start] == " ":
            start = spans.pop()[0]
        spans.append((start, end))
    words = [text[start:end] for start, end in spans]
    return " or ".join(one if one != one.lower() else f"“{one}”" for one in words)


def not_mentioned(text: str, groups: Sequence[Group], where: str = "") -> Claim:
    """That something is missing: the visitor's words, and no claim."""
    words = named(text, groups)
    if not words:
        return Claim("The résumé does not say.")
    return Claim(f"The résumé does not mention {words}{where}.")


def offers(passages: Sequence[Passage]) -> Claim:
    """What could be asked instead: the topics this résumé has something on."""
    labels = [one.label for one in TOPICS if one.offered and one.pick(passages)]
    if not labels:
        return Claim("It has little to quote yet.")
    *most, last = labels
    listed = f"{', '.join(most)} or {last}" if most else last
    return Claim(f"You can ask about {listed}.")
