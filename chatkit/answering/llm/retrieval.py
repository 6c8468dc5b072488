"""Passages for a query, for those who write answers from them: a model, a search tool."""

from collections.abc import Sequence
from datetime import UTC, datetime

from chatkit.answering.facts.career import Career
from chatkit.answering.facts.index import Index
from chatkit.answering.language.lexicon import CODES, DEFAULT, language
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.question import parse_question

JOBS = ("job", "employer", "title", "now", "previous")


def search_passages(query: str, passages: Sequence[Passage]) -> list[Passage]:
    """Best first: those that hold its words, and those of the kinds it names."""
    today = datetime.now(UTC).date()
    career = Career(passages, today)
    index = Index(passages, CODES)
    question = parse_question(query, language(DEFAULT), career, index)
    worded = [hit.passage for hit in index.search(question.terms, question.language)]
    kinds = [kind for cue, kind in CUES.items() if question.has(cue)]
    if question.has(*JOBS):
        kinds.append(Kind.POSITION)
    if question.has("contact", "email", "phone"):
        kinds.append(Kind.CONTACT)
    topical = [passage for passage in passages if passage.kind in kinds]
    named = [
        passage
        for entry in question.entries
        for passage in (entry.passage, *entry.details)
    ]
    found = (
        [*named, *worded, *topical] if question.terms else [*named, *topical, *worded]
    )
    return list({passage.id: passage for passage in found}.values())
