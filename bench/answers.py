"""How many questions the embedded answerer answers right, asked over HTTP.

    .venv/bin/python -m bench.answers

``NAME.qa.json`` has the questions to ``NAME.resume.json``, with the rules of
``chatkit.operations.judging``; a ``thread`` is a conversation. Durations are as of
November 2026. The answerer was mended with those in ``before``; those in ``after`` were
written later, by people who had not read it. Exits 1 below a floor in either.
"""

import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from chatkit.operations.judging import faults, report
from tests.support.chat import Chat
from tests.support.server import UNLIMITED, serve

CASES = Path(__file__).with_name("answer_cases")
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


def main() -> int:
    passed = True
    for half in sorted(CASES.iterdir(), reverse=True):
        rows: list[Row] = []
        for path in sorted(half.glob("*.qa.json")):
            questions = json.loads(path.read_text(encoding="utf-8"))
            resume = path.with_name(path.name.replace(".qa.", ".resume."))
            rows += ask(resume, questions)
        text, holds = report(rows)
        sys.stdout.write(f"Questions written {half.name} the answerer\n{text}\n\n")
        passed &= holds
    return 0 if passed else 1


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    sys.exit(main())
