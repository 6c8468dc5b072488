"""A conversation as it was shown: from the chat SDK's JSON to what the page lists.

Three queries, however long it is. Visitors and models wrote the texts: the template
escapes them, and a citation is a link only if it leads to a web page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models.functions import Left

from chatkit.admin import labels
from chatkit.answering.failures import SHOWN
from chatkit.models import Feedback, Item, Outcome, Thread, Turn

EXCERPT = 401  # characters; the template cuts the last to show that there are more
#: Stored for the responder, never shown to the visitor.
HIDDEN = ("end_of_turn", "hidden_context_item", "sdk_hidden_context")
ENDED_WELL = (Outcome.ANSWERED, Outcome.SETTLED, Outcome.RUNNING)
OTHER_ITEMS: Mapping[str, str] = {
    "client_tool_call": "A tool was called in the visitor's browser",
    "generated_image": "An image was made",
    "structured_input": "A form was shown",
    "task": "A step was shown",
    "widget": "A widget was shown",
    "workflow": "Steps were shown",
}


class Citation(NamedTuple):
    title: str
    url: str  #: "" if it is not the address of a web page


class File(NamedTuple):
    name: str
    excerpt: str = ""  #: the start of its text


@dataclass(slots=True)
class Entry:
    """``kind`` is question, answer or other.

    ``note`` is how the turn ended, ``needs_attention`` if it did not end well;
    ``unanswered`` is the turn, if the résumé did not answer its question.
    """

    kind: str
    text: str
    at: datetime | None
    quoted: str = ""
    citations: Sequence[Citation] = ()
    files: Sequence[File] = ()
    feedback: str = ""
    note: str = ""
    needs_attention: bool = False
    unanswered: int | None = None


def entries(thread: Thread, items: Sequence[Item]) -> list[Entry]:
    """The entries of some of the thread's items."""
    turns, files = _turns(thread, items), _files(thread)
    found = []
    for item in items:
        if item.type in HIDDEN:
            continue
        entry = _entry(item, files)
        if turn := turns.get(item.item_id):
            entry.note = _note(turn)
            ended_well = turn.outcome in ENDED_WELL
            if turn.outcome == Outcome.UNANSWERED:
                entry.unanswered = turn.pk
            shortened = turn.cut_claims or turn.fallback
            entry.needs_attention = not ended_well or bool(shortened)
        found.append(entry)
    return found


def _entry(item: Item, files: Mapping[str, File]) -> Entry:
    data, at = item.data, _time(item.data.get("created_at"))
    match item.type:
        case "user_message":
            sent = data.get("attachments") or ()
            return Entry(
                "question",
                labels.message_text(data),
                at,
                quoted=data.get("quoted_text") or "",
                files=[files.get(s.get("id"), File(s.get("name", ""))) for s in sent],
            )
        case "assistant_message":
            return Entry(
                "answer",
                labels.message_text(data),
                at,
                citations=list(dict.fromkeys(_citations(data))),
                feedback=Feedback(item.feedback).label if item.feedback else "",
            )
    return Entry("other", OTHER_ITEMS.get(item.type, item.type), at)


def _citations(data: Mapping[str, Any]) -> Iterator[Citation]:
    for part in data.get("content") or ():
        for annotation in part.get("annotations") or ():
            source = annotation.get("source") or {}
            url = (source.get("data") or {}).get("url") or source.get("url") or ""
            title = source.get("title") or source.get("filename") or url
            yield Citation(title, url if is_web_page(url) else "")


def is_web_page(url: str) -> bool:
    if url.startswith("/"):
        return not url.startswith(("//", "/\\"))
    return url.startswith(("https://", "http://"))


def _turns(thread: Thread, items: Sequence[Item]) -> dict[str, Turn]:
    ids = {item.item_id for item in items}
    return {
        turn.answer_id if turn.answer_id in ids else turn.question_id: turn
        for turn in thread.turn_set.order_by("started_at", "pk")
    }


def _files(thread: Thread) -> dict[str, File]:
    excerpt = Left("text", EXCERPT)
    rows = thread.attachment_set.values_list("id", "data__name", excerpt)
    return {pk: File(name, text) for pk, name, text in rows}


def _note(turn: Turn) -> str:
    answered = turn.outcome == Outcome.ANSWERED
    cut, fallback = turn.cut_claims, labels.fallback(turn.fallback)
    short = "" if turn.fallback in SHOWN else "short answer: "
    return labels.join(
        [
            "" if answered else turn.get_outcome_display(),
            labels.answered_by(turn),
            labels.duration(turn.milliseconds),
            f"{labels.counted(cut, 'claim')} cut" if cut else "",
            f"{short}{fallback}" if fallback else "",
        ]
    )


def _time(text: Any) -> datetime | None:
    """The chat SDK writes times without an offset; they are UTC here."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
