"""Messages that ask nothing about the person. No reply claims anything."""

from chatkit.answering.extractive.attributes import tell
from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, unsaid
from chatkit.answering.extractive.contact import contact_offer
from chatkit.answering.extractive.follow_ups import not_said_of
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

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
#: Without another cue these ask of the world at large.
ASKING = {"who", "where", "when"}
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
    if _is_of_others(case):
        return _reply(case, "offtopic")
    if any(t.weight >= 1 for t in case.question.terms) or _asks(case):
        return None
    asks = case.question.yes_no and case.question.pronoun not in ("", "you")
    for cue in ALONE:
        if case.has(cue) and not asks:
            return _reply(case, cue)
    return None


def _is_of_others(case: Case) -> bool:
    """ "Who won the world cup?": nothing of it is the person's or in the résumé."""
    question, index = case.question, case.index
    name = {fold(word.text) for word in split_words(case.career.name)}
    if question.pronoun or question.says(name):
        return False
    if question.says(question.language.visitor) and case.has("how"):
        return True  # "how do I cure a cow?"
    if question.mentions:
        return False
    if question.listed or not question.core:
        return False
    asks = case.has(*ASKING) and question.cues.keys() <= {*ASKING, "award"}
    return asks and not any(
        index.find(term, question.language) for term in question.core
    )


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
    if case.question.mentions and (told := tell(case)):
        return told
    if denied := not_said_of(case):
        return denied
    if not case.question.words or not any(t.weight >= 1 for t in case.question.terms):
        return unsaid(case.composer.claim("no_question", topics=topics(case)))
    return unsaid(case.composer.claim("not_said"), *contact_offer(case))
