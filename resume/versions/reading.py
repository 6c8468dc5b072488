from typing import Any

from django.db import connection

from resume.document.mapping import to_document
from resume.models import Resume
from resume.versions.snapshot import build
from resume.visibility import CHAT, EVERYTHING, shown_to

PUBLISHED = "SELECT published_id FROM resume_resume ORDER BY id LIMIT 1"


def published_id() -> str:
    """Of the published version, or ""; one query."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED)  # the ORM takes longer than all that needs it
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] else ""


def published(audience: frozenset[str] = EVERYTHING) -> Resume | None:
    """The published version as the audience may see it, in memory; in two queries."""
    draft = Resume.objects.select_related("published").order_by("pk").first()
    if draft is None or draft.published is None:
        return None
    return build(shown_to(audience, draft.published.rows), draft.pk)


def published_document() -> dict[str, Any]:
    """What the chat may know; empty if nothing is published."""
    resume = published(CHAT)
    return to_document(resume) if resume else {}
