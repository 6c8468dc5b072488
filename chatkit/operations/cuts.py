"""What the claim guard cut: how often, and the cases that the owner has judged."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing.contacts import find_contacts, is_published
from chatkit.answering.passages import published
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config
from chatkit.models import Cut, Turn

DAYS = 30
OFTEN = 20  # percent of a model's answers
FEWEST = 10  # answers, before a percentage says anything

#: Nobody can judge these without the visitor's words.
NEEDS_THE_QUESTION = ("confirms what has no evidence", "goes on about what was cut")
ABOUT = (
    "Sentences of a model that the claim guard cut, judged by the résumé's owner, for"
    " `python -m bench.guard FILE`. The visitors' questions are left out."
)
NAME = "own"  # of the one résumé


def frequent(config: Config) -> Iterator[Finding]:
    """A finding for each model of which many answers were cut."""
    turns = Turn.objects.filter(
        started_at__gte=timezone.now() - timedelta(days=DAYS),
        answered_by__in=("model", "agent"),
    )
    models = turns.values("model").annotate(
        answers=Count("pk"), cut=Count("pk", filter=Q(cut_claims__gt=0))
    )
    for row in models.order_by("model"):
        percent = round(100 * row["cut"] / row["answers"])
        if row["answers"] >= FEWEST and percent > OFTEN:
            page = reverse("admin:chatkit_cut_changelist")
            model = row["model"] or "the agent"
            values = {"model": model, "percent": percent, "days": DAYS, "page": page}
            yield finding("cuts.frequent", **values)


def export() -> tuple[dict[str, Any], int]:
    """The judged cuts in the format of ``bench/guard_cases``, and how many it lacks.

    No words of a visitor: what answers a question that can't be told, speaks to the
    visitor or has an address of theirs is left out.
    """
    passages = published()
    rows = Cut.objects.exclude(judgement="").select_related("thread")
    judged = list(rows.order_by("pk"))
    texts = [text for p in passages for text in (p.text, p.url)]
    known = {contact.value for text in texts for contact in find_contacts(text)}
    told = [cut for cut in judged if _can_be_told(cut, frozenset(known))]
    keys = {passage.id: f"P{at}" for at, passage in enumerate(passages, 1)}
    document = {
        "about": ABOUT,
        "resumes": {NAME: import_string(settings.CHATKIT_DOCUMENT)()},
        "passages": {NAME: {keys[p.id]: p.text for p in passages}},
        "cases": [_case(cut, keys) for cut in told],
    }
    return document, len(judged) - len(told)


def _can_be_told(cut: Cut, known: frozenset[str]) -> bool:
    contacts = find_contacts(cut.sentence)
    return (
        not cut.thread.resume  # judged by another résumé
        and not cut.reason.startswith(NEEDS_THE_QUESTION)
        and not PATTERNS["visitor"].search(cut.sentence)
        and all(is_published(contact.value, known) for contact in contacts)
    )


def _case(cut: Cut, keys: dict[str, str]) -> dict[str, Any]:
    marks = "".join(f"[@{keys[id_]}]" for id_ in cut.cited if id_ in keys)
    return {
        "id": f"cut-{cut.pk}",
        "resume": NAME,
        "q": "",
        "text": f"{cut.sentence} {marks}".strip(),
        "label": cut.judgement,
        "kind": cut.reason.partition(":")[0],
    }
