"""Judges answers by the rules written beside their questions.

An answer must match ``all``, not ``none``; a cited text must match ``cite``. With
``abstain`` it must say that the résumé doesn't say so, else it must not (unless
``deny_ok``). ``lang`` is the language it must have, ``lg`` the question's. Passed are
90 % right, and 80 % of later turns and of each language other than English.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FLOOR, FLOOR_OF_A_PART = 90, 80  # percent right
LENGTH = 420  # characters, except for these kinds
LENGTHS = {"smalltalk": 300, "hostile": 300, "year": 600, "list": 700}
LENGTHS |= {"summary": 800, "strengths": 900}
QUOTE = re.compile(r"“[^”]*”")
SENTENCE = re.compile(r"(?<!Dr\.)(?<!Prof\.)(?<!St\.)(?<=[.!?”])\s+(?![a-zß-ÿ])|\n")
DENIES = re.compile(
    r"(?i)\b(résumé|resume|cv|curr[íi]cul[uo]m?|lebenslauf)\b[^.\n]{0,40}\b(\w+n['’]t|not"
    r"|(has|gives|makes) no|nothing|never|não|nichts?|keine?n?|ne)\b|no mention"
    r"|currículum[^.\n]{0,40}\bno\b|\bnot (mentioned|listed|stated)\b|found nothing"
    r"|could(n['’]t| not) find|keine Angabe|nicht erwähnt|rien (sur|dans)|nada (sobre|en)"
)
ABSTAINS = re.compile(
    r"(?i)n['’]t\b|\bn['’](?!t)|\b(not?|none|nothing|neither|never|cannot|unable|sorry"
    r"|outside|prefer|rather|personal|only|nichts?|kein\w*|nunca|tampoco|ne|pas"
    r"|aucun\w*|não|nenhum\w*|nem)\b"
)
LANGUAGES = {
    "de": "laut lebenslauf ja nein seit sie er ist bis spricht der das von sprachen",
    "es": "según currículum sí no desde ella él es en hasta del su habla idiomas",
    "fr": "selon oui non depuis elle il est dans parle le la du années ans chez de avec",
    "pt": "segundo currículo sim não desde ela ele é até fala línguas anos do da no na",
}

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
    words = LANGUAGES.get(question.get("lang", ""), "").split()
    if words and not set(words) & set(re.findall(r"\w+", own.casefold())):
        yield f"not in {question['lang']}"
    sentences = [part for part in SENTENCE.split(own) if part.strip(" -•*")]
    length = question.get("max_chars", LENGTHS.get(question.get("kind", ""), LENGTH))
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
