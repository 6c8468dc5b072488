"""The person as a whole: who, how to reach, what they look for, and what is private."""

from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.extractive.contact import contact_offer
from chatkit.answering.extractive.stance import is_limit, is_refusal
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.evidence import PERSONAL, passages_with
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.question import Question
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

PRIVATE = (
    "salary",
    "visa",
    "age",
    "family",
    "private",
    "leaving",
    "weakness",
    "driving",
)
WISHES = ("availability", "wish", "workplace", "work_hours")
#: Where a topic may be stated; the others only where the person speaks of it.
ANYWHERE = frozenset({"driving", "leaving", "manager"})


def answer_private(case: Case) -> Answer | None:
    """What is seldom in a résumé: quoted where it is, else one sentence and a contact."""
    topics = [topic for topic in PRIVATE if case.has(topic)]
    if not topics or _is_about_work(case, topics):
        return None
    topic = topics[0]
    if topic == "leaving" and case.has("how_many"):
        return None
    compose = case.composer
    kinds = None if topic in ANYWHERE else PERSONAL
    said = passages_with(case.index, topic, kinds)
    if (
        topic == "driving"
        and not said
        and case.index.search(case.question.core, case.question.language)
    ):
        return None
    if topic == "leaving":
        return _left(case)
    if said:
        return answered(*(compose.quotation_of(p, text) for p, text in said[:2]))
    refusal = Claim(str(compose.phrases["personal"][topic]))
    return Answer((refusal, *contact_offer(case)), False)


def _left(case: Case) -> Answer:
    compose = case.composer
    entries = case.of(Kind.POSITION)
    scope = {e.id for e in entries}
    said = [
        (p, text)
        for p, text in passages_with(case.index, "leaving")
        if not scope or {p.id, p.parent} & scope
    ]
    if said and entries:
        return answered(*(compose.quotation_of(p, text) for p, text in said[:1]))
    refusal = Claim(str(compose.phrases["personal"]["leaving"]))
    dates = [compose.fact("now", entry) for entry in entries[:1]]
    return Answer((refusal, *(dates or contact_offer(case))), False)


def _is_about_work(case: Case, topics: Sequence[str]) -> bool:
    """ "Failure analysis", "high availability": words the résumé has win over topics."""
    question = case.question
    asking = {
        question.words[at].fold for t in topics for at in question.cues.get(t, ())
    }
    beside = [term for term in question.core if not asking.issuperset(term.folds)]
    if not beside:
        return False
    words = [
        question.words[at] for topic in topics for at in question.cues.get(topic, ())
    ]
    hits = case.index.search(beside, question.language)
    return any(
        len(hit.covered) == len(beside)
        and any(
            case.index.holds(hit.passage, word.fold, question.language)
            for word in words
        )
        for hit in hits[:20]
    )


def answer_wish(case: Case) -> Answer | None:
    """Availability, wishes, remote work: in the owner's words, or not said."""
    topics = [topic for topic in WISHES if case.has(topic)]
    modal = case.question.is_modal
    of_now = (
        topics
        and case.question.yes_no
        and not (case.question.past or case.question.mentions)
    )
    if case.has("relocation"):
        topics.sort(key=lambda topic: topic != "workplace")
    if (modal or of_now) and (found := _stated(case, topics)):
        return found
    if modal and not topics and not _is_elsewhere(case):
        topics = ["wish"]
    if topics == ["work_hours"] and case.question.past:
        return None
    if not topics or _is_about_work(case, topics) or case.question.mentions:
        return None
    compose = case.composer
    for topic in topics:
        said = passages_with(case.index, topic, PERSONAL)
        if said:
            return answered(*(compose.quotation_of(p, text) for p, text in said[:2]))
    if "wish" in topics or "availability" in topics:
        for topic in ("availability", "wish"):
            if said := passages_with(case.index, topic, PERSONAL):
                return answered(
                    *(compose.quotation_of(p, text) for p, text in said[:2])
                )
    if topics == ["work_hours"]:
        return None
    key = {"wish": "wish_unsaid", "availability": "availability_unsaid"}.get(
        topics[0], "workplace_unsaid"
    )
    return Answer(
        (Claim(compose.say(key, name=compose.name)), *contact_offer(case)), False
    )


