"""The person as a whole: where they live, what they look for, and what is private."""

from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.extractive.contact import contact_offer
from chatkit.answering.extractive.stance import is_limit, is_refusal
from chatkit.answering.facts.evidence import PERSONAL, matches, passages_with
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import DEFAULT
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.kinds import PRIVATE
from chatkit.answering.questions.question import Question
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

WISHES = ("availability", "wish", "workplace", "work_hours")
#: How it is said that a wish is not stated.
UNSAID = {"wish": "wish_unsaid", "availability": "availability_unsaid"}
MOST_SEARCHED = 20  # passages

Said = Sequence[tuple[Passage, str]]


def _quote(case: Case, said: Said, most: int = 2) -> Answer | None:
    claims = [case.composer.quotation_of(p, text) for p, text in said[:most]]
    return answered(*claims) if claims else None


def _said_there(case: Case, topic: str) -> Said:
    """What states it, of the entries that are meant if any are."""
    scope = {entry.id for entry in case.question.entries}
    said = passages_with(case.index, topic)
    return [(p, t) for p, t in said if not scope or {p.id, p.parent} & scope]


def answer_private(case: Case) -> Answer | None:
    """What is seldom in a résumé: quoted where it is, else one sentence and a contact."""
    question = case.question
    topics = [topic for topic in PRIVATE if case.has(topic)]
    if case.has("lowest") and case.kinds and "weakness" in topics:
        topics.remove("weakness")  # "her worst language"
    if case.has("why") and case.has("ended"):
        topics = ["leaving"]
    if not topics or _is_about_work(case, topics):
        return None
    topic = topics[0]
    if topic == "salary" and case.has("price") and (question.mentions or question.core):
        return None
    if topic == "leaving":
        return None if case.has("how_many") else _left(case)
    driving = topic == "driving"
    said = passages_with(case.index, topic, None if driving else PERSONAL)
    if driving and not said and case.search(case.question.core):
        return None
    refusal = Claim(str(case.composer.phrases["personal"][topic]))
    return _quote(case, said) or unsaid(refusal, *contact_offer(case))


def _left(case: Case) -> Answer:
    entries = case.of(Kind.POSITION)
    if entries and (found := _quote(case, _said_there(case, "leaving"), 1)):
        return found
    refusal = Claim(str(case.composer.phrases["personal"]["leaving"]))
    dates = [case.composer.fact("now", entry) for entry in entries[:1]]
    return unsaid(refusal, *(dates or contact_offer(case)))


def _is_about_work(case: Case, topics: Sequence[str]) -> bool:
    """ "Failure analysis", "high availability": words the résumé has win over topics."""
    question, index = case.question, case.index
    words = {question.words[at].fold for t in topics for at in question.cues.get(t, ())}
    beside = [term for term in question.core if not words.issuperset(term.folds)]
    held = case.holding(beside)[:MOST_SEARCHED] if beside else ()
    return any(index.holds(p, word, question.language) for p in held for word in words)


def answer_wish(case: Case) -> Answer | None:
    """Availability, wishes, remote work: in the owner's words, or not said."""
    question, compose = case.question, case.composer
    if case.has("reference"):
        return None
    topics = [topic for topic in WISHES if case.has(topic)]
    if case.has("relocation"):
        topics.sort(key=lambda topic: topic != "workplace")
    of_now = question.yes_no and not (question.past or question.mentions)
    if question.is_modal or (topics and of_now):
        if found := _stated(case, topics):
            return found
        if not topics and not _is_elsewhere(case):
            topics = ["wish"]
    if topics == ["work_hours"] and question.past:
        return None
    if not topics or question.mentions or _is_about_work(case, topics):
        return None
    if {"wish", "availability"} & {*topics}:
        topics += ["availability", "wish"]
    for topic in topics:
        said = passages_with(case.index, topic, PERSONAL)
        if found := _quote(case, said):
            if topics[0] == "availability" and not _says_when(case, said):
                unknown = compose.claim("availability_unsaid", name=compose.name)
                return unsaid(unknown, *found.claims)
            return found
    if topics == ["work_hours"]:
        return None
    key = UNSAID.get(topics[0], "workplace_unsaid")
    return unsaid(compose.claim(key, name=compose.name), *contact_offer(case))


