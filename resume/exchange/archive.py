"""Everything of a résumé in one ZIP: what to keep, or to move elsewhere with."""

import io
import json
import zipfile
from contextlib import suppress

from resume.document.mapping import to_document
from resume.models import Photo, Resume
from resume.outputs import markdown
from resume.outputs.json_resume import dump
from resume.outputs.typeset.made import PDF
from resume.published import current
from resume.versions.reading import published

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
        if whole := published():
            archive.writestr("resume.json", dump(to_document(whole)))
        if version := current.current().version:
            archive.writestr("resume.md", markdown.render(version) or b"")
            with suppress(TimeoutError):
                pdf = PDF.prepare(version).result(PDF_WAIT).content
                archive.writestr("resume.pdf", pdf)
        for version_ in resume.versions.all():
            kept = {
                "number": version_.number,
                "published_at": version_.published_at.isoformat(),
                "note": version_.note,
                **version_.rows,
            }
            text = json.dumps(kept, ensure_ascii=False, indent=2)
            archive.writestr(f"versions/{version_.number}.json", text)
        if photo := Photo.objects.filter(resume=resume).first():
            suffix = SUFFIXES.get(photo.content_type, "bin")
            archive.writestr(f"photograph.{suffix}", bytes(photo.content))
    return file.getvalue()
