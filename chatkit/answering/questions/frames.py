"""What words only seem to ask for: "contact lenses", "who paid for the bus?"."""

from collections.abc import Iterator, Mapping, Sequence

from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.words import Word
from chatkit.answering.questions.kinds import PRIVATE

REACHING = ("contact", "email", "phone", "website")
OF = frozenset(["of", "de", "d", "du", "des", "da", "do"])

Cues = Mapping[str, tuple[int, ...]]


def misread(
    words: Sequence[Word], cues: Cues, index: Index, language: Language
) -> Iterator[str]:
    """Cues of how to reach the person, and of private matters, that are not asked."""
    if "summary" in cues and _owns(words, max(cues["summary"]), language):
        yield "summary"
    if "driving" in cues and "what" in cues:  # "which trains can he drive?"
        yield "driving"
    past = any(word.fold in language.past for word in words)
    asks_past = past and words[0].fold in language.openers
    for cue in (*REACHING, *PRIVATE):
        if cue not in cues or cue == "leaving":
            continue
        reaches = cue in REACHING
        if reaches and past and (asks_past or cue == "contact"):
            yield cue  # "did he write the mail?", "what did it reach?"
        elif cue == "salary" and "who" in cues:
            yield cue
        elif head := _head(words, cues, cue, language):
            term = Term(head.text, (head.fold,))
            if reaches or index.find(term, language):
                yield cue


def _owns(words: Sequence[Word], at: int, language: Language) -> bool:
    """ "About her work" is not about her."""
    after = words[at + 1 : at + 2]
    return words[at].fold in language.pronouns and any(
        word.fold not in language.function for word in after
    )


def _head(
    words: Sequence[Word], cues: Cues, cue: str, language: Language
) -> Word | None:
    """The noun that the words of a cue only qualify: "phone systems"."""
    first, last = min(cues[cue]), max(cues[cue])
    others = {at for places in cues.values() for at in places}
    beside = [last + 1] if last + 1 < len(words) else []
    if first > 1 and words[first - 1].fold in OF:
        beside.append(first - 2)
    for at in beside:
        word = words[at]
        near = abs(word.start - words[last].end) == 1 or at < first
        plain = word.fold in language.function or word.key in language.light
        if near and not (plain or word.named or at in others):
            return word
    return None