def _says_when(case: Case, said: Said) -> bool:
    """ "From May 2027", "three months' notice"; not "looking for part-time work"."""
    texts = [text for _, text in said]
    return any(char.isdigit() for text in texts for char in text) or any(
        keys not in {*matches("wish", language, text)}
        for language in case.index.languages
        for text in texts
        for keys in matches("availability", language, text)
    )


def _stated(case: Case, topics: Sequence[str]) -> Answer | None:
    """The sentences of a summary that hold most of what is asked: wishes and limits."""
    question, compose, language = case.question, case.composer, case.question.language
    asking = {question.words[at].key for t in topics for at in question.cues.get(t, ())}
    asking |= {w.key for w in question.words if w.text.lower() in language.modals}
    asking -= {language.key(word) for word in language.function}
    terms = [*question.core, *(_frame(question) if question.is_modal else ())]
    wanted = [set(case.index.words_of(term)) for term in terms]
    by_topic = [
        text for t in topics for _, text in passages_with(case.index, t, PERSONAL)
    ]
    best: list[tuple[Passage, str]] = []
    most = 1
    for passage in case.career.statements:
        for said in sentences(passage.text):
            words = {fold(word.text) for word in split_words(said)}
            keys = {lang.key(word) for lang in case.index.languages for word in words}
            score = sum(not one.isdisjoint(words) for one in wanted)
            score += sum(said in text for text in by_topic)
            score += not asking.isdisjoint(keys)
            score += is_refusal(case, wanted, said)
            if score >= most and (by_topic or is_limit(case, said)):
                best = [*(best if score == most else ()), (passage, said)][:2]
                most = score
    named = any(term.named for term in question.core)
    if named and _is_elsewhere(case):
        return None
    found = _quote(case, best)
    one = question.yes_no and len(best) == 1
    if found and one and is_refusal(case, wanted, best[0][1]):
        text = str(compose.phrases["no"].format(text=found.claims[0].text))
        return answered(Claim(text, found.claims[0].passages))
    return found


def _frame(question: Question) -> Iterator[Term]:
    """ "Would she work at the weekend?": words that ask for something elsewhere."""
    language = question.language
    for at in question.asking:
        word = question.words[at]
        if word.fold not in language.function and word.key not in language.light:
            yield Term(word.text, (word.fold,))


def _is_elsewhere(case: Case) -> bool:
    """Whether something else of the résumé is asked about."""
    return bool(case.question.entries or case.search(case.question.core))


def answer_person(case: Case) -> Answer | None:
    question, compose, person = case.question, case.composer, case.career.person
    if case.has("name") and person and not question.core:
        return answered(Claim(person.text, (person,)))
    asked = case.has("location", "address") or set(question.cues) == {"where"}
    meant = question.entries and not question.described
    if not asked or meant or case.has("job", "employer"):
        return None
    where = [entry.passage for entry in case.career.of(Kind.LOCATION)]
    if case.has("address"):
        where.reverse()  # the most exact is last
    if where and (question.yes_no or not question.core):
        text, place = where[0].text, where[0].facts.place
        if place and compose.language.code != DEFAULT:
            text = compose.say("lives", place=compose.mark(place))
        return answered(Claim(text, (where[0],)))
    return None if question.core else unsaid(compose.claim("no_place"))


def answer_manager(case: Case) -> Answer | None:
    """Whom somebody reports to is seldom said; who reports to them often is."""
    question, compose = case.question, case.composer
    if not case.has("manager") or case.has("reference"):
        return None
    last = max(question.cues["manager"])
    if any(
        w.fold in question.language.pronouns for w in question.words[last + 1 :][:1]
    ):
        return None  # "does anyone report to her?"
    if found := _quote(case, _said_there(case, "manager")):
        return found
    called = {question.words[at].key for at in question.cues["manager"]}
    for one in case.career.of(Kind.REFERENCE):
        if not called.isdisjoint(question.language.keys(one.passage.facts.who)):
            return answered(compose.quotation(one.passage))
    if places := case.of(Kind.POSITION, Kind.VOLUNTEERING):
        name = compose.mark(places[0].name)
        return unsaid(compose.claim("not_said_who_at", name=name))
    return unsaid(compose.claim("not_said_who"))
