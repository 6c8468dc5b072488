"""A model's instructions: rules, the owner's instructions, the numbered passages.

The texts are in prompts.toml.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from chatkit.answering.llm.retrieval import search_passages
from chatkit.answering.llm.search_tool import passage_line
from chatkit.answering.owner.words import OwnWords
from chatkit.answering.passages import Kind, Passage
from chatkit.config.resolve import Config

MAX_CHARACTERS = 48_000  # of passages, about 12,000 tokens

TEXTS = tomllib.loads(
    Path(__file__).with_name("prompts.toml").read_text(encoding="utf-8")
)


def build_instructions(
    passages: Sequence[Passage], question: str, config: Config, today: date
) -> str:
    """Passages keep their numbers where not all of them fit."""
    text = TEXTS["rules"].format(today=today.isoformat())
    if pronoun := TEXTS["pronouns"].get(config.pronoun):
        text += f"7. {pronoun}\n"
    if config.instructions.strip():
        text += TEXTS["owner_instructions"].format(
            instructions=config.instructions.strip()
        )
    if any(passage.kind == Kind.ANSWER for passage in passages):
        text += TEXTS["own_answers"]
    if policies := [*_policies(config.own_words)]:
        text += TEXTS["policies"].format(policies="\n".join(policies))
    numbered = "\n".join(
        passage_line(number, passage)
        for number, passage in select_passages(passages, question)
    )
    return f"{text}\nThe passages:\n{numbered or '(The résumé is empty.)'}\n"


def _policies(words: OwnWords) -> Iterator[str]:
    for policy in words.policies:
        if way := TEXTS["ways"].get(policy.way):
            names = ", ".join((policy.label, *policy.words))
            yield f"- {names}: {way}"


def select_passages(
    passages: Sequence[Passage], question: str
) -> Sequence[tuple[int, Passage]]:
    numbered = list(enumerate(passages, 1))
    if sum(len(passage_line(*one)) for one in numbered) <= MAX_CHARACTERS:
        return numbered
    ranked = search_passages(question, passages)
    best = {passage.id: rank for rank, passage in enumerate(ranked)}
    kept, left = [], MAX_CHARACTERS
    for one in sorted(numbered, key=lambda one: best.get(one[1].id, len(best))):
        left -= len(passage_line(*one))
        if left < 0:
            break
        kept.append(one)
    return sorted(kept, key=lambda one: one[0])
