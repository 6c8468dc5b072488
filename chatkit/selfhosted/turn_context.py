"""Before an answer: who gives it, and what it may be made of."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from chatkit import database
from chatkit.answering import passages
from chatkit.answering.base import ActionResponder, Responder, TurnInput
from chatkit.answering.passages import Passage
from chatkit.answering.registry import answering_kind
from chatkit.api.errors import InvalidRequest
from chatkit.config.resolve import Config
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.uploads import sent_files
from chatkit.store import Store
from chatkit.turns import budgets
from chatkit.types import ThreadMetadata

#: Given the settings, and why no model may be asked, if so.
Choose = Callable[[Config, str], Responder]

#: Beside the event loop and the database's threads: the first choice imports the
#: owner's agent, which may take long, and the others wait for it.
CHOOSING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chatkit-choosing")


async def responder(choose: Choose, context: Context) -> Responder:
    """Who answers this visitor; the embedded answerer once a budget is used up."""
    if not answering_kind(context.config).costs:
        return choose(context.config, "")
    spent = await database.run(budgets.exhausted, context.visitor_id, context.config)
    exhausted = f"budget_{spent}" if spent else ""
    return await asyncio.get_running_loop().run_in_executor(
        CHOOSING, choose, context.config, exhausted
    )


async def actor(choose: Choose, context: Context) -> ActionResponder:
    """The responder, where it takes actions. Raises InvalidRequest elsewhere."""
    chosen = await responder(choose, context)
    if isinstance(chosen, ActionResponder):
        return chosen
    raise InvalidRequest("Nothing here takes actions.")


async def given(
    thread: ThreadMetadata, question: str, store: Store[Context], context: Context
) -> TurnInput:
    """The turn as a responder gets it: the question, the passages, the files' text."""
    published, attached_text = await database.run(
        _material, context.visitor_id, thread.id
    )
    turn = TurnInput(
        thread=thread,
        question=question,
        passages=published,
        item_id=store.generate_item_id("message", thread, context),
        context=context,
        store=store,
        attached_text=attached_text,
    )
    context.run.report = turn.report
    return turn


def _material(visitor_id: str, thread_id: str) -> tuple[Sequence[Passage], str]:
    return passages.published(), sent_files.attached_text(visitor_id, thread_id)
