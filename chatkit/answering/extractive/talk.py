"""Messages that ask nothing about the person. No reply claims anything."""

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, unsaid
from chatkit.answering.extractive.contact import contact_offer
from chatkit.answering.extractive.follow_ups import not_said_of

#: These win over whatever else a message says.
ALWAYS = ("inject", "bot")
#: These only where the message asks nothing else.
ALONE = (
    "hostile",
    "offtopic",
    "capability",
    "thanks",
    "bye",
    "wellbeing",
    "hello",
    "fine",
)
#: What a message may say beside these and still ask nothing.
WEAK = {*ALWAYS, *ALONE, "what", "how", "tell", "list", "who", "now", "both"}
OFFERED = ("position", "skill", "study", "language", "project")
UNANSWERED = frozenset({"inject", "hostile", "offtopic"})


def answer_talk(case: Case) -> Answer | None:
    for cue in ALWAYS:
        if case.has(cue):
            return _reply(case, cue)
    named = case.question.entries and not case.question.described
    if case.has("offtopic") and not named and not _asks_of_person(case):
        return _reply(case, "offtopic")
    if case.has("hostile") and not case.question.entries:
        return _reply(case, "hostile")
    if any(t.weight >= 1 for t in case.question.terms) or _asks(case):
        return None
    asks = case.question.yes_no and case.question.pronoun not in ("", "you")
    for cue in ALONE:
        if case.has(cue) and not asks:
            return _reply(case, cue)
    return None


def _asks(case: Case) -> bool:
    question = case.question
    return bool(question.cues.keys() - WEAK or question.entries or question.period)


def _asks_of_person(case: Case) -> bool:
    """ "Has she written a song?": asks of the person, not of us."""
    asks = case.question.yes_no or case.has("what", "where", "when")
    return asks and case.question.pronoun not in ("", "you")


def _reply(case: Case, cue: str) -> Answer:
    text = case.composer.say(
        f"small_{cue}", name=case.composer.name, topics=topics(case)
    )
    return Answer((Claim(text),), cue not in UNANSWERED)


def topics(case: Case) -> str:
    """What could be asked: up to four things this résumé has something on."""
    labels = case.composer.phrases["topics"]
    there = [str(labels[kind]) for kind in OFFERED if case.career.of(kind)]
    return (
        case.composer.join(there[:4], "list_or")
        if there
        else case.composer.heading("statement")
    )


def answer_nothing(case: Case) -> Answer:
    """There is no question, or none of ours."""
    if denied := not_said_of(case):
        return denied
    if not case.question.words or not any(t.weight >= 1 for t in case.question.terms):
        return unsaid(case.composer.claim("no_question", topics=topics(case)))
    return unsaid(case.composer.claim("not_said"), *contact_offer(case))
