"""Two questions in one message: "Where does she live, and can she travel?"."""

import re
from collections.abc import Callable, Sequence

from chatkit.answering.language.lexicon import Language
from chatkit.answering.questions.clause import asking_clause
from chatkit.answering.questions.question import Question
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

LONGEST = 300  # characters; what is longer is no question but a text
MOST = 3
_QUESTION_MARK = re.compile(r"(?<=\?)\s+(?=\S)")
#: Cues that make no question of their own.
WEAK = frozenset(["how", "what", "both", "fine", "now"])


def split_questions(
    text: str, language: Language, parse: Callable[[str], Question]
) -> Sequence[str]:
    """Its questions, in order; the text itself where it holds one."""
    asked = asking_clause(text.strip(), language)
    if len(asked) > LONGEST:
        return (text,)
    parts = [
        part
        for sentence in _QUESTION_MARK.split(asked)
        for part in _split_at_joins(sentence, language)
    ]
    if not 1 < len(parts) <= MOST or parse(text).has("inject"):
        return (text,)
    if not all(_asks(parse(part)) for part in parts[1:]):
        return (text,)
    return parts


def _split_at_joins(text: str, language: Language) -> Sequence[str]:
    """At each "and" that a word follows with which a question begins."""
    words = list(split_words(text))
    folds = [fold(word.text) for word in words]
    cuts = [
        at
        for at in range(2, len(words) - 1)
        if folds[at] in language.and_words and folds[at + 1] in language.opens
    ]
    starts = [0, *(words[at + 1].start for at in cuts)]
    ends = [*(words[at].start for at in cuts), len(text)]
    parts = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    return [part.strip(" ,;") for part in parts]


def _asks(question: Question) -> bool:
    return bool(question.cues.keys() - WEAK or question.core or question.period)
