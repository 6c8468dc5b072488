""" "Is she a director?": a title of hers says so, not one that a passage mentions."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.terms import covers
from chatkit.answering.language.lexicon import Keys, Language
from chatkit.answering.passages import Kind

HELD = (Kind.POSITION, Kind.VOLUNTEERING, Kind.PROJECT)
#: What says of the person what they are, though it is no title.
OWN = (Kind.PERSON, Kind.STATEMENT, Kind.SKILL, Kind.CERTIFICATE, Kind.STUDY)


def answer_role(case: Case) -> Answer | None:
    role = _role(case)
    if not role:
        return None
    career, compose = case.career, case.composer
    places = set(_places(case))
    named = [m for m in case.question.mentions if places.isdisjoint(m.places)]
    there = [e for mention in named for e in mention.entries if e.kind in HELD]
    held = career.by_time(there or career.of(*HELD))
    held = [entry for entry in held if _is_titled(case, entry, role)]
    if there and not held:
        return answered(compose.fact("still_no", there[0]))
    now = [e for e in held if career.is_now(e)]
    if now or (held and case.question.past):
        return answered(compose.fact("still_yes", (now or held)[0]))
    if career.person and _holds(career.person.facts.title, role, case):
        return answered(Claim(career.person.text, (career.person,)))
    if held:
        return answered(compose.fact("still_no", held[0]))
    return _untitled(case)


def _untitled(case: Case) -> Answer | None:
    """None where the person's own words may say it, or nothing does."""
    compose, core = case.composer, case.question.core
    hits = case.index.search(core, case.question.language)
    saying = [hit.passage for hit in hits if covers([hit], core) == 1]
    if not saying or any(p.kind in OWN and not p.parent for p in saying):
        return None
    told = [p for p in saying if p.kind != Kind.REFERENCE]
    if told:
        wanted = [word for term in core for word in case.index.words_of(term)]
        claims = [Claim(compose.say("closest")), compose.quotation(told[0], wanted)]
        return Answer(tuple(claims), True)
    words = " ".join(case.question.words[at].text for at in _places(case))
    claims = [compose.claim("no_title", title=words)]
    claims += [compose.fact("summary_now", job) for job in case.career.current[:1]]
    return Answer(tuple(claims), False)


def _role(case: Case) -> Keys:
    return tuple(case.question.words[at].key for at in _places(case))


def _places(case: Case) -> Sequence[int]:
    """Where "a director" stands in "is she (also) a director at …?"."""
    words, language = case.question.words, case.question.language
    if not words or words[0].fold not in language.being:
        return ()
    start = next(
        (i for i, w in enumerate(words[1:5], 1) if w.fold in language.articles), None
    )
    if start is None and words[1:2] and words[1].fold in language.subjects:
        titled = [w.key for w in words[2:4]]
        start = 1 if len(titled) > 1 and _is_title(case, tuple(titled)) else None
    if start is None:
        return ()
    found: list[int] = []
    for at in range(start + 1, len(words)):
        if words[at].fold in language.function:
            break
        found.append(at)
    return found if len(found) <= 4 else ()  # noqa: PLR2004


def _is_title(case: Case, role: Keys) -> bool:
    return any(_is_titled(case, entry, role) for entry in case.career.of(*HELD))


def _is_titled(case: Case, entry: Entry, role: Keys) -> bool:
    facts = entry.passage.facts
    return any(_holds(title, role, case) for title in (facts.title, *facts.roles))


def _holds(title: str, role: Keys, case: Case) -> bool:
    for language in dict.fromkeys((case.question.language, *case.index.languages)):
        keys = language.keys(title)
        at = _row(keys, role)
        if at is not None and not _is_lesser(keys[:at], role, language):
            return True
    return False


def _row(keys: Keys, role: Keys) -> int | None:
    size = len(role)
    starts = range(len(keys) - size + 1)
    return next((at for at in starts if keys[at : at + size] == role), None)


def _is_lesser(before: Keys, role: Keys, language: Language) -> bool:
    """ "Assistant", "deputy": before a title they make it another."""
    lesser = language.lesser_keys
    return not lesser.isdisjoint(before) and lesser.isdisjoint(role)
