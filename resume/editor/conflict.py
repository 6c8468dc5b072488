"""Two people, or two tabs, edit the same: the second save is refused, not lost."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from resume.models import Entry, Resume
from resume.versions import snapshot

#: What a form does not edit, so that moving an entry or another photograph is no conflict.
OTHER = snapshot.OWN | {"dom_id", "image"}


def digest(row: Entry | Resume) -> str:
    """Of what the form of the row was made from."""
    fields = row._meta.concrete_fields
    content: dict[str, Any] = {
        field.name: getattr(row, field.attname)
        for field in fields
        if field.name not in OTHER
    }
    if isinstance(row, Entry) and row.pk:
        content["highlights"] = [(r.pk, r.text) for r in row.highlights.all()]
    return digest_of(json.dumps(content, sort_keys=True))


def draft_digest(resume: Resume) -> str:
    """Of all of it: what is published, or replaced, is what the owner has seen."""
    return digest_of(json.dumps(snapshot.take(resume), sort_keys=True))


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def is_stale(request: HttpRequest, row: Entry | Resume) -> bool:
    return request.POST.get("digest") != digest(row)
