"""How to reach the person: e-mail, phone, website, profiles, and the page as a file."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import (
    Answer,
    Claim,
    Composer,
    answered,
    unsaid,
)
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold

#: What may be asked for, and the field that has it.
FIELDS = {"email": "email", "phone": "phone", "website": "url"}


def contact_offer(case: Case) -> list[Claim]:
    """ "You can ask directly: …", where the page gives an address."""
    public = [e for e in case.career.of(Kind.CONTACT) if e.passage.url]
    for wanted in FIELDS.values():
        for entry in public:
            if value := getattr(entry.passage.facts, wanted):
                return [case.composer.claim("ask_contact", entry, contact=value)]
    return []


def answer_contact(case: Case) -> Answer | None:
    compose, question = case.composer, case.question
    if case.has("human"):
        return _human(case)
    if case.has("pdf") and not question.entries:
        return answered(compose.claim("pdf"))
    channels = [cue for cue in (*FIELDS, "profile") if case.has(cue)]
    if question.mentions or not (channels or case.has("contact")):
        return None
    if channels == ["profile"] and (found := _profile(case)):
        return found
    wanted = [FIELDS[cue] for cue in channels if cue in FIELDS] or ["email", "phone"]
    if got := _contacts(case, wanted):
        return answered(*got)
    missing = f"no_{channels[0]}" if channels else "no_contact"
    others = _contacts(case, [*FIELDS.values()])[:1] or _profiles(case)[:1]
    return unsaid(compose.claim(missing), *others)


def _contacts(case: Case, fields: Sequence[str]) -> list[Claim]:
    passages = [entry.passage for entry in case.career.of(Kind.CONTACT)]
    return _lines(
        [
            Claim(_text(case.composer, one), (one,))
            for one in passages
            if any(getattr(one.facts, name) for name in fields)
        ]
    )


def _lines(claims: Sequence[Claim]) -> list[Claim]:
    several = len(claims) > 1
    return [Claim(c.text, c.passages, bullet=several) for c in claims]


def _profiles(case: Case) -> list[Claim]:
    return case.composer.items(case.career.of(Kind.PROFILE))


def _profile(case: Case) -> Answer | None:
    words = {case.question.words[at].fold for at in case.question.cues["profile"]}
    profiles = [entry.passage for entry in case.career.of(Kind.PROFILE)]
    named = [p for p in profiles if fold(p.facts.title) in words]
    links = _lines(
        [
            Claim(f"{p.facts.title}: {p.facts.url or p.text}", (p,))
            for p in named or profiles
        ]
    )
    if named or (links and words.isdisjoint(case.composer.phrases["networks"].split())):
        return answered(*links)
    return unsaid(case.composer.claim("no_profile"), *links) if links else None


def _human(case: Case) -> Answer:
    compose = case.composer
    contacts = (
        _contacts(case, ["email", "phone"])
        or _contacts(case, ["url"])
        or _profiles(case)[:1]
    )
    if not contacts:
        return unsaid(compose.claim("human_bare"))
    return answered(compose.claim("human", name=compose.name), *contacts)


def _text(compose: Composer, passage: Passage) -> str:
    """In English the passage itself, which is a sentence of ours."""
    if compose.language.code != DEFAULT:
        for key in FIELDS.values():
            if value := getattr(passage.facts, key):
                return f"{compose.phrases['channels'][key]}: {compose.mark(value)}"
    return passage.text