def _stated(case: Case, topics: Sequence[str]) -> Answer | None:
    """The sentences of a summary that hold most of what is asked: wishes and limits."""
    question, compose = case.question, case.composer
    asking = {question.words[at].key for t in topics for at in question.cues.get(t, ())}
    asking |= {
        w.key for w in question.words if w.text.lower() in question.language.modals
    }
    asking -= {question.language.key(word) for word in question.language.function}
    terms = [*question.core, *(_frame(question) if question.is_modal else ())]
    wanted = [set(case.index.words_of(term)) for term in terms]
    by_topic = [
        text for t in topics for _, text in passages_with(case.index, t, PERSONAL)
    ]
    scored: list[tuple[int, Passage, str]] = []
    for passage in case.career.statements:
        for said in sentences(passage.text):
            words = {fold(word.text) for word in split_words(said)}
            keys = {lang.key(word) for lang in case.index.languages for word in words}
            score = sum(not one.isdisjoint(words) for one in wanted)
            score += sum(said in text for text in by_topic)
            score += not asking.isdisjoint(keys)
            score += is_refusal(case, wanted, said)
            if score and (by_topic or is_limit(case, said)):
                scored.append((score, passage, said))
    most = max((score for score, _, _ in scored), default=0)
    best = [(p, said) for score, p, said in scored if score == most][:2]
    named = [term for term in question.core if term.named]
    if not best or (named and _is_elsewhere(case)):
        return None
    claims = [compose.quotation_of(passage, said) for passage, said in best]
    if question.yes_no and len(best) == 1 and is_refusal(case, wanted, best[0][1]):
        text = str(compose.phrases["no"].format(text=claims[0].text))
        claims[0] = Claim(text, claims[0].passages)
    return answered(*claims)


def _frame(question: Question) -> Iterator[Term]:
    """ "Would she work at the weekend?": words that ask for something elsewhere."""
    language = question.language
    for at in {at for places in question.cues.values() for at in places}:
        word = question.words[at]
        if word.fold not in language.function and word.key not in language.light:
            yield Term(word.text, (word.fold,))


def _is_elsewhere(case: Case) -> bool:
    """Whether something else of the résumé is asked about."""
    question = case.question
    found = case.index.search(question.core, question.language)
    return bool(question.entries or found)


def answer_person(case: Case) -> Answer | None:
    if case.has("name") and case.career.person and not case.question.core:
        return answered(Claim(case.career.person.text, (case.career.person,)))
    asked = case.has("location") or set(case.question.cues) == {"where"}
    if (
        asked
        and (case.question.described or not case.question.entries)
        and not case.has("job", "employer")
    ):
        return _location(case)
    return None


def _location(case: Case) -> Answer | None:
    core = case.question.core
    where = case.career.of(Kind.LOCATION)
    if where and (not core or case.question.yes_no):
        entry = where[0]
        text = _place(case, entry)
        return answered(Claim(text, (entry.passage,)))
    if core:
        return None
    return Answer((Claim(case.composer.say("no_place")),), False)


def answer_manager(case: Case) -> Answer | None:
    """Whom somebody reports to is seldom said; who reports to them often is."""
    if not case.has("manager") or case.has("reference"):
        return None
    scope = {e.id for e in case.question.entries}
    said = [
        (p, text)
        for p, text in passages_with(case.index, "manager")
        if not scope or {p.id, p.parent} & scope
    ]
    if said:
        return answered(*(case.composer.quotation_of(p, text) for p, text in said[:2]))
    called = {case.question.words[at].key for at in case.question.cues["manager"]}
    for one in case.career.of(Kind.REFERENCE):
        if not called.isdisjoint(case.question.language.keys(one.passage.facts.who)):
            return answered(case.composer.quotation(one.passage))
    places = case.of(Kind.POSITION, Kind.VOLUNTEERING)
    if places:
        name = case.composer.mark(places[0].name)
        return Answer((Claim(case.composer.say("not_said_who_at", name=name)),), False)
    return Answer((Claim(case.composer.say("not_said_who")),), False)


def _place(case: Case, entry: Entry) -> str:
    """In English the passage itself, which is a sentence of ours."""
    compose, passage = case.composer, entry.passage
    if not passage.facts.place or compose.language.code == DEFAULT:
        return passage.text
    return compose.say("lives", place=compose.mark(passage.facts.place))
