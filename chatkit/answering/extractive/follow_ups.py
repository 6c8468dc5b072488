"""What only follows an answer: a number from there, the rest of a list, its source."""

from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
)
from chatkit.answering.extractive.quoting import SHORT, excerpt, has_number, quoted
from chatkit.answering.facts.career import DATED, STAGES, Entry
from chatkit.answering.facts.terms import Term, covers
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.kinds import CUES

MOST_QUOTED = 2


def answer_follow_up(case: Case) -> Answer | None:
    question = case.question
    if not question.listed:
        return None
    if case.has("source"):
        return _source(case)
    if case.has("shorten"):
        return _shortened(case)
    if case.has("rest"):
        return _rest(case)
    if case.has("how_many", "how_much") and not question.mentions:
        return _number_there(case)
    if question.is_follow_up and case.has("who"):
        return _done_there(case)
    return None


def _cited(case: Case) -> list[Passage]:
    known = {passage.id: passage for passage in case.career.passages}
    return [known[one] for one in dict.fromkeys(case.question.cited) if one in known]


def _source(case: Case) -> Answer | None:
    """ "Where is that written?": the words of the résumé that the answer rests on."""
    compose = case.composer
    claims = [compose.quotation(passage) for passage in _cited(case)[:MOST_QUOTED]]
    if not claims:
        return None
    return answered(Claim(compose.say("verbatim")), *claims)


def _shortened(case: Case) -> Answer | None:
    compose, entry = case.composer, case.question.listed[0]
    if entry.passage.facts.start or entry.passage.facts.end:
        return answered(compose.fact("now", entry))
    said = quoted(excerpt(entry.passage, (), SHORT))
    return answered(Claim(said, (entry.passage,)))


def _rest(case: Case) -> Answer | None:
    """More of the list last shown, or of what was last told about."""
    compose, question = case.composer, case.question
    asked = [kind for cue, kind in CUES.items() if case.has(cue)]
    if case.has("job", "employer"):
        asked.append(Kind.POSITION)
    if question.core or (question.mentions and not question.is_follow_up):
        return None
    first = question.listed[0]
    details = [d for d in first.details if d.id not in question.told]
    told = any(d.id in question.told for d in first.details)
    if details and told and not asked:
        return answered(*compose.items(details))
    kind = asked[0] if asked else first.kind
    entries = case.career.of(kind)
    if kind == Kind.POSITION:
        entries = case.career.jobs
    left = [entry for entry in entries if entry.id not in question.told]
    if not left:
        return Answer((compose.claim("no_more", first),), True)
    return answered(*compose.items(left))


def _number_there(case: Case) -> Answer | None:
    """ "How many volunteers?": where the talk is of something that counts some."""
    question = case.question
    first = question.listed[0]
    kinds = {kind for cue, kind in CUES.items() if case.has(cue)}
    if first.kind in kinds:
        return None
    terms = list(_counted(case)) or list(question.core)
    if not terms:
        return _any_number(case, first) if question.is_follow_up else None
    hits = [
        hit
        for hit in case.index.search(terms, question.language, {first.id})
        if covers([hit], terms) == 1 and has_number(hit.passage, question.language)
    ]
    if not hits:
        return None
    wanted = [word for term in terms for word in case.index.words_of(term)]
    return answered(case.composer.quotation(hits[0].passage, wanted))


def _done_there(case: Case) -> Answer | None:
    """ "Who uses it?": what is told there with this word."""
    question = case.question
    entry, language = question.entries[0], question.language
    asking = {at for places in question.cues.values() for at in places}
    terms = [
        Term(word.text, (word.fold,))
        for at, word in enumerate(question.words)
        if at not in asking and word.key in language.light
    ]
    if not terms or question.core or entry.kind not in STAGES:
        return None
    hits = case.index.search(terms, language, {entry.id})
    wanted = [word for term in terms for word in case.index.words_of(term)]
    found = [hit for hit in hits if covers([hit], terms) == 1]
    return (
        answered(case.composer.quotation(found[0].passage, wanted)) if found else None
    )


def _counted(case: Case) -> Iterator[Term]:
    """The words that are counted, also where they would ask for something else."""
    question = case.question
    language = question.language
    asking = {
        at for cue in ("how_many", "how_much") for at in question.cues.get(cue, ())
    }
    others = {
        at
        for cue, places in question.cues.items()
        if cue not in ("how_many", "how_much")
        for at in places
    }
    for at in sorted(others - asking):
        word = question.words[at]
        if word.fold not in language.function:
            yield Term(word.text, (word.fold,))


def _any_number(case: Case, entry: Entry) -> Answer:
    compose, language = case.composer, case.question.language
    passages: Sequence[Passage] = (entry.passage, *entry.details)
    with_one = [p for p in passages if has_number(p, language)]
    if not with_one:
        return Answer((compose.claim("not_said_number"),), False)
    return answered(_with_number(case, with_one[0]))


def _with_number(case: Case, passage: Passage) -> Claim:
    facts = passage.facts
    own = not passage.parent and (facts.prose or facts.about)
    if own:
        return case.composer.quotation_of(passage, own)
    return case.composer.quotation(passage)


def not_said_of(case: Case) -> Answer | None:
    """The last word on what was asked of something: denied of that, not at large."""
    question = case.question
    if not question.is_follow_up or not question.entries:
        return None
    entry = question.entries[0]
    if entry.kind in LISTED_AS_QUOTED:
        return answered(case.composer.quotation(entry.passage))
    return Answer((denied_of(case, entry),), False)


def denied_of(case: Case, entry: Entry, key: str = "not_said_of") -> Claim:
    stays = entry.kind in (Kind.POSITION, Kind.VOLUNTEERING)
    name = entry.title if stays else f"“{entry.title}”"
    return case.composer.claim(key, entry, name=name)


def elsewhere(case: Case, found: Answer) -> Answer:
    """What was asked "there" and is said only of something else."""
    question = case.question
    if not question.points_back or question.mentions or not question.listed:
        return found
    first, *others = question.listed
    ids = {passage.id for claim in found.claims for passage in claim.passages}
    about = {case.career.entry(one) for one in ids}
    if about & {first, *others} or first.kind not in DATED:
        return found
    return Answer((denied_of(case, first, "elsewhere"), *found.claims[:1]), found.found)
