"""Text as Markdown."""

import re

#: Signs in quoted words that would be read as Markdown; addresses stay whole.
SIGNS = re.compile(
    r"https?://\S+"
    r"|[*`]|\\(?=[!-/:-@\[-`{-~])|\[(?=[^\]]+\][(\[:])|<(?=[a-z/!])|~(?=~)|&(?=#?\w+;)"
    r"|(?<!\w)_|_(?!\w)"  # within a word it is none
    r"|^[#>+|=-]",
    re.IGNORECASE | re.MULTILINE,
)
LABEL_SIGNS = re.compile(r"[\[\]\\*_`<&~]")
NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s)", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = SIGNS.sub(
        lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text
    )
    return NUMBER.sub(r"\1\\\2", escaped)


def markdown_link(label: str, url: str) -> str:
    escaped = LABEL_SIGNS.sub(r"\\\g<0>", label)
    return f"[{escaped}]({url})"
