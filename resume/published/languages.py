"""Which of the public résumés a visitor reads best."""

from django.utils.translation.trans_real import parse_accept_lang_header

from resume.published.version import Version


def choose(version: Version, accept_language: str) -> str:
    """The key of the one to lead to; "" where the default one, ``version``, will do.

    The browser's list is in the order of preference: a region counts as its language.
    https://www.rfc-editor.org/rfc/rfc9110#name-accept-language
    """
    keys: dict[str, str] = {}
    for other in sorted(version.alternates, key=lambda a: a.key != version.canonical):
        keys.setdefault(other.language.split("-")[0], other.key)
    for code, quality in parse_accept_lang_header(accept_language.lower()):
        found = keys.get(code.split("-")[0], "")
        if quality and found:
            return "" if found == version.canonical else found
    return ""
