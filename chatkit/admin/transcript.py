"""A conversation as it read: from rows of the chat SDK's JSON to what a page shows.

Three queries however long it is. Everything here was written by others: the page
escapes it, and a citation leads only where a web page can be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models.functions import Left, Length

from chatkit.admin import labels
from chatkit.models import Feedback, Item, Outcome, Thread, Turn

EXCERPT = 400  # characters


@dataclass(frozen=True, slots=True)
class Citation:
    """``url`` is "" where it is no address of a page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """``excerpt`` is the start of its text; ``is_cut`` where there is more of it."""

    name: str
    excerpt: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said or shown; ``kind`` is question, answer or other.

    ``note`` says what came of it, ``is_amiss`` that the note is worth a look.
    """

    kind: str
    text: str
    at: datetime | None
    quoted: str = ""
    citations: Sequence[Citation] = ()
    files: Sequence[File] = ()
    feedback: str = ""
    note: str = ""
    is_amiss: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page's items beside themselves, by item id."""

    turns: Mapping[str, Turn]
    files: Mapping[str, File] = field(default_factory=dict)


def entries(thread: Thread, items: Sequence[Item]) -> list[Entry]:
    """What stands in the thread, of these of its items."""
    told = Told(_turns(thread, items), _files(thread))
    return [_entry(item, told) for item in items if item.type not in labels.HIDDEN]


def _entry(item: Item, told: Told) -> Entry:
    data, at = item.data, _time(item.data.get("created_at"))
    turn = told.turns.get(item.item_id)
    note, is_amiss = (_note(turn), _is_amiss(turn)) if turn else ("", False)
    if item.type == "user_message":
        sent = data.get("attachments") or ()
        files = [told.files.get(s.get("id"), File(s.get("name", ""))) for s in sent]
        return Entry(
            "question",
            labels.text_of(data),
            at,
            quoted=data.get("quoted_text") or "",
            files=files,
            note=note,
            is_amiss=is_amiss,
        )
    if item.type == "assistant_message":
        return Entry(
            "answer",
            labels.text_of(data),
            at,
            citations=list(dict.fromkeys(_citations(data))),
            feedback=Feedback(item.feedback).label if item.feedback else "",
            note=note,
            is_amiss=is_amiss,
        )
    return Entry("other", labels.KINDS.get(item.type, item.type), at)


def _citations(data: Mapping[str, Any]) -> Iterator[Citation]:
    for part in data.get("content") or ():
        for annotation in part.get("annotations") or ():
            source = annotation.get("source") or {}
            url = (source.get("data") or {}).get("url") or source.get("url") or ""
            title = source.get("title") or source.get("filename") or url
            yield Citation(title, url if is_address(url) else "")


def is_address(url: str) -> bool:
    """Whether a link to it leads to a page and runs nothing."""
    if url.startswith("/"):
        return not url.startswith(("//", "/\\"))
    return url.startswith(("https://", "http://"))


def _turns(thread: Thread, items: Sequence[Item]) -> dict[str, Turn]:
    """By the answer of each; by its question where there is none."""
    ids = {item.item_id for item in items}
    return {
        turn.answer_id if turn.answer_id in ids else turn.question_id: turn
        for turn in thread.turn_set.order_by("started_at", "pk")
    }


def _files(thread: Thread) -> dict[str, File]:
    rows = thread.attachment_set.annotate(
        excerpt=Left("text", EXCERPT), length=Length("text")
    ).values_list("id", "data__name", "excerpt", "length")
    return {pk: File(name, text, length > EXCERPT) for pk, name, text, length in rows}


def _note(turn: Turn) -> str:
    answered = turn.outcome == Outcome.ANSWERED
    cut = turn.cut_claims
    return labels.joined(
        [
            "" if answered else turn.get_outcome_display(),
            labels.answered_by(turn),
            labels.duration(turn.milliseconds),
            f"{labels.counted(cut, 'claim')} cut" if cut else "",
            f"short answer: {labels.fallback(turn.fallback)}" if turn.fallback else "",
        ]
    )


def _is_amiss(turn: Turn) -> bool:
    fine = (Outcome.ANSWERED, Outcome.RUNNING)
    return turn.outcome not in fine or bool(turn.cut_claims or turn.fallback)


def _time(text: Any) -> datetime | None:
    """The chat SDK's times have no offset; they are UTC here."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
