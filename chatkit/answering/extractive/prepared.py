"""What is read from the passages, kept as long as they are the same."""

from collections import deque
from collections.abc import Sequence
from datetime import date

from chatkit.answering.facts.career import Career
from chatkit.answering.facts.index import Index
from chatkit.answering.language.detection import detect
from chatkit.answering.language.lexicon import CODES, DEFAULT, language
from chatkit.answering.owner.passages import OwnPassage
from chatkit.answering.owner.questions import Own, prepare
from chatkit.answering.owner.words import OwnWords
from chatkit.answering.passages import ABOUT_THE_PERSON, Passage
from chatkit.answering.questions.question import Question, parse_question

SAMPLE = 4_000  # characters of the passages that show their language
Prepared = tuple[Career, Index, str, Own]

_kept: deque[tuple[Sequence[Passage], OwnWords, date, Prepared]] = deque(maxlen=4)


def prepared(passages: Sequence[Passage], own_words: OwnWords, today: date) -> Prepared:
    """The career, the index and the language of the résumé; what the owner adds."""
    for of, *given, found in tuple(_kept):
        if of is passages and given == [own_words, today]:
            return found
    of_resume = [p for p in passages if not isinstance(p, OwnPassage)]
    usual = resume_language(of_resume)
    codes = dict.fromkeys((usual, DEFAULT))
    career, index = Career(of_resume, today), Index(of_resume, codes)

    def parse(text: str) -> Question:
        code = detect(text, index.names, usual)
        known = language(code if code in CODES else DEFAULT)
        return parse_question(text, known, career, index)

    of_owner = [p for p in passages if isinstance(p, OwnPassage)]
    own = prepare(of_owner, own_words, CODES, parse)
    found = (career, index, usual, own)
    _kept.append((passages, own_words, today, found))
    return found


def resume_language(passages: Sequence[Passage]) -> str:
    """The language of the owner's own sentences."""
    said = [p.text for p in passages if p.parent or p.kind in ABOUT_THE_PERSON]
    said += [p.facts.prose for p in passages if not p.parent]
    code = detect(" ".join(said)[:SAMPLE])
    return code if code in CODES else DEFAULT
