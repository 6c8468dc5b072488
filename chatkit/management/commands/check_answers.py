"""``manage.py check_answers``: are the questions that were answered well still so?"""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand

from chatkit.models import QuestionCheck
from chatkit.selfhosted.inquiry import Reply, inquirer

EMPTY = (
    "No question has been kept yet. Answer one on the admin's first page under “What the"
    " résumé did not say”."
)


class Command(BaseCommand):
    help = (
        "Asks each question that you answered from the admin again and names those whose"
        " answer got worse. Exits 1 if any did."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        checks = list(QuestionCheck.objects.order_by("pk"))
        if not checks:
            self.stdout.write(EMPTY)
            return
        worse = 0
        replies = asyncio.run(ask_all([check.question for check in checks]))
        for check, reply in zip(checks, replies, strict=True):
            if reason := why_worse(check, reply):
                worse += 1
                self.stdout.write(self.style.ERROR(f"worse  {check.question}"))
                self.stdout.write(f"       {reason}")
                self.stdout.write(f"       then: {one_line(check.answer)}")
                self.stdout.write(f"       now:  {one_line(reply.text) or '(nothing)'}")
            else:
                self.stdout.write(f"ok     {check.question}")
        self.stdout.write(f"{len(checks) - worse} of {len(checks)} are answered well.")
        if worse:
            raise SystemExit(1)


async def ask_all(questions: list[str]) -> list[Reply]:
    async with inquirer() as visitor:
        return [await visitor.ask(question) for question in questions]


def why_worse(check: QuestionCheck, reply: Reply) -> str:
    """In a sentence; "" where the answer is as good as the one that was kept."""
    if not reply.found:
        return "It is not answered any more."
    if check.cited and not set(check.cited) & set(reply.cited):
        return "The answer does not rest on what it rested on then."
    return ""


def one_line(text: str) -> str:
    return " ".join(text.split())
