import tomllib
from pathlib import Path
from typing import Final

LABELS: Final[dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
OWN = ("one", "items", "item")


def columns(section: str) -> dict[str, str]:
    """The columns of the section's form, and what they are called."""
    return {name: said for name, said in LABELS[section].items() if name not in OWN}
