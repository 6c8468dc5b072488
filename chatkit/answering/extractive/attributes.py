"""What is asked of entries that are named or meant: their dates, place, people, grade."""

from collections.abc import Callable, Sequence

from chatkit.answering.career.dates import how_long, of_the_job, when
from chatkit.answering.career.education import courses, grade
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
    unsaid,
)
from chatkit.answering.extractive.follow_ups import denied_of
from chatkit.answering.extractive.stance import STATED, stance_of_name
from chatkit.answering.facts.career import STAGES, Entry
from chatkit.answering.passages import Kind
from chatkit.answering.questions.terms import LIGHT

MOST_TOLD = 2  # entries
ISSUED = (Kind.CERTIFICATE, Kind.AWARD, Kind.PUBLICATION)


def answer_attribute(case: Case) -> Answer | None:
    """None where no entry is meant, or something else is asked of it."""
    question = case.question
    if not question.entries:
        return of_the_job(case)
    dates = case.has("when", "since", "until", "how_long", "started", "ended")
    asks_more = any(term.weight > LIGHT for term in case.beyond)
    if asks_more and not (dates and not question.described):
        return None
    if question.is_follow_up and _asks_another_kind(case):
        return None
    for cues, step in STEPS:
        if case.has(*cues) and (found := step(case)):
            return found
    if question.yes_no:
        return None if question.described else _presence(case)
    counts = case.has("how_many", "how_much") and not question.is_follow_up
    return None if counts else tell(case)


def _asks_another_kind(case: Case) -> bool:
    """ "Did she write about that?": publications, of an award."""
    asked = case.kinds
    return bool(asked) and not case.has("publisher", "issuer") and not case.of(*asked)


def _entry(case: Case, *kinds: str) -> Entry:
    return (case.of(*kinds) or list(case.question.entries))[0]


def _still(case: Case) -> Answer | None:
    entries = case.of(*STAGES)
    if not (case.question.yes_no and entries):
        return None
    now = [entry for entry in entries if case.career.is_now(entry)]
    key = "still_yes" if now else "still_no"
    return answered(case.composer.fact(key, (now or entries)[0]))


def _where(case: Case) -> Answer | None:
    compose, entry = case.composer, case.question.entries[0]
    if place := entry.passage.facts.place:
        return answered(compose.claim("place", entry, place=compose.mark(place)))
    return _organization(case)


def _organization(case: Case) -> Answer | None:
    compose, entry = case.composer, _entry(case, *ISSUED)
    if entry.kind == Kind.REFERENCE:
        return answered(compose.quotation(entry.passage))
    organization = entry.passage.facts.organization
    if not organization:
        return unsaid(compose.claim("no_organization"))
    named = compose.mark(organization)
    return answered(compose.claim("organization", entry, organization=named))


def _who(case: Case) -> Answer | None:
    """ "Who gave it?"; "who uses it?" asks something else of a job."""
    return _organization(case) if case.of(*ISSUED, Kind.REFERENCE) else None


def _role(case: Case) -> Answer | None:
    compose, entry = case.composer, _entry(case, *STAGES)
    if roles := entry.passage.facts.roles:
        named = compose.join([compose.mark(role) for role in roles])
        claim = compose.fact("role", entry, roles=named)
    elif entry.kind in (Kind.POSITION, Kind.VOLUNTEERING):
        claim = compose.fact("now", entry)
    else:
        return None
    details = [compose.quotation(p) for p in entry.details[:1]]
    return answered(*with_details([claim], details))


def _purpose(case: Case) -> Answer | None:
    entry = case.question.entries[0]
    said = _about(case, entry)
    return answered(*said) if said else unsaid(denied_of(case, entry))


def _expiry(case: Case) -> Answer | None:
    """Certificates have a date, seldom an end."""
    found = case.of(Kind.CERTIFICATE)
    return unsaid(case.composer.fact("no_expiry", found[0])) if found else None


def _about(case: Case, entry: Entry) -> list[Claim]:
    facts = entry.passage.facts
    said = facts.about if entry.kind == Kind.PROJECT else facts.prose
    said = said or facts.prose or facts.about
    return [case.composer.quotation_of(entry.passage, said)] if said else []


def _presence(case: Case) -> Answer:
    """ "Did she work at Oracle?": only where a position says so."""
    compose, question = case.composer, case.question
    entries = case.of(Kind.POSITION)
    if question.entries[0].kind in LISTED_AS_QUOTED:
        return answered(compose.quotation(question.entries[0].passage))
    if entries or not case.has("job", "employer", "how_long", "previous"):
        entries = entries or list(question.entries)
        key = STATED[stance_of_name(case, entries[0].passage)]
        more = [compose.fact("now", e) for e in entries[1:MOST_TOLD]]
        return answered(*with_details([compose.fact(key, entries[0])], more))
    entry, named = question.entries[0], question.mentions[:1]
    places = sorted(at for mention in named for at in mention.places)
    name = " ".join(question.words[at].text for at in places) or entry.name
    denial = Claim(compose.say("no_position_there", name=name))
    return answered(denial, compose.fact("now", entry))


def tell(case: Case) -> Answer | None:
    """What an entry says of itself, briefly; of who asks what was done, only that."""
    compose, question = case.composer, case.question
    claims: list[Claim] = []
    more: list[Claim] = []
    results = case.has("achievement", "result", "strength")
    done = question.past and case.has("what", "how", "tell")
    for entry in question.entries[:MOST_TOLD]:
        details = [compose.quotation_of(p, p.text) for p in entry.details]
        if question.described and done:
            details = [*_about(case, entry), *details]
        if details and (results or (done and entry.kind in STAGES)):
            more += details if results else details[:3]
        elif entry.kind in LISTED_AS_QUOTED:
            claims.append(compose.quotation(entry.passage))
        else:
            claims.append(compose.fact("now", entry))
            more += [*_about(case, entry), *details]
    order = [*claims, *more]
    return answered(*with_details(order[:1], order[1:]))


STEPS: Sequence[tuple[tuple[str, ...], Callable[[Case], Answer | None]]] = (
    (("still",), _still),
    (("grade",), grade),
    (("how_long",), how_long),
    (("until", "since", "when", "started", "ended", "graduation"), when),
    (("publisher", "issuer"), _organization),
    (("where",), _where),
    (("purpose", "why"), _purpose),
    (("expiry",), _expiry),
    (("title",), _role),
    (("who",), _who),
    (("course",), courses),
)
