""" "And at Tramway?", "and French?": the question before, with another word in it."""

from collections.abc import Iterator

from chatkit.answering.questions.question import Question

#: What a question may say beside the words that take the place of others.
WEAK = frozenset(["how", "what", "both", "another", "first", "latest", "until"])


def whole_question(question: Question, asked: Question | None) -> str:
    """The question as it would be asked without the one before; "" where it is whole."""
    if asked is None or asked.language is not question.language:
        return ""
    placed = bool(question.mentions) or _starts_with_place(question)
    weak = WEAK | {"job", "employer"} if placed else WEAK
    extreme = question.has("first", "latest") and question.ordinal is None
    if (
        extreme
        or question.yes_no
        or not weak.issuperset(question.cues)
        or not _leans(question)
    ):
        return ""
    new = _new_places(question)
    if not new:
        return ""
    kept = " ".join(asked.words[at].text for at in _frame(asked, question))
    said = " ".join(
        question.words[at].text for at in range(min(new), len(question.words))
    )
    return f"{kept} {said}" if kept else ""


def _leans(question: Question) -> bool:
    """Whether it goes on from what was said."""
    return question.continues or question.has("another") or question.ordinal is not None


def _new_places(question: Question) -> set[int]:
    """Where the words stand that take the place of others, prepositions included."""
    language, words = question.language, question.words
    leading = set(question.cues.get("another", ()))
    places = {
        at
        for at, word in enumerate(words)
        if at not in leading and not (word.fold in language.function and not word.named)
    } | {at for mention in question.mentions for at in mention.places}
    if question.period:
        places |= question.period.words
    places |= {at for at, word in enumerate(words) if word.fold in language.ordinals}
    if places and (first := min(places)) and words[first - 1].fold in language.places:
        places.add(first - 1)
    return places


def _frame(asked: Question, question: Question) -> Iterator[int]:
    """The places of the words that stay: what asks, and what nothing takes the place of."""
    language = asked.language
    at_a_place = _starts_with_place(question)
    dropped: set[int] = set()
    phrase = set(_place_phrase(asked))
    named = {
        at
        for mention in asked.mentions
        if not mention.described
        for at in mention.places
    }
    if at_a_place or question.mentions:
        dropped |= {
            at for at, w in enumerate(asked.words) if w.fold in language.anaphora
        }
    if question.period:
        dropped |= asked.period.words if asked.period else set()
        dropped |= set(asked.cues.get("now", ()))
    elif at_a_place:
        dropped |= phrase or named
    elif question.mentions and named:
        dropped |= named
    else:
        asking = {at for places in asked.cues.values() for at in places}
        slot = {
            at
            for at, word in enumerate(asked.words)
            if at not in asking and word.fold not in language.function
        }
        ordinals = {
            at for at, w in enumerate(asked.words) if w.fold in language.ordinals
        }
        dropped |= (slot - phrase) | named | ordinals
    for at in range(len(asked.words)):
        if at not in dropped:
            yield at


def _starts_with_place(question: Question) -> bool:
    places = _new_places(question)
    return bool(places) and (
        question.words[min(places)].fold in question.language.places
    )


def _place_phrase(asked: Question) -> Iterator[int]:
    """ "In Copenhagen", "at the firm": to the next word that asks."""
    language = asked.language
    asking = {at for places in asked.cues.values() for at in places}
    inside = False
    for at, word in enumerate(asked.words):
        if at in asking:
            inside = False
        elif word.fold in language.places:
            inside = at > 0
        if inside:
            yield at
