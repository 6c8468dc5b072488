"""The editor page: the bar, the basics, and a card for each entry."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from resume.editor import cards, head, labels
from resume.editor.desk import desk_view, render
from resume.editor.other import views as other
from resume.models import Resume
from resume.options import SiteOptions
from resume.sections import SECTIONS


@desk_view()
def show(request: HttpRequest, resume: Resume) -> HttpResponse:
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in _order()}
    for entry in resume.entries.all():
        found[entry.section].append(cards.shut(entry))
    sections = [
        {
            "key": key,
            "heading": SECTIONS[key].heading,
            "one": labels.LABELS[key]["one"],
            "cards": shut,
        }
        for key, shut in found.items()
    ]
    context = {
        "title": "Résumé",
        "head": head.shut(resume),
        "sections": [section for section in sections if section["cards"]],
        "others": [section for section in sections if not section["cards"]],
        "own": other.cards(resume),
    }
    return render(request, "change", resume, context)


def _order() -> list[str]:
    """The keys of the sections as the page has them."""
    ranks = {key: rank for rank, key in enumerate(SiteOptions.current().section_order)}
    return sorted(SECTIONS, key=lambda key: ranks.get(key, len(ranks)))
