"""The fit sheet as a ChatKit widget: a card that ours and OpenAI's element show."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import DatabaseError, InterfaceError

from chatkit import database
from chatkit.answering.base import TurnInput
from chatkit.answering.fit import link
from chatkit.answering.fit.answer import FitAnswer
from chatkit.answering.fit.findings import Verdict
from chatkit.answering.fit.sheet import Row, balance, sections, uncounted
from chatkit.answering.text.markdown import markdown_link
from chatkit.types import ThreadItemDoneEvent, WidgetItem
from chatkit.widgets import DynamicWidgetRoot

Node = dict[str, Any]

COLORS = {
    Verdict.MET: "success",
    Verdict.PARTLY: "warning",
    Verdict.MISSING: "danger",
}


async def widget_event(turn: TurnInput, answer: FitAnswer) -> ThreadItemDoneEvent:
    """The sheet, with a link to its page unless the database does not answer."""
    code = answer.composer.language.code
    try:
        path = await database.run(
            link.create,
            turn.thread.id,
            answer.sheet,
            code,
            turn.context.resume,
        )
    except (DatabaseError, InterfaceError):
        path = ""
    item = WidgetItem(
        id=turn.store.generate_item_id("message", turn.thread, turn.context),
        thread_id=turn.thread.id,
        created_at=datetime.now(),  # naive, as the SDK's own items are
        widget=DynamicWidgetRoot.model_validate(card(answer, turn.context.site, path)),
        copy_text=answer.claims[0].text,  # the message says the rest
    )
    return ThreadItemDoneEvent(item=item)


def card(answer: FitAnswer, site: str, path: str) -> Node:
    """``path`` is that of the page that can be printed, or ""."""
    sheet, said = answer.sheet, answer.composer.language.fit["say"]
    children: list[Node] = [
        {"type": "Title", "value": said["title"], "size": "sm"},
        {"type": "Text", "value": balance(sheet, answer.composer), "size": "sm"},
    ]
    for heading, rows in sections(sheet):
        children += [{"type": "Divider"}, _caption(said[heading])]
        children += [_row(row, said, site) for row in rows]
    if notes := uncounted(sheet, answer.composer):
        children += [{"type": "Divider"}, *map(_caption, notes)]
    if path:
        page = markdown_link(said["link"], site + path)
        children += [{"type": "Divider"}, {"type": "Markdown", "value": page}]
    return {"type": "Card", "size": "md", "children": children}


def _row(row: Row, said: dict[str, str], site: str) -> Node:
    badge = {"type": "Badge", "label": said[row.key], "color": COLORS[row.verdict]}
    asked = {"type": "Text", "value": row.asked, "size": "sm", "weight": "semibold"}
    head = {"type": "Row", "gap": 2, "wrap": "wrap", "children": [badge, asked]}
    notes = [_caption(" ".join(row.notes))] if row.notes else []
    return {"type": "Col", "gap": 1, "children": [head, *_evidence(row, site), *notes]}


def _evidence(row: Row, site: str) -> Iterator[Node]:
    for evidence in row.evidence:
        if url := evidence.passage.url:
            quoted = markdown_link(evidence.text, site + url)
            yield {"type": "Markdown", "value": quoted}
        else:
            yield {"type": "Text", "value": evidence.text}


def _caption(text: str) -> Node:
    return {"type": "Caption", "value": text}
