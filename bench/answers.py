"""How many questions the embedded answerer answers right, asked over HTTP.

    .venv/bin/python -m bench.answers

``NAME.qa.json`` has the questions to ``NAME.resume.json``. The answer must match ``all``,
not ``none``; a cited element must match ``cite``. With ``abstain`` it must say that the
résumé doesn't say so, else it must not (unless ``deny_ok``). ``lang`` is the language it
must have, ``lg`` the question's; a ``thread`` is a conversation. Durations are as of
November 2026. Exits 1 below 90 % right, or 80 % of later turns or of a language other
than English.
"""

import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.support.chat import Chat
from tests.support.server import UNLIMITED, serve

CASES = Path(__file__).with_name("answer_cases")
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
Row = dict[str, Any]


class Elements(HTMLParser):
    """``texts`` of the elements with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = defaultdict(str)
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass  # an element without an end tag

    def handle_data(self, data: str) -> None:
        for _, id_ in self._open:
            self.texts[id_] += f" {data}"


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
    length = question.get("max_chars", LENGTHS.get(question["kind"], LENGTH))
    if len(answer) > length or len(sentences) > question.get("max_sentences", 99):
        yield "too long"


def ask(resume: Path, questions: list[Row]) -> Iterator[Row]:
    variables = {"CHATKIT_INTEGRATION_TYPE": "custom", "CHATKIT_MODEL": "", **UNLIMITED}
    threads: dict[str, str] = {}
    page = Elements()
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder), resume=resume, CHATKIT_AGENT="", **variables) as server,
        Chat(server.url) as chat,
    ):
        page.feed(chat.page())
        for question in questions:
            begun = threads.get(question.get("thread", ""), "")
            turn = chat.ask(question["q"], begun)
            if "thread" in question:
                threads[question["thread"]] = turn.thread_id
            cited = [page.texts[id_] for id_ in turn.cited]
            found = "; ".join(faults(question, turn.text, cited))
            which = "later" if begun else "first"
            yield {**question, "answer": turn.text, "faults": found, "turn": which}


def table(rows: list[Row], key: str) -> dict[str, float]:
    """Print it; the percentage right of each group."""
    groups = defaultdict(list)
    for row in rows:
        groups[row[key]].append(not row["faults"])
    sys.stdout.write(f"{key:16} right wrong\n")
    for group, is_right in sorted(groups.items()):
        right, wrong = is_right.count(True), is_right.count(False)
        sys.stdout.write(f"{group:16} {right:5} {wrong:5}\n")
    return {group: 100 * sum(good) / len(good) for group, good in groups.items()}


def main() -> int:
    rows: list[Row] = []
    for path in sorted(CASES.glob("*.qa.json")):
        questions = json.loads(path.read_text(encoding="utf-8"))
        rows += ask(path.with_name(path.name.replace(".qa.", ".resume.")), questions)
    _, languages, turns = (table(rows, key) for key in ("kind", "lg", "turn"))
    wrong = [row for row in rows if row["faults"]]
    for row in wrong:
        sys.stdout.write("{id} {q}\n    {answer}\n    {faults}\n".format(**row))
    overall = 100 - 100 * len(wrong) / len(rows)
    counts = f"{len(rows) - len(wrong)} of {len(rows)} right, {overall:.0f} %"
    sys.stdout.write(f"answers: {counts}\n")
    parts = [turns["later"], *(languages[lg] for lg in languages.keys() - {"en"})]
    return 0 if overall >= FLOOR and min(parts) >= FLOOR_OF_A_PART else 1


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    sys.exit(main())
