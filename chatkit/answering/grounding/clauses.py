"""Tell which clauses of a sentence only deny something or repeat the visitor."""

import re

_SUBJECT = r"(?:she|he|they|i|it|her|his|their|my|the\s(?:r[ée]sum[ée]|cv|candidate))\b"
_SPLIT = re.compile(
    r";|\s[–—-]\s|—|,?\s(?=(?:but|however|although|though|whereas|while|yet|because)\s)"
    rf"|,\s(?=(?:and|so|or|where|which|who|when)?\s?{_SUBJECT})"
    rf"|\s(?=and\s{_SUBJECT})|:\s(?={_SUBJECT})"
    r"|,\s(?=(?:where|which|who|whom|whose|when)\s)",
    re.IGNORECASE,
)
_ADVERB = r"(?:\s(?:explicitly|specifically|directly|actually|currently|clearly|even))?"
_VERB = (
    r"(?:mention|say|state|list|include|show|specify|contain|indicate|give|name|cover"
    r"|describe|provide|reference|appear|tell|record|note|disclose|have|see|know|find"
    r"|confirm|suggest|offer)"
)
_NOT_MENTIONED = re.compile(
    rf"\b(?:do|does|did|can|could|would)(?:\snot|n?['’]t|not){_ADVERB}\s{_VERB}\b"
    r"(?!\s(?:anyone|anybody)\sbut)"
    r"|\b(?:is|are|was|were)(?:\snot|n['’]t)"
    + _ADVERB
    + r"\s(?:mentioned|listed|stated"
    r"|given|included|covered|specified|part of|described|shown|in the|something"
    r"|available|named|found|recorded|published|indicated|clear)\b"
    r"(?!\s(?:is|that))"
    r"|\bno (?:mention|record|information|indication|evidence|reference to|details?|sign"
    r"|entry|entries|data|trace)\b|\bnothing (?:about|on|in|there|here|that)\b"
    r"|\b(?:lists?|shows?|mentions?|contains?|includes?|names?|gives?|found|find|see"
    r"|records?|there (?:is|are)|there['’]s) no(?:ne|thing)?\b(?!\s(?:doubt|question"
    r"|secret|less|fewer|better|wonder|denying))"
    r"|\bneither\b.+\bnor\b.+\b(?:appears?|mentioned|listed|stated)\b"
    r"|\b(?:without|lacks?) (?:any )?mention\b|\bcannot (?:confirm|say|tell|find|see)\b"
    r"|\bunable to (?:confirm|find|say|tell)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|were|are)(?:\s(?:not|never)|n['’]t)"
    r"\s(?!only|just|merely|simply|solely|less|fewer)"
    r"|\b(?:has|have|had|holds?|is|was) (?:no|not an?|neither)\b"
    r"(?!\s(?:doubt|longer|less|fewer|other))|\bnever\s(?:worked|held|studied|attended|been)\b",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:since|until|till|after|before|any\s?more|any longer|except|other than|but)\b"
    r"|\b(?:is|was) that\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:where|which|who|whom|whose|when)\b"
    r"|(?:and\s)?(?:it|that|this)\s(?:is|was)\s(?:indeed\s)?(?:her|his|their|my)\b|(?:her|his|their|my)\s(?:\w+\s){0,2}(?:employer"
    r"|company|school|university|college|workplace|boss|client|team|alma mater)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\W*(?:and|which|yes|so)?\W*(?:yes\W*)?(?:she|he|they|i)\s(?:did|does|do|has|have"
    r"|was|is|are)(?:\s(?:indeed|so|just that|exactly that))?\W*$",
    re.IGNORECASE,
)
_VISITOR = re.compile(
    r"\byou(?:['’](?:re|ve))?\s(?:have\s|had\s|are\s|were\s|also\s|just\s)?(?P<asked>ask(?:ed|ing)?"
    r"|want(?:ed)? to know|wonder(?:ed|ing)?)\b"
    r"|\byou(?:['’](?:re|ve))?\s(?:have\s|had\s|are\s|were\s|also\s|just\s)?(?:mention(?:ed)?"
    r"|describe[d]?|nam(?:ed|ing)|wrote|look(?:ing)? for|upload(?:ed)?|shared?|need"
    r"|hir(?:e|ing)|gave)\b"
    r"|\byour\b|\bthe (?:job|role|position|posting|vacancy|advert|description|uploaded)\b"
    r"(?:\s\w+){0,3}\s(?:asks?|requires?|calls?|mentions?|lists?|needs?|seeks?|wants?)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\b(?:whether|if|about|for)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:she|he|they|her|his|their|i|my|me|him|them)\b", re.IGNORECASE
)
_EMPLOYED = re.compile(
    r"\b(?:work(?:ed|s)?|join(?:ed|s)?|employ(?:ed|s)?|hired|serv(?:ed|es)|stud(?:ied|ies)"
    r"|graduated|attended|led|founded|managed|earned|holds?|held|spent|won|received)\b",
    re.IGNORECASE,
)


class Clauses:
    """A sentence split at its conjunctions; offsets are those of the sentence."""

    def __init__(self, text: str, people: frozenset[str]) -> None:
        self._text = text
        starts = [0, *(found.end() for found in _SPLIT.finditer(text))]
        self._bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
        self._people = people

    def is_denied(self, start: int) -> bool:
        """Whether the clause says that what starts there is missing."""
        number, begin, end = self._around(start)
        clause = self._text[begin:end]
        if self._is_continued(number) or _EXCEPTION.search(clause):
            return False
        if _NOT_MENTIONED.search(clause):
            return True
        denial = _DENIAL.search(clause)
        return denial is not None and denial.end() <= start - begin + 1

    def is_repeated(self, start: int, stop: int) -> bool:
        """Whether the clause only names it because the visitor did.

        What the person is, did or has is a claim in the visitor's words too.
        """
        number, begin, end = self._around(start)
        clause = self._text[begin:end]
        if self._is_continued(number) or self._is_about_person(self._text[stop:end]):
            return False
        markers = list(_VISITOR.finditer(clause))
        before = [m for m in markers if begin + m.start() < start]
        if not before:
            return bool(markers) and not self._is_about_person(clause)
        marker = before[-1]
        between = self._text[begin + marker.end() : start]
        asked = any(m["asked"] for m in before) or "question" in between.lower()
        if self._is_about_person(between) and not (asked and _WHETHER.search(between)):
            return False
        return not _EMPLOYED.search(clause[: before[0].start()])

    def _around(self, place: int) -> tuple[int, int, int]:
        for number, (begin, end) in enumerate(self._bounds):
            if begin <= place < end:
                return number, begin, end
        return 0, 0, len(self._text)

    def _is_continued(self, number: int) -> bool:
        """Whether the next clause says more about it: "Google, where she worked"."""
        if number + 1 >= len(self._bounds):
            return False
        begin, end = self._bounds[number + 1]
        following = self._text[begin:end]
        return bool(_RELATIVE.match(following) or _YES.match(following))

    def _is_about_person(self, part: str) -> bool:
        words = part.lower().replace("’", "'").replace("'s", "").split()
        named = any(word.strip(".,;:!?()") in self._people for word in words)
        return named or bool(_PERSON.search(part))
