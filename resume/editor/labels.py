import tomllib
from pathlib import Path
from typing import Final

from resume.other_sections import in_words
from resume.visibility import section_name

LABELS: Final[dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
BASICS: Final = LABELS["basics"]
#: What the owner chooses for each ``resume.visibility.Visibility``.
SEEN_BY: Final = LABELS["visibility"]
OWN = ("one", "items", "item")


def columns(section: str) -> dict[str, str]:
    """The columns of the section's form, and what they are called."""
    return {name: said for name, said in LABELS[section].items() if name not in OWN}


def seen_label(key: str) -> str:
    """Of what can be kept back of the basics; it may be a non-standard field."""
    own_key = key.removeprefix(section_name(""))
    return LABELS["seen"].get(key) or f"Who sees “{own(own_key)}”"


def own(key: str) -> str:
    """What the standard lacks, in words."""
    return in_words(key)
