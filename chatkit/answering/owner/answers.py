"""What the owner adds to the résumé: answers to questions, and a policy by topic."""

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.contact import contact_offer
from chatkit.answering.extractive.quoting import quoted
from chatkit.answering.facts.terms import holds_row
from chatkit.answering.owner.questions import FORM, signature
from chatkit.answering.owner.words import Policy, Way
from chatkit.answering.questions.question import Question

#: Messages that ask nothing of the person.
NO_QUESTION = ("inject", "hostile", "bot")
ENOUGH = 0.5  # part of what is asked that an answer's question must share
CUE, ENTRY = 1.0, 1.0  # weights beside those of terms


def answer_same_question(case: Case) -> Answer | None:
    """The owner has answered this very question, whatever the résumé says."""
    id_ = case.own.by_signature.get(signature(case.question))
    return _said(case, id_) if id_ else None


def answer_unsaid(case: Case, unsaid: Answer) -> Answer:
    """What the owner says where the résumé did not answer; else ``unsaid``."""
    if case.has(*NO_QUESTION):
        return unsaid
    return _similar_question(case) or _policy(case) or unsaid


def _similar_question(case: Case) -> Answer | None:
    best, chosen = 0.0, ""
    hits = {
        hit.passage.id: hit.covered
        for hit in case.own.index.search(case.question.core, case.question.language)
    }
    for id_, questions in case.own.questions.items():
        covered = hits.get(id_, frozenset())
        for question in questions:
            if (score := _similarity(case.question, question, covered)) > best:
                best, chosen = score, id_
    return _said(case, chosen) if best >= ENOUGH else None


def _similarity(asked: Question, own: Question, covered: frozenset[int]) -> float:
    """Which part of what is asked the owner's question and answer share, 0 to 1."""
    about, own_about = _names(asked), _names(own)
    if about and own_about and not about & own_about:
        return 0.0
    cues = asked.cues.keys() - FORM
    shared = CUE * len(cues & own.cues.keys())
    total = CUE * len(cues)
    if asked.entries:
        total += ENTRY
        shared += ENTRY * bool({*asked.entries} & {*own.entries})
    for at, term in enumerate(asked.core):
        total += term.weight
        shared += term.weight * (at in covered)
    return shared / total if total else 0.0


def _names(question: Question) -> set[object]:
    """The employers, tools and other names it is about."""
    named = (term.folds for term in question.core if term.named)
    return {*question.entries, *named}


def _policy(case: Case) -> Answer | None:
    for policy in case.own.policies:
        if _is_about(case.question, policy):
            return _by_policy(case, policy)
    return None


def _is_about(question: Question, policy: Policy) -> bool:
    if policy.topic:
        return question.has(policy.topic)
    language = question.language
    keys = tuple(word.key for word in question.words)
    rows = [language.keys(words) for words in policy.words]
    return any(holds_row(keys, row) for row in rows if row)


def _by_policy(case: Case, policy: Policy) -> Answer:
    if policy.way == Way.TEXT:
        return _said(case, policy.id)
    refusal = Claim(case.composer.say(f"policy_{policy.way}"))
    offer = contact_offer(case) if policy.way == Way.DISCUSS else []
    return Answer((refusal, *offer), True)


def _said(case: Case, id_: str) -> Answer:
    compose, passage = case.composer, case.own.passages[id_]
    text = quoted(" ".join(passage.text.split()))
    return answered(
        Claim(compose.say("own_words", name=compose.name, text=text), (passage,))
    )
