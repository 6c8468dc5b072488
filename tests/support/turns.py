"""Create rows of turns, conversations and attachments."""

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from chatkit.models import Attachment, Item, Outcome, Thread, Turn

_numbers = count(1)


def turn(**fields: Any) -> Turn:
    """A turn that the model has just answered, with these fields changed."""
    started_at = fields.pop("started_at", timezone.now())
    values = {
        "visitor_id": "user_a",
        "started_at": started_at,
        "expires_at": started_at + timedelta(seconds=60),
        "outcome": Outcome.ANSWERED,
        "answered_by": "model",
        **fields,
    }
    return Turn.objects.create(**values)


def conversation(
    *said: str,
    visitor_id: str = "user_a",
    at: datetime | None = None,
    feedback: str = "",
    **fields: Any,
) -> Thread:
    """A thread of alternating questions and answers, with a turn for each question.

    ``fields`` are set on the turns.
    """
    at = at or timezone.now()
    thread = Thread.objects.create(
        id=f"thr_{next(_numbers)}", visitor_id=visitor_id, created_at=at, data={}
    )
    thread.data = {"id": thread.id, "created_at": written(at), "title": None}
    thread.save()
    for question, answer in zip(said[::2], (*said[1::2], None), strict=False):
        asked = say(thread, question, at, "user_message")
        answered = say(thread, answer, at, "assistant_message") if answer else None
        if answered and feedback:
            answered.feedback = feedback
            answered.save()
        turn(
            thread=thread,
            visitor_id=visitor_id,
            started_at=at,
            question_id=asked.item_id,
            answer_id=answered.item_id if answered else "",
            **fields,
        )
    return thread


def say(thread: Thread, text: str, at: datetime, type_: str, **more: Any) -> Item:
    """One message as the chat SDK stores it."""
    kind = "input_text" if type_ == "user_message" else "output_text"
    item_id = f"msg_{next(_numbers)}"
    annotations = more.pop("annotations", [])
    data = {
        "id": item_id,
        "thread_id": thread.id,
        "created_at": written(at),
        "type": type_,
        "content": [{"type": kind, "text": text, "annotations": annotations}],
        **more,
    }
    return Item.objects.create(thread=thread, item_id=item_id, type=type_, data=data)


def attached(thread: Thread | None, visitor_id: str = "user_a", **more: Any) -> Path:
    """Create an attachment and return its file."""
    row = Attachment(
        id=f"atc_{Attachment.objects.count()}",
        visitor_id=visitor_id,
        thread=thread,
        data={"name": "job.txt"},
        **more,
    )
    row.file.save("job", ContentFile(b"A job"))
    return Path(row.file.path)


def written(at: datetime) -> str:
    """The chat SDK's times have no offset."""
    return at.replace(tzinfo=None).isoformat()
