"""What only follows an answer: a number from there, the rest of a list, its source."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import (
    LISTED_AS_QUOTED,
    Answer,
    Claim,
    answered,
    unsaid,
)
from chatkit.answering.extractive.quoting import SHORT, excerpt, has_number, quoted
from chatkit.answering.facts.career import DATED, STAGES, Entry
from chatkit.answering.facts.terms import Term
from chatkit.answering.passages import Kind

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
    if case.has("how_many", "how_much", "price") and not question.mentions:
        return _number_there(case)
    if question.is_follow_up and case.has("who"):
        return _done_there(case)
    return None


def _source(case: Case) -> Answer | None:
    """ "Where is that written?": the words of the résumé that the answer rests on."""
    compose = case.composer
    known = {passage.id: passage for passage in case.career.passages}
    cited = [known[one] for one in dict.fromkeys(case.question.cited) if one in known]
    claims = [compose.quotation(passage) for passage in cited[:MOST_QUOTED]]
    return answered(compose.claim("verbatim"), *claims) if claims else None


def _shortened(case: Case) -> Answer | None:
    compose, entry = case.composer, case.question.listed[0]
    if case.career.interval(entry):
        return answered(compose.fact("now", entry))
    said = quoted(excerpt(entry.passage, (), SHORT))
    return answered(Claim(said, (entry.passage,)))


def _rest(case: Case) -> Answer | None:
    """More of the list last shown, or of what was last told about."""
    compose, question = case.composer, case.question
    asked = case.kinds + [Kind.POSITION] * case.has("job", "employer")
    if question.core or (question.mentions and not question.is_follow_up):
        return None
    first = question.listed[0]
    details = [d for d in first.details if d.id not in question.told]
    if details and len(details) < len(first.details) and not asked:
        return answered(*compose.items(details))
    kind = asked[0] if asked else first.kind
    entries = case.career.jobs if kind == Kind.POSITION else case.career.of(kind)
    left = [entry for entry in entries if entry.id not in question.told]
    return answered(*(compose.items(left) or [compose.claim("no_more", first)]))


def _number_there(case: Case) -> Answer | None:
    """ "How many volunteers?": where the talk is of something that counts some."""
    question, compose = case.question, case.composer
    first = question.listed[0]
    if first.kind in case.kinds:
        return None
    terms = _counted(case) or question.core
    if terms:
        found = [
            p for p in case.holding(terms, {first.id}) if has_number(p, case.known)
        ]
        quotation = compose.quotation(found[0], case.words_of(terms)) if found else None
        return answered(quotation) if quotation else None
    if not question.is_follow_up:
        return None
    found = [p for p in (first.passage, *first.details) if has_number(p, case.known)]
    if not found:
        return unsaid(compose.claim("not_said_number"))
    facts = found[0].facts
    own = "" if found[0].parent else facts.prose or facts.about
    said = compose.quotation_of(found[0], own) if own else compose.quotation(found[0])
    return answered(said)


def _done_there(case: Case) -> Answer | None:
    """ "Who uses it?": what is told there with this word."""
    question = case.question
    terms = [
        Term(word.text, (word.fold,))
        for at, word in enumerate(question.words)
        if at not in question.asking and word.key in question.language.light
    ]
    if not terms or question.core or question.entries[0].kind not in STAGES:
        return None
    found = case.holding(terms, {question.entries[0].id})
    wanted = case.words_of(terms)
    return answered(case.composer.quotation(found[0], wanted)) if found else None


def _counted(case: Case) -> Sequence[Term]:
    """The words that are counted, also where they would ask for something else."""
    question = case.question
    counting = {
        at for cue in ("how_many", "how_much") for at in question.cues.get(cue, ())
    }
    words = [question.words[at] for at in sorted(question.asking - counting)]
    return [
        Term(word.text, (word.fold,))
        for word in words
        if word.fold not in question.language.function
    ]


def not_said_of(case: Case) -> Answer | None:
    """The last word on what was asked of something: denied of that, not at large."""
    question = case.question
    if not question.is_follow_up or not question.entries:
        return None
    entry = question.entries[0]
    if entry.kind in LISTED_AS_QUOTED:
        return answered(case.composer.quotation(entry.passage))
    return unsaid(denied_of(case, entry))


def denied_of(case: Case, entry: Entry, key: str = "not_said_of") -> Claim:
    stays = entry.kind in (Kind.POSITION, Kind.VOLUNTEERING)
    name = entry.title if stays else f"“{entry.title}”"
    return case.composer.claim(key, entry, name=name)


def elsewhere(case: Case, found: Answer) -> Answer:
    """What was asked "there" and is said only of something else."""
    question = case.question
    if not question.points_back or question.mentions or not question.listed:
        return found
    first = question.listed[0]
    ids = {passage.id for claim in found.claims for passage in claim.passages}
    about = {case.career.entry(one) for one in ids}
    if about & {*question.listed} or first.kind not in DATED:
        return found
    return Answer((denied_of(case, first, "elsewhere"), *found.claims[:1]), found.found)
