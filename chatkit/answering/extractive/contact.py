"""How to reach the person: e-mail, phone, website, profiles, and the page as a file."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, Composer, answered
from chatkit.answering.facts.career import Entry
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold

CHANNELS = ("email", "phone", "website", "profile")
FIELDS = ("email", "phone", "url")


def contact_offer(case: Case) -> list[Claim]:
    """ "You can ask directly: …", where the résumé gives an address."""
    compose = case.composer
    for wanted in ("email", "phone", "url"):
        for entry in case.career.of(Kind.CONTACT):
            if value := getattr(entry.passage.facts, wanted):
                return [compose.claim("ask_contact", entry, contact=value)]
    return []


def answer_contact(case: Case) -> Answer | None:
    if case.has("human"):
        return _human(case)
    if case.has("pdf") and not case.question.entries:
        return Answer((Claim(case.composer.say("pdf")),), True)
    channels = [cue for cue in CHANNELS if case.has(cue)]
    if not channels and not case.has("contact"):
        return None
    if case.question.mentions and not channels:
        return None
    if channels == ["profile"] and (found := _profile(case)):
        return found
    fields = {"email": "email", "phone": "phone", "website": "url"}
    wanted = [fields[c] for c in channels if c in fields] or ["email", "phone"]
    got = _contacts(case, wanted)
    if got:
        return answered(*got)
    missing = "no_contact" if not channels else f"no_{channels[0]}"
    others = _contacts(case, ["email", "phone", "url"])[:1] or _profiles(case)[:1]
    return Answer((Claim(case.composer.say(missing)), *others), False)


def _contacts(case: Case, fields: Sequence[str]) -> list[Claim]:
    found = []
    for entry in case.career.of(Kind.CONTACT):
        if any(getattr(entry.passage.facts, name) for name in fields):
            found.append(Claim(_text(case.composer, entry.passage), (entry.passage,)))
    return _lines(found)


def _lines(claims: Sequence[Claim]) -> list[Claim]:
    if len(claims) < 2:  # noqa: PLR2004
        return list(claims)
    return [Claim(c.text, c.passages, bullet=True) for c in claims]


def _profiles(case: Case) -> list[Claim]:
    return case.composer.items(case.career.of(Kind.PROFILE))


def _profile(case: Case) -> Answer | None:
    words = {case.question.words[at].fold for at in case.question.cues["profile"]}
    profiles = case.career.of(Kind.PROFILE)
    named = [e for e in profiles if fold(e.passage.facts.title) in words]
    if named:
        return answered(*(_link(e) for e in named))
    general = not any(w for w in words if w in _networks(case))
    if profiles:
        claims = _lines([_link(e) for e in profiles])
        if general:
            return answered(*claims)
        return Answer((Claim(case.composer.say("no_profile")), *claims), False)
    return None


def _human(case: Case) -> Answer:
    compose = case.composer
    contacts = (
        _contacts(case, ["email", "phone"])
        or _contacts(case, ["url"])
        or _profiles(case)[:1]
    )
    if not contacts:
        return Answer((Claim(compose.say("human_bare")),), False)
    return Answer((Claim(compose.say("human", name=compose.name)), *contacts), True)


def _text(compose: Composer, passage: Passage) -> str:
    """In English the passage itself, which is a sentence of ours."""
    if compose.language.code == DEFAULT:
        return passage.text
    for key in FIELDS:
        if value := getattr(passage.facts, key):
            return f"{compose.phrases['channels'][key]}: {compose.mark(value)}"
    return passage.text


def _link(entry: Entry) -> Claim:
    facts = entry.passage.facts
    return Claim(f"{facts.title}: {facts.url or entry.passage.text}", (entry.passage,))


def _networks(case: Case) -> frozenset[str]:
    return frozenset(case.composer.phrases["networks"].split())
