"""An entry as sentences that can be quoted on their own.

They state all its facts in the document's words, and nothing else. Highlights are
passages of their own.
"""

from resume import dates
from resume.markup import to_text
from resume.models import Entry
from resume.page.presentation import heading, listed, subheading

ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", "!”", "?”")


def entry_sentences(entry: Entry) -> str:
    is_reference = entry.section == "references"  # its opening quotes the summary
    parts = (
        OPENINGS[entry.section](entry),
        f"Score: {entry.level}" if entry.section == "education" and entry.level else "",
        _about(entry),
        "" if is_reference else to_text(entry.summary or ""),
        f"Keywords: {listed(entry.keywords)}" if _lists_keywords(entry) else "",
        f"Web address: {entry.url}" if entry.section in OWN_URL and entry.url else "",
    )
    return " ".join(filter(None, map(sentence, parts)))


def sentence(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if not line or line.endswith(ENDS) else f"{line}."


def role_of(name: str, label: str) -> str:
    """``Mara Lindqvist is a Staff Software Engineer.``

    If the label is not in Latin letters, ``name: label.``
    """
    if not (name and label):
        return sentence(name or label)
    if not label[0].isascii() or not label[0].isalpha():
        return sentence(f"{name}: {label}")
    return sentence(f"{name} is {_article(label)}{label}")


def _article(label: str) -> str:
    first = label.split()[0]
    if first.lower() in ("a", "an", "the"):
        return ""
    if first.isupper() and len(first) > 1:  # spelled out: an MRI …, a UX …
        return "an " if first[0] in "AEFHILMNORSX" else "a "
    vowel = first[0].lower() in "aeiou"
    sounds_otherwise = first.lower().startswith(("uni", "use", "eu", "one"))
    return "an " if vowel and not sounds_otherwise else "a "


def _about(entry: Entry) -> str:
    """A job's description is of the employer, whose name comes first."""
    if not entry.description:
        return ""
    about = to_text(entry.description)
    if entry.section == "work" and entry.organization:
        return f"{entry.organization}: {about}"
    return about


def _job_or_degree(entry: Entry) -> str:
    at = f" at {subheading(entry)}" if subheading(entry) else ""
    location = entry.location or ""
    where = f" in {location}" if location else ""
    if location.casefold().startswith("remote"):
        where = f" ({location})"
    return _comma(f"{heading(entry)}{at}{where}", _span(entry))


def _project(entry: Entry) -> str:
    kind = f" ({entry.kind})" if entry.kind else ""
    whom = f" for {subheading(entry)}" if subheading(entry) else ""
    roles = f"as {listed(entry.roles, ' and ')}" if listed(entry.roles) else ""
    return _comma(f"{heading(entry)}{kind}{whom}", roles, _span(entry))


def _by_date(entry: Entry) -> str:
    """``Staying on time, published by Rail Quarterly in May 2022``"""
    by = f"by {subheading(entry)}" if subheading(entry) else ""
    when = dates.at(entry.start) if entry.start else ""
    verb = VERBS[entry.section] if by or when else ""
    return _comma(heading(entry), " ".join(filter(None, (verb, by, when))))


def _rated(entry: Entry) -> str:
    """``Backend engineering (Expert): Python, Django`` or ``Swedish: Native``"""
    keywords = listed(entry.keywords)
    if keywords and entry.level:
        return f"{heading(entry)} ({entry.level}): {keywords}"
    known = keywords or entry.level
    return f"{heading(entry)}: {known}" if known else heading(entry)


def _reference(entry: Entry) -> str:
    quoted = f"“{sentence(to_text(entry.summary))}”" if entry.summary else ""
    if not entry.title:
        return quoted
    return f"Reference from {entry.title}" + (f": {quoted}" if quoted else "")


def _profile(entry: Entry) -> str:
    return ": ".join(filter(None, (entry.title, entry.username))) or heading(entry)


def _lists_keywords(entry: Entry) -> bool:
    return entry.section == "projects" and bool(listed(entry.keywords))


def _span(entry: Entry) -> str:
    return dates.span(entry.start or "", entry.end or "")


def _comma(*parts: str) -> str:
    return ", ".join(filter(None, parts))


VERBS = {"certificates": "issued", "publications": "published", "awards": "awarded"}
# Elsewhere the URL is the organization's.
OWN_URL = frozenset({"profiles", "projects", "certificates", "publications"})

OPENINGS = {
    "profiles": _profile,
    "work": _job_or_degree,
    "volunteer": _job_or_degree,
    "education": _job_or_degree,
    "projects": _project,
    "certificates": _by_date,
    "publications": _by_date,
    "awards": _by_date,
    "skills": _rated,
    "languages": _rated,
    "interests": _rated,
    "references": _reference,
}
