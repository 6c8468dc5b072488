"""What a conversation is called: one line, nothing invisible."""

from chatkit.api.errors import InvalidRequest
from chatkit.selfhosted.uploads.metadata import visible

LONGEST = 200  # characters, of a title that a visitor chose
SHORT = 60  # of one that is made here


def chosen(title: str) -> str:
    """A visitor's title, cleaned.

    Raises:
        InvalidRequest: nothing is left of it, or it has over 200 characters.
    """
    cleaned = _one_line(title)
    if not 0 < len(cleaned) <= LONGEST:
        raise InvalidRequest(f"A title has 1 to {LONGEST} characters.")
    return cleaned


def of(question: str) -> str | None:
    """A question as a title, cut at a word; None if nothing of it can be seen."""
    line = _one_line(question)
    if len(line) > SHORT:
        words, _, _ = line[:SHORT].rpartition(" ")
        line = f"{words or line[: SHORT - 1]}…"
    return line or None


def _one_line(text: str) -> str:
    spaced = " ".join(text.split())  # before line ends go with all that is invisible
    return " ".join(visible(spaced).split())
