"""What of a passage is searched."""

import re

from chatkit.answering.passages import Kind, Passage

LONGEST_PASSAGE = 20_000  # characters
UNSEARCHED = frozenset({Kind.CONTACT, Kind.PROFILE})
_URL = re.compile(r"https?://\S+")


def searched_text(passage: Passage) -> str:
    if passage.kind in UNSEARCHED:
        return ""
    own = "" if passage.parent else f"{passage.title} "
    text = own + passage.text[:LONGEST_PASSAGE]
    return _URL.sub(" ", text) if "://" in text else text
