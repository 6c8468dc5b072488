"""What is asked of entries that are named or meant: their dates, place, people, grade."""

from collections.abc import Callable, Sequence

from chatkit.answering.career.dates import how_long, of_the_job, when
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
)
from chatkit.answering.extractive.follow_ups import denied_of
from chatkit.answering.extractive.stance import stance_of_name
from chatkit.answering.extractive.topics import STATED
from chatkit.answering.facts.career import STAGES, Entry
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import CUES

MOST_TOLD = 2  # entries
#: What else a question may say that wants to hear about an entry.
TELLING = frozenset(
    [
        "what",
        "how",
        "tell",
        "job",
        "employer",
        "list",
        "another",
        "achievement",
        "result",
        "strength",
        "now",
        "title",
        "skill",
        "still",
        "who",
        "when",
        "where",
        "both",
        "latest",
        "first",
        "how_long",
        "reference",
        "previous",
        "work_hours",
        "tool",
        "publication",
        "certificate",
        "award",
        "project",
        "volunteering",
        "study",
        "issuer",
    ]
)
ISSUED = (Kind.CERTIFICATE, Kind.AWARD, Kind.PUBLICATION)


def answer_attribute(case: Case) -> Answer | None:
    """None where no entry is meant, or something else is asked of it."""
    if not case.question.entries:
        return of_the_job(case)
    dates = case.has("when", "since", "until", "how_long", "started", "ended")
    if case.question.core and not (dates and not case.question.described):
        return None
    if case.question.is_follow_up and _asks_another_kind(case):
        return None
    for cues, step in STEPS:
        if case.has(*cues) and (found := step(case)):
            return found
    if case.question.described and case.question.yes_no:
        return None
    if not TELLING.issuperset(case.question.cues):
        return None
    return _presence(case) if case.question.yes_no else tell(case)


def _asks_another_kind(case: Case) -> bool:
    """ "Did she write about that?": publications, of an award."""
    asked = [kind for cue, kind in CUES.items() if case.has(cue)]
    return bool(asked) and not case.has("publisher", "issuer") and not case.of(*asked)


def _entry(case: Case, *kinds: str) -> Entry:
    found = case.of(*kinds) if kinds else []
    return (found or list(case.question.entries))[0]


def _still(case: Case) -> Answer | None:
    if not case.question.yes_no:
        return None
    career, compose = case.career, case.composer
    entries = case.of(*STAGES)
    if not entries:
        return None
    now = [entry for entry in entries if career.is_now(entry)]
    if now:
        return answered(compose.fact("still_yes", now[0]))
    return answered(compose.fact("still_no", entries[0]))


def _where(case: Case) -> Answer | None:
    compose = case.composer
    entry = _entry(case)
    facts = entry.passage.facts
    if entry.kind in ISSUED:
        return _organization(case)
    if entry.kind == Kind.STUDY and facts.organization and not facts.place:
        return _organization(case)
    if facts.place:
        return answered(compose.claim("place", entry, place=compose.mark(facts.place)))
    if facts.organization and case.question.is_follow_up:
        return _organization(case)
    return Answer((compose.claim("no_place"),), False)


def _organization(case: Case) -> Answer | None:
    compose = case.composer
    entry = _entry(case, *ISSUED)
    facts = entry.passage.facts
    if entry.kind == Kind.REFERENCE:
        return answered(compose.quotation(entry.passage))
    if not facts.organization:
        return Answer((compose.claim("no_organization"),), False)
    return answered(
        compose.claim(
            "organization", entry, organization=compose.mark(facts.organization)
        )
    )


def _who(case: Case) -> Answer | None:
    """ "Who gave it?"; "who uses it?" asks something else of a job."""
    entry = _entry(case, *ISSUED)
    return (
        None
        if entry.kind in STAGES and case.question.is_follow_up
        else _organization(case)
    )


def _role(case: Case) -> Answer | None:
    compose = case.composer
    entry = _entry(case, *STAGES)
    roles = entry.passage.facts.roles
    if roles:
        claim = compose.claim(
            "role",
            entry,
            roles=compose.join([compose.mark(r) for r in roles]),
            statement=compose.stated("role", entry),
        )
    elif entry.kind in (Kind.POSITION, Kind.VOLUNTEERING):
        claim = compose.fact("now", entry)
    else:
        return None
    return answered(
        *with_details([claim], [compose.quotation(p) for p in entry.details[:1]])
    )


