"""What is said where nothing was found, the last resort."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.extractive.ranking import SOME, closest, ranked_hits
from chatkit.answering.facts.career import STAGES
from chatkit.answering.facts.terms import Term, covers
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.question import Question

#: Concepts whose members are not offered for each other.
APART = ("country_", "language_", "degree_", "software_tools")
MOST_NAMED, LONGEST_NAMED = 3, 40  # things, and characters of each
SHORT_QUESTION = 3  # words, which are a topic and no sentence
ASKING = (
    "who",
    "what",
    "where",
    "when",
    "how",
    "why",
    "how_many",
    "how_much",
    "how_long",
)
#: How it is said that something asked for is not there.
UNSAID = {"why": "_why", "how_many": "_number", "how_much": "_number", "when": "_when"}


def not_there(case: Case, terms: Sequence[Term]) -> Answer:
    """The last resort, worded by what was asked."""
    compose, question = case.composer, case.question
    if any("abroad" in term.concepts for term in terms):
        return _places(case)
    counted = counts_there(case)
    scope = {entry.id for entry in case.of(Kind.POSITION)} if counted else None
    ranked = ranked_hits(case, terms, scope)
    covered = {at for hit in ranked for at in hit.covered}
    missing = [t for at, t in enumerate(terms) if t.weight >= 1 and at not in covered]
    near = closest(case, terms, ranked)
    found = bool(near or (ranked and not question.yes_no))
    telling = deniable(case, missing, found=found)
    if near and (telling or question.yes_no):
        return near
    is_close = bool(ranked) and covers(ranked[:1], terms) >= SOME
    words = case.words_of(terms)
    if not telling and (near := told_of_entries(case)):
        return near
    if telling and len(telling) <= MOST_NAMED:
        missed = compose.join(named(case, telling), "list_or")
        others = _siblings(case, telling) or [hit.passage for hit in ranked[:is_close]]
        quotations = [compose.quotation(one, words) for one in others[:1]]
        return unsaid(compose.claim("not_mentioned", words=missed), *quotations)
    if is_close and not (counted or question.yes_no):
        return answered(compose.quotation(ranked[0].passage, words))
    how = next((end for cue, end in UNSAID.items() if case.has(cue)), "")
    return unsaid(compose.claim(f"not_said{how}"))


def told_of_entries(case: Case) -> Answer | None:
    """What is said of the entry that is asked about, though not what is asked."""
    question, compose = case.question, case.composer
    if question.described or not question.mentions or case.has("why", "when"):
        return None
    if case.has("how_many", "how_much"):
        return None
    entry = question.entries[0]
    facts = entry.passage.facts
    said = compose.fact("now", entry).text
    if about := facts.about or facts.prose:
        said += f" {compose.quotation_of(entry.passage, about).text}"
    lines = [compose.quotation_of(one, one.text) for one in entry.details]
    told = with_details([Claim(said, (entry.passage,))], lines)
    return unsaid(compose.claim("closest"), *told)


def counts_there(case: Case) -> bool:
    """ "How many trucks does Acme own?": what another employer counts is no answer."""
    named = case.question.mentions and case.of(Kind.POSITION)
    return bool(named and case.has("how_many") and not case.question.pronoun)


def deniable(case: Case, missing: Sequence[Term], *, found: bool) -> list[Term]:
    """Those that may be denied by name: what somebody has or knows, not how it is asked.

    ``found``: where something of the question is there, only names are denied beside it.
    """
    question = case.question
    if question.is_modal or (found and question.has_choice):
        return []
    plain = not (found or question.mentions) and (
        question.yes_no or not (case.has(*ASKING) or question.pronoun)
    )
    # Of another language we know no more than names and concepts.
    alike = case.index.languages[0] is question.language
    return [
        term
        for term in missing
        if (term.named and term.text != question.opening.capitalize())
        or (plain and (term.concepts or (alike and _is_thing(question, term))))
    ]


def named(case: Case, terms: Sequence[Term]) -> list[str]:
    """Each as the visitor wrote it, with the words beside it: "air freight"."""
    telling = [term for term in case.question.terms if term.weight >= 1]
    said = case.question.text
    found: list[str] = []
    for term in terms:
        text = term.text
        for other in telling if not term.named else ():
            text = next(
                (
                    r
                    for r in (f"{text} {other.text}", f"{other.text} {text}")
                    if r in said
                ),
                text,
            )
        found.append(_quoted(text))
    return [*dict.fromkeys(found)]


def _quoted(text: str) -> str:
    """Words without a capital are quoted."""
    if len(text) > LONGEST_NAMED:
        return f"“{text[:LONGEST_NAMED]}…”"
    return text if text != text.lower() else f"“{text}”"


def _is_thing(question: Question, term: Term) -> bool:
    """Not a verb behind its subject, nor what a sentence begins with."""
    words, language = question.words, question.language
    at = next(i for i, word in enumerate(words) if word.fold == term.folds[0])
    if language.capital_nouns and at:
        return words[at].text[0].isupper()
    if at == 0:
        return len(words) <= SHORT_QUESTION
    before = words[at - 1].fold
    return before not in language.pronouns and before not in language.openers


def _places(case: Case) -> Answer:
    """Whether a place is abroad is for the visitor to see."""
    stages = case.career.by_time(case.career.of(*STAGES))
    found = {e.passage.facts.place: e for e in stages if e.passage.facts.place}
    if not found:
        return unsaid(case.composer.claim("no_place"))
    items = case.composer.items(found.values())
    return answered(case.composer.claim("places"), *items)


def _siblings(case: Case, terms: Sequence[Term]) -> list[Passage]:
    """What is listed of the same class: SolidWorks, for AutoCAD."""
    language, passages = case.question.language, case.career.passages
    for term in terms:
        keys = tuple(map(language.key, term.folds))
        for concept, (_, members) in language.concepts.items():
            if keys in members and not concept.startswith(APART):
                found = [passages[n] for n in sorted(case.index.find_concept(concept))]
                if skills := [one for one in found if one.kind == Kind.SKILL]:
                    return skills
    return []
