"""Everything of a résumé in one ZIP: what to keep, or to move elsewhere with."""

import io
import json
import zipfile
from contextlib import suppress
from typing import Any

from resume.document.mapping import to_document
from resume.models import Photo, Picture, PublishedVersion, Resume
from resume.outputs import markdown
from resume.outputs.json_resume import dump
from resume.outputs.typeset.made import PDF
from resume.published.version import read_versions
from resume.stories.markup import pictures
from resume.versions.reading import place_at, published

SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
}
PDF_WAIT = 20  # seconds


def pack(resume: Resume) -> bytes:
    """A ZIP file; without the PDF if that can't be made in time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("draft.json", dump(to_document(resume)))
        place = place_at(resume.pk)
        if place.version and (whole := published(place=place)):
            archive.writestr("resume.json", dump(to_document(whole)))
        if place.version and (version := read_versions().get(place.key)):
            archive.writestr("resume.md", markdown.render(version) or b"")
            with suppress(TimeoutError):
                pdf = PDF.prepare(version).result(PDF_WAIT).content
                archive.writestr("resume.pdf", pdf)
        told = list(resume.stories.values("about", "title", "text"))
        archive.writestr("stories.json", _json(told))
        for old in resume.versions.all():
            told += old.rows.get("stories", ())
            archive.writestr(f"versions/{old.number}.json", _json(_described(old)))
        shown = {digest for story in told for digest in pictures(story["text"])}
        for picture in Picture.objects.filter(pk__in=shown):
            name = f"pictures/{picture.digest}.{SUFFIXES[picture.content_type]}"
            archive.writestr(name, bytes(picture.content))
        if photo := Photo.objects.filter(resume=resume).first():
            suffix = SUFFIXES.get(photo.content_type, "bin")
            archive.writestr(f"photograph.{suffix}", bytes(photo.content))
    return file.getvalue()


def _described(version: PublishedVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "published_at": version.published_at.isoformat(),
        "note": version.note,
        **version.rows,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