def _follow_role(case: Case) -> Answer | None:
    """ "What was her role?" of something talked about before."""
    asks = case.question.is_follow_up and case.has("what") and not case.question.yes_no
    return _role(case) if asks else None


def _grade(case: Case) -> Answer | None:
    compose = case.composer
    studies = [e for e in case.of(Kind.STUDY) if e.passage.facts.level]
    if studies:
        entry = studies[0]
        return answered(
            compose.fact("grade", entry, level=compose.mark(entry.passage.facts.level))
        )
    return Answer((compose.claim("no_grade"),), False) if case.of(Kind.STUDY) else None


def _purpose(case: Case) -> Answer | None:
    entry = _entry(case)
    if _says(entry):
        return answered(_about(case, entry))
    return Answer((denied_of(case, entry),), False)


def _expiry(case: Case) -> Answer | None:
    """Certificates have a date, seldom an end."""
    entry = _entry(case, Kind.CERTIFICATE)
    if entry.kind != Kind.CERTIFICATE:
        return None
    return Answer((case.composer.fact("no_expiry", entry),), False)


def _says(entry: Entry) -> bool:
    return bool(entry.passage.facts.prose or entry.passage.facts.about)


def _about(case: Case, entry: Entry) -> Claim:
    facts = entry.passage.facts
    first = facts.about if entry.kind == Kind.PROJECT else facts.prose
    return case.composer.quotation_of(
        entry.passage, first or facts.prose or facts.about
    )


def _courses(case: Case) -> Answer | None:
    details = [d for e in case.of(Kind.STUDY) for d in e.details]
    return answered(*case.composer.items(details)) if details else None


def _presence(case: Case) -> Answer:
    """ "Did she work at Oracle?": only where a position says so."""
    compose, question = case.composer, case.question
    positions = case.of(Kind.POSITION)
    if positions or not case.has("job", "employer", "how_long", "previous"):
        entries = positions or list(question.entries)
        key = STATED[stance_of_name(case, entries[0].passage)]
        return answered(
            *with_details(
                [compose.fact(key, entries[0])],
                [compose.fact("now", e) for e in entries[1:MOST_TOLD]],
            )
        )
    entry = question.entries[0]
    name = (
        " ".join(question.words[at].text for at in sorted(question.mentions[0].places))
        if question.mentions
        else entry.name
    )
    claims = [
        Claim(compose.say("no_position_there", name=name)),
        compose.fact("now", entry),
    ]
    return Answer(tuple(claims), True)


def tell(case: Case) -> Answer | None:
    """What an entry says of itself, briefly."""
    compose, question = case.composer, case.question
    entries = list(question.entries)[:MOST_TOLD]
    claims: list[Claim] = []
    more: list[Claim] = []
    results = case.has("achievement", "result", "strength")
    for entry in entries:
        details = [compose.quotation_of(p, p.text) for p in entry.details]
        says = [_about(case, entry)] if _says(entry) else []
        if results and details:
            more += details
        elif (
            entry.kind in STAGES
            and case.has("what", "how", "tell")
            and question.past
            and details
        ):
            more += [*details[:3], *says]
        elif entry.kind in LISTED_AS_QUOTED:
            claims.append(compose.quotation(entry.passage))
        else:
            claims.append(compose.fact("now", entry))
            more += [*says, *details]
    if not claims and not more:
        return None
    return answered(
        *with_details(
            claims[:1] or more[:1], claims[1:] + (more if claims else more[1:])
        )
    )


STEPS: Sequence[tuple[tuple[str, ...], Callable[[Case], Answer | None]]] = (
    (("still",), _still),
    (("grade",), _grade),
    (("how_long",), how_long),
    (("until", "since", "when", "started", "ended", "graduation"), when),
    (("publisher", "issuer"), _organization),
    (("where",), _where),
    (("purpose", "why"), _purpose),
    (("expiry",), _expiry),
    (("title",), _role),
    (("job",), _follow_role),
    (("who",), _who),
    (("course",), _courses),
)
