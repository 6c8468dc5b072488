"""The page of a fit sheet: compared anew, so that it never says what the résumé no
longer does. Needs no cookie and no script."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chatkit.answering import passages
from chatkit.answering.extractive.compose import Composer
from chatkit.answering.extractive.prepared import prepared
from chatkit.answering.fit.description import Requirement
from chatkit.answering.fit.link import signer
from chatkit.answering.fit.sheet import balance, compare, sections, uncounted
from chatkit.answering.language.lexicon import language
from chatkit.answering.owner.words import NOTHING
from chatkit.api import limits
from chatkit.api.errors import RateLimited
from chatkit.config import conf
from chatkit.models import FitSheet
from chatkit.turns.retention import FIT_SHEETS


@require_safe
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    try:
        limits.browse(request, conf.current())
        row = FitSheet.objects.get(id=signer.unsign(token, max_age=FIT_SHEETS))
    except RateLimited as error:
        response = HttpResponse(str(error.detail), "text/plain", error.status_code)
        response["Retry-After"] = str(error.retry_after)
    except (SignatureExpired, FitSheet.DoesNotExist):
        response = render(request, "410.html", status=410)
    except BadSignature as error:  # we never made such a link
        raise Http404 from error
    else:
        published = passages.published(row.data.get("resume", ""))
        response = (
            render(request, "chatkit/fit.html", _context(row, published))
            if published
            else render(request, "410.html", status=410)
        )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _context(row: FitSheet, published: Sequence[passages.Passage]) -> dict[str, object]:
    today = datetime.now(UTC).date()
    key = row.data.get("resume", "")
    career, index, *_ = prepared(published, NOTHING, today)
    composer = Composer(career, language(row.data["visitor_language"]))
    required = [Requirement(text, must) for text, must in row.data["requirements"]]
    asked_in = language(row.data["language"])
    sheet = compare(required, asked_in, career, index, composer)
    said = composer.language.fit["say"]
    with translation.override(composer.language.code):
        until = formats.date_format(row.created_at + FIT_SHEETS, "DATE_FORMAT")
    return {
        "home": reverse("resume:page", kwargs={"key": key} if key else None),
        "sheet": sheet,
        "person": career.name,
        "balance": balance(sheet, composer),
        "sections": [
            (said[name], [(said[one.key], one) for one in rows])
            for name, rows in sections(sheet)
        ],
        "said": said,
        "uncounted": uncounted(sheet, composer),
        "intro": said["page_intro"].format(name=composer.name),
        "until": said["page_until"].format(date=until),
        "visitor_language": composer.language.code,
        "asked_in": asked_in.code,
    }
