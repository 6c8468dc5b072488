""" "Is she a director?": a title of hers says so, not one that a passage mentions."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts.career import Entry
from chatkit.answering.language.lexicon import Keys
from chatkit.answering.passages import Kind

HELD = (Kind.POSITION, Kind.VOLUNTEERING, Kind.PROJECT)
#: What says of the person what they are, though it is no title.
OWN = (Kind.PERSON, Kind.STATEMENT, Kind.SKILL, Kind.CERTIFICATE, Kind.STUDY)
MOST_WORDS = 4  # of a title


def answer_role(case: Case) -> Answer | None:
    question, career, compose = case.question, case.career, case.composer
    places = _places(case)
    role = tuple(question.words[at].key for at in places)
    if not role or case.has("longer"):
        return None
    named = [m for m in question.mentions if m.places.isdisjoint(places)]
    there = [e for mention in named for e in mention.entries if e.kind in HELD]
    every = career.by_time(there or career.of(*HELD))
    held = [entry for entry in every if _is_titled(case, entry, role)]
    if there and not held:
        return answered(compose.fact("still_no", there[0]))
    now = [e for e in held if career.is_now(e)]
    if now or (held and question.past):
        return answered(compose.fact("still_yes", (now or held)[0]))
    if career.person and _holds(case, career.person.facts.title, role):
        return answered(Claim(career.person.text, (career.person,)))
    if held:
        return answered(compose.fact("still_no", held[0]))
    return _untitled(case, " ".join(question.words[at].text for at in places))


def _untitled(case: Case, title: str) -> Answer | None:
    """None where the person's own words may say it, or nothing does."""
    compose, core = case.composer, case.question.core
    saying = case.holding(core)
    if not saying or any(p.kind in OWN and not p.parent for p in saying):
        return None
    if told := [p for p in saying if p.kind != Kind.REFERENCE]:
        quotation = compose.quotation(told[0], case.words_of(core))
        return answered(compose.claim("closest"), quotation)
    now = [compose.fact("summary_now", job) for job in case.career.current[:1]]
    return unsaid(compose.claim("no_title", title=title), *now)


def _places(case: Case) -> Sequence[int]:
    """Where "a director" stands in "is she (also) a director at …?"."""
    words, language = case.question.words, case.question.language
    if not words or words[0].fold not in language.being:
        return ()
    articles = (i for i, w in enumerate(words[1:5], 1) if w.fold in language.articles)
    start = next(articles, None)
    if start is None and words[1:2] and words[1].fold in language.subjects:
        titled = tuple(word.key for word in words[2:4])
        every = case.career.of(*HELD) if len(titled) > 1 else ()
        start = 1 if any(_is_titled(case, one, titled) for one in every) else None
    if start is None:
        return ()
    end = start + 1
    while end < len(words) and words[end].fold not in language.function:
        end += 1
    return range(start + 1, end) if end - start - 1 <= MOST_WORDS else ()


def _is_titled(case: Case, entry: Entry, role: Keys) -> bool:
    facts = entry.passage.facts
    return any(_holds(case, title, role) for title in (facts.title, *facts.roles))


def _holds(case: Case, title: str, role: Keys) -> bool:
    """ "Assistant", "deputy": before a title they make it another."""
    for language in dict.fromkeys((case.question.language, *case.index.languages)):
        keys, lesser = language.keys(title), language.lesser_keys
        for at in range(len(keys) - len(role) + 1):
            if keys[at : at + len(role)] == role:
                if lesser.isdisjoint(keys[:at]) or not lesser.isdisjoint(role):
                    return True
                break
    return False
