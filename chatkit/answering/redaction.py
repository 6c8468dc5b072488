"""Texts of the owner's code, without the secrets that may be in them."""

import re

from django.conf import settings

HIDDEN = "[hidden]"
MIN_LENGTH = 6  # characters of a secret; shorter values occur by chance
_LOOKS_SECRET = re.compile(
    r"\b(?:sk|pk|rk|ek|xox[abp]|ghp|gho|pat|hf|gsk|AIza|AKIA)[-_]?[\w-]{5,}"
    r"|(?<=[Bb]earer )\S+|(?<=://)[^\s/@]+(?=@)"
    r"|(?i:(?<=key=)|(?<=token=)|(?<=secret=)|(?<=password=))[^\s&\"']+"
)


def redact(text: str) -> str:
    """Hide the secrets of this site's environment, and what looks like one."""
    for value in settings.SECRET_VALUES:
        if len(value) >= MIN_LENGTH:
            text = text.replace(value, HIDDEN)
    return _LOOKS_SECRET.sub(HIDDEN, text)
