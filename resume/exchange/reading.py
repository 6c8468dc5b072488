"""Any file that a résumé may come in: JSON Resume, YAML, Reactive Resume, LinkedIn."""

from collections.abc import Mapping
from typing import Any

from resume.document import decoder
from resume.document.reading import Read, read_document
from resume.exchange import linkedin, reactive, yaml_text


def read(content: bytes) -> Read:
    """Raises decoder.NotJSON, or validation.InvalidResume with all problems.

    What another format has and JSON Resume has not is in ``unknown``, each with a reason.
    """
    if linkedin.is_archive(content):
        return _read(*linkedin.convert(content))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b""):
        document = decoder.decode(content)
    else:
        document = yaml_text.decode(content)
    if isinstance(document, Mapping) and reactive.is_export(document):
        return _read(*reactive.convert(document))
    return read_document(document)


def _read(document: dict[str, Any], dropped: list[str]) -> Read:
    found = read_document(document)
    return found._replace(unknown=[*dropped, *found.unknown])
