"""Passages for a model's search, as the embedded answerer ranks them."""

from collections.abc import Sequence

from chatkit.answering.extractive.questions import read
from chatkit.answering.extractive.ranking import Index
from chatkit.answering.passages import Passage
from chatkit.answering.text.tokens import tokenise

LONGEST = 1_000  # characters of a query that are read


def search(query: str, passages: Sequence[Passage]) -> list[Passage]:
    """Best first: those of the topics it names, and those that hold its words."""
    query = query[:LONGEST]
    index = Index(passages)
    asked = read(query, "", index.words())
    groups = asked.groups or tuple((word,) for word in tokenise(query))
    worded = [hit.passage for hit in index.search(groups, asked.extra)]
    topics = (*asked.strong, *asked.hinted, *asked.weak)
    topical = [passage for topic in topics for passage in topic.pick(passages)]
    found = worded + topical if asked.groups else topical + worded
    return list({passage.id: passage for passage in found}.values())
