"""Why the claim guard cut a sentence, in the words of cut_reasons.toml."""

import tomllib
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

REASONS: Mapping[str, str] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
OTHER = "The résumé has no evidence for it."


def explain(reason: str) -> list[str]:
    """A sentence for each kind of objection, with all that it is about."""
    parts = sorted(part.partition(": ") for part in reason.split("; "))
    explained = []
    for kind, group in groupby(parts, key=lambda part: part[0]):
        about = dict.fromkeys(subject for _, _, subject in group)
        explained.append(REASONS.get(kind, OTHER).format(", ".join(about)))
    return list(dict.fromkeys(explained))
