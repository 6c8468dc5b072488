""" "And at Tramway?", "and French?": the question before, with another word in it."""

from collections.abc import Iterator

from chatkit.answering.questions.question import Question

#: What a question may say beside the words that take the place of others.
WEAK = frozenset(["how", "what", "both", "another", "first", "latest", "until"])


def whole_question(question: Question, asked: Question | None) -> str:
    """The question as it would be asked without the one before; "" where it is whole."""
    if asked is None or asked.language is not question.language or question.yes_no:
        return ""
    ordinal = question.ordinal is not None
    leans = question.continues or question.has("another") or ordinal
    if not leans or (question.has("first", "latest") and not ordinal):
        return ""
    new = _new_places(question)
    placed = bool(new) and question.words[min(new)].fold in question.language.places
    named = bool(question.mentions)
    weak = WEAK | {"job", "employer"} if placed or named else WEAK
    leading = set(question.cues.get("another", ()))
    cues = {cue for cue, at in question.cues.items() if not leading.issuperset(at)}
    if not new or not weak.issuperset(cues):
        return ""
    dropped = _dropped(asked, question, placed=placed)
    if not (dropped or placed or question.period):
        return ""  # it takes the place of nothing
    kept = [w.text for at, w in enumerate(asked.words) if at not in dropped]
    said = [word.text for word in question.words[min(new) :]]
    return " ".join((*kept, *said)) if kept else ""


def _new_places(question: Question) -> set[int]:
    """Where the words stand that take the place of others, prepositions included."""
    language, words = question.language, question.words
    leading = set(question.cues.get("another", ()))
    places = {
        at
        for at, word in enumerate(words)
        if (at not in leading and (word.named or word.fold not in language.function))
        or word.fold in {*language.ordinals, *language.other}
    } | {at for mention in question.mentions for at in mention.places}
    if question.period:
        places |= question.period.words
    if places and (first := min(places)) and words[first - 1].fold in language.places:
        places.add(first - 1)
    return places


def _dropped(asked: Question, question: Question, *, placed: bool) -> set[int]:
    """The places of the words that others take the place of."""
    language = asked.language
    phrase = set(_place_phrase(asked))
    named = {at for m in asked.mentions if not m.described for at in m.places}
    words = list(enumerate(asked.words))
    dropped: set[int] = set()
    if placed or question.mentions:
        dropped = {at for at, word in words if word.fold in language.anaphora}
    if question.period:
        old = asked.period.words if asked.period else ()
        return dropped.union(old, asked.cues.get("now", ()))
    if placed:
        return dropped | (phrase or named)
    if question.mentions and named:
        return dropped | named
    slot = {
        at
        for at, word in words
        if at not in asked.asking | phrase and word.fold not in language.function
    }
    ordinals = {at for at, word in words if word.fold in language.ordinals}
    return dropped | slot | named | ordinals


def _place_phrase(asked: Question) -> Iterator[int]:
    """ "In Copenhagen", "at the firm": to the next word that asks."""
    inside = False
    for at, word in enumerate(asked.words):
        if at in asked.asking:
            inside = False
        elif word.fold in asked.language.places:
            inside = at > 0
        if inside:
            yield at
