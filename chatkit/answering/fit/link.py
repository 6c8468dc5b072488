"""The link to a fit sheet's page: unguessable, signed, valid for 30 days."""

from uuid import uuid4

from django.core.signing import TimestampSigner
from django.urls import reverse

from chatkit.answering.fit.sheet import Sheet
from chatkit.models import FitSheet

signer = TimestampSigner(salt="chatkit.fit")


def create(
    thread_id: str, sheet: Sheet, visitor_language: str, resume: str = ""
) -> str:
    """Keep what the page needs of the description; its path. IntegrityError if the
    conversation was deleted meanwhile."""
    row = FitSheet.objects.create(
        id=uuid4().hex,
        thread_id=thread_id,
        data={
            "resume": resume,
            "language": sheet.language,
            "visitor_language": visitor_language,
            "requirements": [[one.text, one.must] for one in sheet.requirements],
        },
    )
    return reverse("fit_sheet", args=[signer.sign(row.id)])
