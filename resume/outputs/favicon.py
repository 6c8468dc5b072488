from xml.sax.saxutils import escape

from resume.outputs.typeset.content import head
from resume.published import Version

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\
<rect width="64" height="64" rx="14" fill="{accent}"/>\
<text x="32" y="34" fill="#fff" font-family="system-ui, sans-serif" font-size="{size}"\
 font-weight="600" text-anchor="middle" dominant-baseline="central">{initials}</text>\
</svg>
"""


def render(version: Version) -> bytes:
    """The initials on the accent colour."""
    initials = initials_of(version.resume.name or "Résumé")
    accent = head(version)["accent"]
    size = 30 if len(initials) > 1 else 36
    return SVG.format(accent=accent, size=size, initials=escape(initials)).encode()


def initials_of(name: str) -> str:
    """Of the first and the last name; of scripts without capitals one letter."""
    letters = [next(filter(str.isalpha, word), "") for word in name.split()]
    found = [letter for letter in letters if letter]
    if found and found[0].upper() != found[0].lower():
        return (found[0] + found[-1] * (len(found) > 1)).upper()
    return found[0] if found else ""
