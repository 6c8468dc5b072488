"""The link to a fit sheet's page: unguessable, signed, valid for 30 days."""

from uuid import uuid4

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

from chatkit.answering.fit.description import Requirement
from chatkit.answering.fit.sheet import Sheet
from chatkit.models import FitSheet
from chatkit.turns.retention import FIT_SHEETS

signer = TimestampSigner(salt="chatkit.fit")


class Gone(Exception):
    """The link was ours, but has expired, or its conversation was deleted."""


def create(thread_id: str, sheet: Sheet, visitor_language: str) -> str:
    """Keep what the page needs of the description; its path. IntegrityError if the
    conversation was deleted meanwhile."""
    row = FitSheet.objects.create(
        id=uuid4().hex,
        thread_id=thread_id,
        data={
            "language": sheet.language,
            "visitor_language": visitor_language,
            "requirements": [[one.text, one.must] for one in sheet.requirements],
        },
    )
    return reverse("fit_sheet", args=[signer.sign(row.id)])


def load(token: str) -> FitSheet:
    """Raises Gone, or BadSignature where we never made such a link."""
    try:
        return FitSheet.objects.get(id=signer.unsign(token, max_age=FIT_SHEETS))
    except (SignatureExpired, FitSheet.DoesNotExist) as error:
        raise Gone(token) from error


def requirements(row: FitSheet) -> list[Requirement]:
    return [Requirement(text, must) for text, must in row.data["requirements"]]


__all__ = ["BadSignature", "Gone", "create", "load", "requirements"]
