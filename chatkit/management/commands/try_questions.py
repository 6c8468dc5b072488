"""``manage.py try_questions``: a file of questions, asked and judged."""

import asyncio
import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chatkit.answering.owner.passages import load_material
from chatkit.operations import judging
from chatkit.selfhosted.inquiry import Reply, inquirer

Question = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Asks each question of a file and prints the answers. Where the file says what is"
        " right, judges them, and exits 1 below 90 %% right, or 80 %% of follow-ups or of"
        " a language. Text: one question a line. JSON: a list of objects with q, and as"
        " wanted id, kind, lg, thread, all, none, cite, abstain, deny_ok, lang,"
        " max_chars and max_sentences; see docs/RUNBOOK.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        questions = read_questions(file)
        _config, passages = load_material()
        if not passages:
            raise CommandError(
                "No résumé is published. Publish one: manage.py loadresume FILE."
            )
        texts = {one.id: f"{one.title} {one.text}" for one in passages}
        rows = []
        for question, reply, turn in asyncio.run(ask_all(questions)):
            cited = [texts[id_] for id_ in reply.cited if id_ in texts]
            self.stdout.write(f"{question['q']}\n    {reply.text or '(no answer)'}")
            if judging.RULES & question.keys():
                faults = "; ".join(judging.faults(question, reply.text, cited))
                rows.append(
                    {**question, "answer": reply.text, "faults": faults, "turn": turn}
                )
        if rows:
            text, passed = judging.report(rows)
            self.stdout.write(f"\n{text}")
            if not passed:
                raise SystemExit(1)


async def ask_all(questions: list[Question]) -> list[tuple[Question, Reply, str]]:
    """Each with its reply and whether it was the first of its conversation or later."""
    threads: dict[str, str] = {}
    asked = []
    async with inquirer() as visitor:
        for question in questions:
            name = question.get("thread", "")
            begun = threads.get(name, "") if name else ""
            reply = await visitor.ask(question["q"], begun)
            threads[name] = reply.thread_id
            asked.append((question, reply, "later" if begun else "first"))
    return asked


def read_questions(file: Path) -> list[Question]:
    """Raises CommandError, which says what is wrong and where."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} can't be read: {error}.") from None
    if not text.lstrip().startswith("["):
        rows: list[Any] = [line.strip() for line in text.splitlines() if line.strip()]
    else:
        try:
            rows = json.loads(text)
        except ValueError as error:
            raise CommandError(f"{file} is no JSON: {error}.") from None
    if not rows:
        raise CommandError(f"{file} has no question.")
    return [_question(row, number) for number, row in enumerate(rows, 1)]


def _question(row: Any, number: int) -> Question:
    if isinstance(row, str):
        row = {"q": row}
    if not isinstance(row, dict) or not str(row.get("q", "")).strip():
        raise CommandError(f'Question {number} has no text under "q".')
    for pattern in (*row.get("all", ()), *row.get("none", ()), row.get("cite", "")):
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            raise CommandError(
                f"Question {number} ({row['q']}): {pattern!r} is no regular expression:"
                f" {error}."
            ) from None
    return {"id": str(number), "kind": "question", "lg": "en", **row}
