"""Any file that a résumé may come in: JSON Resume, YAML, Reactive Resume, LinkedIn."""

from collections.abc import Mapping
from typing import Any

from resume.document import decoder
from resume.document.reading import Read, read_document
from resume.exchange import kinds, linkedin, reactive, yaml_text, zip_file

#: In the ZIP that the desk's Export packs (``archive``).
DRAFT = "draft.json"


def read(content: bytes) -> Read:
    """Raises decoder.NotJSON, or validation.InvalidResume with all problems.

    What another format has and JSON Resume has not is in ``left``, each with a reason.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_zip(zip_file.Archive(content))
    kinds.refuse_others(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b""):
        document = decoder.decode(content)
    else:
        document = yaml_text.decode(content)
    if isinstance(document, Mapping) and reactive.is_export(document):
        return _read(*reactive.convert(document))
    return read_document(document)


def _read_zip(archive: zip_file.Archive) -> Read:
    kinds.refuse_packed(archive.names)
    if DRAFT not in archive.names:
        return _read(*linkedin.convert(archive))
    found = read_document(decoder.decode(archive.read(DRAFT)))
    others = sorted({name.split("/")[0] for name in archive.names} - {DRAFT})
    names = ", ".join([*others, "who sees what"])
    left = f"{names}: of this ZIP only the draft is taken"
    return found._replace(left=[left, *found.left])


def _read(document: dict[str, Any], left: list[str]) -> Read:
    found = read_document(document, is_converted=True)
    return found._replace(left=[*left, *found.left])
