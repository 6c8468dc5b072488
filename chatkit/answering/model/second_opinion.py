"""A second opinion of the model's on sentences that the claim guard leaves undecided.

It only chooses quotations: ``grounding.quotations`` checks them.
"""

import asyncio
import json
import logging
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from agents import Agent, Runner

from chatkit.answering.base import TurnInput
from chatkit.answering.grounding import Checked
from chatkit.answering.llm.evidence import SecondOpinion
from chatkit.answering.llm.markup import visible_text
from chatkit.answering.llm.response_notes import (
    ResponseNotes,
    current_notes,
    plausible,
)
from chatkit.answering.llm.runner import CHARACTERS_PER_TOKEN
from chatkit.answering.model.client import model_settings, run_config
from chatkit.answering.model.prompt import TEXTS

logger = logging.getLogger(__name__)

DEADLINE = 5.0  # seconds
RESERVE = 1.0  # seconds of the turn that are left after it
MOST_SENTENCES = 5  # of a turn, in one request
MOST_CHARACTERS = 12_000  # of them and their evidence
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


def second_opinion(turn: TurnInput) -> SecondOpinion | None:
    """None where the owner has not turned it on, or no model is named."""
    config = turn.context.config
    if not (config.second_opinion and config.model):
        return None
    return _Request(turn).ask


class _Request:
    def __init__(self, turn: TurnInput) -> None:
        self._config = turn.context.config
        self._report = turn.report
        self._ends = turn.context.turn.started + self._config.answer_seconds - RESERVE
        self._was_sent = False

    async def ask(self, cuts: Sequence[Checked]) -> Mapping[str, str]:
        """The quotation for each sentence that has one; none where it fails.

        One request a turn, however many messages it has.
        """
        sentences, given = _write(cuts)
        report, started = self._report, time.monotonic()
        seconds = min(DEADLINE, self._ends - started)
        if self._was_sent or not sentences or seconds <= 0:
            return {}
        self._was_sent = True
        tokens = (len(given) + len(TEXTS["second_opinion"])) // CHARACTERS_PER_TOKEN, 0
        answer = ""
        of_the_answer = current_notes.set(ResponseNotes())
        try:
            async with asyncio.timeout(seconds):
                result = await Runner.run(
                    self._agent(),
                    given,
                    max_turns=1,
                    run_config=run_config(self._config),
                )
            usage = result.context_wrapper.usage
            if usage.total_tokens:
                tokens = plausible(usage.input_tokens), plausible(usage.output_tokens)
            answer = str(result.final_output)
        except Exception as error:  # noqa: BLE001 -- the rules' verdict stands
            logger.warning("No second opinion: %s.", type(error).__name__)
        finally:
            current_notes.reset(of_the_answer)
            report.input_tokens += tokens[0]
            report.output_tokens += tokens[1]
            report.opinion_tokens += sum(tokens)
            report.opinion_milliseconds += round(1000 * (time.monotonic() - started))
        return _read(answer, sentences)

    def _agent(self) -> Agent[None]:
        return Agent(
            name="Second opinion",
            instructions=TEXTS["second_opinion"],
            model=self._config.model,
            model_settings=model_settings(self._config),
        )


def _write(cuts: Sequence[Checked]) -> tuple[list[str], str]:
    """The sentences that are asked about, and the request."""
    sentences: list[str] = []
    items: list[dict[str, Any]] = []
    left = MOST_CHARACTERS
    for checked in cuts[:MOST_SENTENCES]:
        passages = [p.text for entry in checked.quotable for _, p in entry.passages]
        sentence = checked.cut[0]
        left -= len(sentence) + sum(map(len, passages))
        if passages and left >= 0:
            sentences.append(sentence)
            number = len(sentences)
            items.append({"number": number, "sentence": sentence, "passages": passages})
    return sentences, json.dumps(items, ensure_ascii=False)


def _read(answer: str, sentences: Sequence[str]) -> dict[str, str]:
    found = _OBJECT.search(visible_text(answer))
    try:
        quoted = json.loads(found[0]) if found else {}
    except (ValueError, RecursionError):
        logger.warning("No second opinion: the model's answer is no JSON.")
        return {}
    return {
        sentence: quotation
        for number, sentence in enumerate(sentences, 1)
        if isinstance(quotation := quoted.get(str(number)), str) and quotation.strip()
    }
