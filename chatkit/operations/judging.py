"""Judges answers by the rules written beside their questions.

An answer must match ``all``, not ``none``; a cited text must match ``cite``. With
``abstain`` it must say that the résumé doesn't say so, else it must not (unless
``deny_ok``). ``lang`` is the language it must have, ``lg`` the question's. Passed are
90 % right, and 80 % of later turns and of each language other than English.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FLOOR, FLOOR_OF_A_PART = 90, 80  # percent right
LENGTH = 420  # characters, but for the kinds of the table
TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
QUOTE = re.compile(r"“[^”]*”")
SENTENCE = re.compile(r"(?<!Dr\.)(?<!Prof\.)(?<!St\.)(?<=[.!?”])\s+(?![a-zß-ÿ])|\n")
DENIES, ABSTAINS = map(re.compile, (TABLES["denies"], TABLES["abstains"]))

#: What a question may say about its answer.
RULES = frozenset(
    ["all", "none", "cite", "abstain", "deny_ok", "lang", "max_chars", "max_sentences"]
)
Row = Mapping[str, Any]


def faults(question: Row, answer: str, cited: list[str]) -> Iterator[str]:
    """What is wrong with an answer that cites elements of these texts."""
    own = QUOTE.sub("“”", answer)
    yield from (
        f"lacks {p}" for p in question.get("all", ()) if not re.search(p, answer)
    )
    yield from (f"has {p}" for p in question.get("none", ()) if re.search(p, answer))
    if question.get("abstain"):
        if not ABSTAINS.search(own[:250]):
            yield "does not abstain"
    elif not question.get("deny_ok") and DENIES.search(answer):
        yield "denies"
    cite = question.get("cite", "")
    if cite and not any(re.search(cite, text) for text in cited):
        yield f"does not cite {cite}"
    words = TABLES["words"].get(question.get("lang", ""), "").split()
    if words and not set(words) & set(re.findall(r"\w+", own.casefold())):
        yield f"not in {question['lang']}"
    sentences = [part for part in SENTENCE.split(own) if part.strip(" -•*")]
    length = question.get(
        "max_chars", TABLES["lengths"].get(question.get("kind", ""), LENGTH)
    )
    if len(answer) > length or len(sentences) > question.get("max_sentences", 99):
        yield "too long"


def report(rows: Sequence[Row]) -> tuple[str, bool]:
    """Tables and the wrong answers, and whether the floors are reached.

    Each row is a question with its ``answer``, ``faults`` and ``turn`` (first or later).
    """
    wrong = [row for row in rows if row["faults"]]
    lines: list[str] = []
    for key in ("kind", "lg", "turn"):
        lines.append(f"{key:16} right wrong")
        for group, is_right in sorted(_groups(rows, key).items()):
            right = sum(is_right)
            lines.append(f"{group:16} {right:5} {len(is_right) - right:5}")
    lines += ["{id} {q}\n    {answer}\n    {faults}".format(**row) for row in wrong]
    right = len(rows) - len(wrong)
    overall = 100 * right / len(rows)
    lines.append(f"answers: {right} of {len(rows)} right, {overall:.0f} %")
    parts = [_groups(rows, "turn").get("later", [])]
    parts += [row for lg, row in _groups(rows, "lg").items() if lg != "en"]
    passed = overall >= FLOOR and all(
        100 * sum(part) / len(part) >= FLOOR_OF_A_PART for part in parts if part
    )
    return "\n".join(lines), passed


def _groups(rows: Sequence[Row], key: str) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(not row["faults"])
    return found
