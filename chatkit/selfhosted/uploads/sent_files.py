"""Attachments in messages: which may be sent, and what they say to the answerer."""

from collections.abc import Sequence

from chatkit.config.resolve import Config
from chatkit.selfhosted.uploads import attachments, intake
from chatkit.selfhosted.uploads.errors import NoSuchFile, TooManyFiles, UnusableFile
from chatkit.selfhosted.uploads.extractor import MAX_CHARACTERS


def demand_sendable(visitor_id: str, ids: Sequence[str], config: Config) -> None:
    """Raises a ChatError unless a message of the visitor may carry these attachments."""
    intake.demand(config)
    if len(ids) > config.max_files:
        raise TooManyFiles(f"A message carries at most {config.max_files}.")
    ready = attachments.sendable(visitor_id, ids)
    if missing := [id_ for id_ in ids if id_ not in ready]:
        raise NoSuchFile(f"Attachment {missing[0]} not found")
    if len(ready) < len(ids) or not all(ready.values()):
        raise UnusableFile("Each has to be uploaded, and is sent once.")


def attached_text(visitor_id: str, thread_id: str) -> str:
    """What the thread's files say, each below its name, the newest first."""
    texts = attachments.texts(visitor_id, thread_id)
    return "\n\n".join(f"{name}:\n{text}" for name, text in texts)[:MAX_CHARACTERS]
