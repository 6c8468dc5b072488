import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from resume.document import draft
from resume.models import (
    Entry,
    Highlight,
    Photo,
    Picture,
    PublishedVersion,
    Resume,
    Story,
)
from resume.page.presentation import photo_of
from resume.versions import snapshot


def publish(document: Mapping[str, Any]) -> Resume:
    """Replace the draft by a document that has passed ``validation``, and publish it."""
    with transaction.atomic():
        resume = draft.replace(document)
        publish_draft(resume)
    return resume


@transaction.atomic
def publish_draft(resume: Resume, by: Any = None, note: str = "") -> PublishedVersion:
    """Make the rows of the draft what visitors get."""
    resume = Resume.objects.select_for_update().get(pk=resume.pk)
    _keep_picture(resume)
    last = resume.versions.first()
    version = PublishedVersion.objects.create(
        resume=resume,
        number=last.number + 1 if last else 1,
        published_by=by,
        note=note,
        content=json.dumps(snapshot.take(resume), ensure_ascii=False),
    )
    # Not an edit of the draft, which a save would be.
    Resume.objects.filter(pk=resume.pk).update(published=version)
    return version


def restore(version: PublishedVersion) -> None:
    """Make the version's rows the draft, in place of what the draft has."""
    overwrite(version.resume_id, version.rows)


@transaction.atomic
def copy_draft(resume: Resume, path: str, name: str) -> Resume:
    """A résumé of its own whose draft begins as this one's, with the same ids."""
    copy = Resume.objects.create(path=path, display_name=name)
    _keep_picture(resume)
    overwrite(copy.pk, snapshot.take(resume))
    return copy


@transaction.atomic
def overwrite(pk: int, rows: snapshot.Rows) -> None:
    """What an older version does not know of, such as stories, stays."""
    resume = Resume.objects.select_for_update().get(pk=pk)
    old = snapshot.build(rows, resume.pk)
    resume.entries.all().delete()
    Photo.objects.filter(resume=resume).delete()
    known = {f.name for f in Resume._meta.concrete_fields} - snapshot.OWN
    old.save(update_fields=known & rows.keys())
    entries = list(old.entries.all())
    highlights = [(entry, list(entry.highlights.all())) for entry in entries]
    for entry in entries:
        entry.pk = None
    Entry.objects.bulk_create(entries)
    for entry, found in highlights:
        for highlight in found:
            highlight.entry = entry
    Highlight.objects.bulk_create(found for _, some in highlights for found in some)
    if "stories" in rows:
        resume.stories.all().delete()
        Story.objects.bulk_create(old.stories.all())
    if photo := photo_of(old):
        photo.save()


def _keep_picture(resume: Resume) -> None:
    if photo := Photo.objects.filter(resume=resume).first():
        Picture.objects.get_or_create(
            digest=photo.digest,
            defaults={"content_type": photo.content_type, "content": photo.content},
        )
