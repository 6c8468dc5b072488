"""From the bytes of a file to a document that can be published."""

from typing import Any, NamedTuple

from resume.document import decoder, normalization, recognition, validation


class Read(NamedTuple):
    """``changes`` has a line for each value that was read as another; ``unknown`` the
    paths of keys that are kept and not shown; ``left`` what is not taken, and why.
    """

    document: dict[str, Any]
    changes: list[str]
    unknown: list[str]
    left: list[str]


def read(content: bytes) -> Read:
    """Raises decoder.NotJSON, or validation.InvalidResume with all problems."""
    return read_document(decoder.decode(content))


def read_document(document: Any, *, is_converted: bool = False) -> Read:
    """Raises validation.InvalidResume with all problems.

    Where another format was converted, a value that the standard refuses is left out.
    """
    recognition.require_resume(document)
    document, changes = normalization.normalize(document)
    left_out = validation.leave_out_invalid(document) if is_converted else []
    validation.validate(document)
    changes += recognition.sections_of_its_own(document)
    return Read(document, changes, recognition.unknown_keys(document), left_out)
