import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings

from resume.document.mapping import to_document
from resume.models import Resume
from resume.options import SiteOptions
from resume.page.legible import legible
from resume.versions.reading import published, published_id
from resume.visibility import PAGE


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
    version = published_id()
    if not version:
        return ""
    options = SiteOptions.objects.values_list().first()
    return sha256(json.dumps([version, options]).encode()).hexdigest()[:16]


def read_version(revision: str) -> Version | None:
    resume = published(PAGE)
    return make_version(revision, resume) if resume else None


def make_version(revision: str, resume: Resume) -> Version:
    """Of a résumé in memory, which is changed."""
    document = to_document(resume)
    options = SiteOptions.current()
    site = options.base_url or settings.BASE_URL
    return Version(revision, document, legible(resume), options, site)
