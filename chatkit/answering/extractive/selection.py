"""Which of the passages that were found to quote, and how many."""

from collections.abc import Sequence

from chatkit.answering.extractive.matching import Group
from chatkit.answering.extractive.questions import Question
from chatkit.answering.extractive.ranking import Hit, Index
from chatkit.answering.extractive.work_intents import SKILLS
from chatkit.answering.passages import Kind

MOST = 4  # passages quoted as evidence
MOST_ENTRIES = 6  # where each says something the others don't
STAGES = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY, Kind.PROJECT})


def ranked(question: Question, index: Index) -> list[Hit]:
    """Best first, no highlight for its title alone; whoever asks for a skill sees the skills first."""
    hits = [
        hit
        for hit in index.search(question.groups, question.extra)
        if hit.told or not hit.passage.parent
    ]
    if SKILLS in (*question.strong, *question.weak):
        hits.sort(key=lambda hit: (-len(hit.covered), hit.passage.kind != Kind.SKILL))
    return hits


def is_about(hit: Hit, question: Question) -> bool:
    """Whether all the words asked for are what a stage of a life is called."""
    stage = hit.passage.kind in STAGES and not hit.passage.parent
    return stage and len(hit.titled) == len(question.groups)


def is_place(hit: Hit, question: Question) -> bool:
    """Whether a stage of a life holds the words without being called by them."""
    stage = hit.passage.kind in STAGES and not hit.passage.parent
    full = len(hit.covered) == len(question.groups)
    return stage and full and not is_about(hit, question)


def unfound(groups: Sequence[Group], hits: Sequence[Hit]) -> list[Group]:
    covered = {at for hit in hits for at in hit.covered}
    return [group for at, group in enumerate(groups) if at not in covered]


def covering(hits: Sequence[Hit]) -> list[Hit]:
    """The best hits, and any with words that those before it lack."""
    chosen: list[Hit] = []
    seen: set[int] = set()
    for hit in hits:
        as_full = len(hit.covered) == len(hits[0].covered)
        if (as_full and len(chosen) < MOST) or not hit.covered <= seen:
            chosen.append(hit)
            seen |= hit.covered
    return chosen[:MOST_ENTRIES]
