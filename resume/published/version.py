import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection

from resume.document.mapping import to_document
from resume.models import Resume
from resume.options import SiteOptions
from resume.page.legible import legible
from resume.page.presentation import photo_of

REVISION = "SELECT revision FROM resume_resume ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """What an output is made from; nothing in it may be changed.

    ``document`` is what ``dumpresume`` exports, ``resume`` the same as a reader sees it
    (see ``resume.page.legible``). ``revision`` changes with each publication and each
    save of the options. ``site`` is the site's own address without a slash at the end,
    or "" where it does not know it.
    """

    revision: str
    document: Mapping[str, Any]
    resume: Resume
    options: SiteOptions
    site: str


def read_revision() -> str:
    """Empty if nothing is published. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(REVISION)
        row = cursor.fetchone()
    if not row:
        return ""
    options = SiteOptions.objects.values_list().first()
    return sha256(json.dumps([row[0], options]).encode()).hexdigest()[:16]


def read_version(revision: str) -> Version | None:
    resume = Resume.objects.published()
    if resume is None:
        return None
    options = SiteOptions.current()
    document = to_document(resume)
    legible(resume)
    if photo := photo_of(resume):
        photo.content = bytes(photo.content)  # read now, with the rest
    site = options.base_url or settings.BASE_URL
    return Version(revision, document, resume, options, site)
