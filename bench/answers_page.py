"""Ask the questions of docs/answers.md again and write the answers into it.

    .venv/bin/python -m bench.answers_page

What stands behind ">" is the visitor's; the embedded answerer says the rest, about the
sample résumé. Durations are as of the day in the page's first lines.
"""

import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatkit.answering.passages import Passage

PAGE = Path(__file__).parent.parent / "docs" / "answers.md"
SAMPLE = Path(__file__).parent.parent / "resume" / "samples" / "sample.json"
_QUESTION = re.compile(r"^>.*(?:\n>.*)*", re.MULTILINE)
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def rewritten(page: str, passages: "Sequence[Passage]") -> str:
    """The page with the answers that the passages give now."""
    from chatkit.answering.extractive.responder import (
        answer,
        separator,
    )
    from chatkit.answering.questions.talk import Exchange
    from chatkit.answering.text.markdown import escape_markdown

    today = _day(page)
    parts = [page[: page.index("\n> ")].rstrip()]
    history: list[Exchange] = []
    for shown in _QUESTION.findall(page):
        question = re.sub("^> ?", "", shown, flags=re.MULTILINE)
        given = answer(question, passages, history=history, today=today)
        cited = tuple(p.id for claim in given.claims for p in claim.passages)
        history.append(Exchange(question, cited))
        text, previous = "", None
        for claim in given.claims:
            text += separator(previous, claim) + escape_markdown(claim.text)
            previous = claim
        parts += [shown, text]
    return "\n\n".join(parts) + "\n"


def _day(page: str) -> date:
    said = _DAY.findall(page)[0]
    return datetime.strptime(said, "%d %B %Y").date()  # noqa: DTZ007


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "resume_site.settings"
    os.environ.update(DJANGO_DEBUG="true", DJANGO_READ_DOTENV="false")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.core.management import call_command

    from resume.passages import published

    call_command("migrate", verbosity=0)
    call_command("loadresume", str(SAMPLE), verbosity=0)
    page = rewritten(PAGE.read_text(encoding="utf-8"), published())
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
