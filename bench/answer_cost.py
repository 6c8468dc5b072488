"""Processor time of an answer without a model, by the length of the résumé.

    make bench

For résumés of 10 to 10,000 passages: the first reading, which a process does once per
version, then the dearest of ordinary and of adversarial questions of up to 4,000
characters. Each is asked three times; the least counts, since a busy machine only adds.
"""

import os
import random
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_READ_DOTENV"] = "false"
os.environ.setdefault("DJANGO_DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")

import django

django.setup()

from chatkit.answering.extractive.responder import answer
from resume.facts import Facts
from resume.passages import Passage

LIMITS = {10: 20, 100: 20, 1_000: 200, 10_000: 200}  # milliseconds by passages
TODAY = date(2026, 11, 28)
WORDS = [
    "led",
    "managed",
    "designed",
    "built",
    "cut",
    "reduced",
    "trained",
    "audited",
    "ward",
    "budget",
    "patients",
    "freight",
    "hospital",
    "Python",
    "Kubernetes",
    "customers",
    "teams",
    "costs",
    "quality",
    "harbour",
    "ledger",
    "turbines",
]
FILLERS = [
    f"{first}{middle}{last}"
    for first in ("ba", "ko", "mi", "sa", "tu", "re", "lo", "pi")
    for middle in ("nder", "lvik", "stom", "rale", "ting", "card")
    for last in ("", "s", "ing", "er", "ed", "ment")
]
ORDINARY = (
    "Where does she work?",
    "Has she led a team?",
    "Does she know Xylophones and Rust?",
    "What did she do in 1995?",
    "How many years of experience does she have?",
    "Are there any gaps?",
    "Wo hat sie vorher gearbeitet?",
    "What are her strengths?",
)
ADVERSARIAL = (
    "x" * 4_000,
    "what " * 800,
    "? " * 2_000,
    "1" * 4_000,
    "2019 " * 800,
    "last year " * 400,
    "((((((" * 600,
    "Ünïcödé " * 500,
    "kuberntes ptyhon hopsital mangaed " * 117,
    " ".join(
        f"{n:06x}".translate(str.maketrans("0123456789", "ghijklmnop"))
        for n in range(7, 70_000, 123)
    ),
    "Has she " + " and ".join(WORDS * 18) + "?",
    "did she lead " * 300,
    "Requirements:\n- must know " + "Kafka, triage, ledgers, " * 160,
)


def passages(count: int) -> tuple[Passage, ...]:
    """A person with positions of three highlights each."""
    chance = random.Random(1)  # noqa: S311 -- the same résumé each time

    def prose() -> str:
        words = chance.choices([*WORDS * 2, *FILLERS], k=14)
        return " ".join(words).capitalize()

    made = [
        Passage(
            "basics-name",
            "person",
            "Ann Kell",
            "Ann Kell is a nurse.",
            Facts("Ann Kell"),
        )
    ]
    while len(made) < count:
        number, year = len(made), chance.randrange(1950, 2020)
        summary = prose() + "."
        employer = f"{chance.choice(WORDS).title()} {number}"
        facts = Facts(
            title=f"{chance.choice(WORDS).title()} Lead",
            organization=employer,
            start=f"{year}-01",
            end=f"{year + 2}-03",
            prose=summary,
        )
        title = f"{facts.title}, {employer}"
        made.append(Passage(f"work-{number}", "position", title, summary, facts))
        made += [
            Passage(
                f"work-{number}-{n}",
                "position",
                title,
                f"{prose()} by {n + 3} %.",
                facts,
                f"work-{number}",
            )
            for n in range(3)
        ]
    return tuple(made[:count])


def milliseconds(question: str, resume: tuple[Passage, ...]) -> float:
    began = time.process_time()
    answer(question, resume, today=TODAY)
    return (time.process_time() - began) * 1000


def dearest(questions: tuple[str, ...], resume: tuple[Passage, ...]) -> float:
    return max(min(milliseconds(q, resume) for _ in range(3)) for q in questions)


def main() -> None:
    milliseconds(ORDINARY[0], passages(10))  # reads the tables of words once
    failed = False
    sys.stdout.write("passages | first reading, ms | ordinary, ms | adversarial, ms\n")
    for count, limit in LIMITS.items():
        resume = passages(count)
        first = milliseconds("Hello", resume)
        ordinary, adversarial = (
            dearest(questions, resume) for questions in (ORDINARY, ADVERSARIAL)
        )
        failed |= max(ordinary, adversarial) > limit
        sys.stdout.write(
            f"{count} | {first:.0f} | {ordinary:.1f} | {adversarial:.1f}"
            f" (limit {limit})\n"
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
