"""Facts and passages to claims, in the language of the question.

What the résumé says in its own words stands in quotation marks; what is counted or
dated is said in ours, beside the fact it comes from.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chatkit.answering.extractive.quoting import (
    LONG,
    SHORT,
    capitalize,
    contracted,
    cut,
    ended,
    excerpt,
    excerpt_of,
    quoted,
)
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import DATED, Career, Entry
from chatkit.answering.facts.wording import Wording
from chatkit.answering.language.lexicon import DEFAULT, Language
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.kinds import MOST_ITEMS
from chatkit.answering.text.tokens import fold, sentences

REMOTE = ("remote", "hybrid", "home", "fully", "distributed", "/")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or two; ``passages`` are those it rests on, best first.

    Without passages it claims nothing about the person ("The résumé does not say.").
    ``bullet`` makes it an item of a list; other claims share a paragraph.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``found`` is False when the résumé does not say."""

    claims: tuple[Claim, ...]
    found: bool


def answered(*claims: Claim) -> Answer:
    return Answer(claims, True)


def unsaid(*claims: Claim) -> Answer:
    return Answer(claims, False)


class Composer(Wording):
    """Writes claims about one person in one language, with a pronoun or by name."""

    def __init__(
        self,
        career: Career,
        language: Language,
        pronoun: str = "",
        *,
        same_language: bool = False,
    ) -> None:
        super().__init__(language)
        self.career = career
        self._marks = language.code != DEFAULT and not same_language
        self._with_pronoun = self.phrases["pronouns"].get(pronoun, {})

    @property
    def name(self) -> str:
        return self.career.name or self.say("this_person")

    def say(self, key: str, **slots: str) -> str:
        text: str = self._with_pronoun.get(key, self.phrases["say"][key])
        text = text.format(**slots)
        return capitalize(text)

    def claim(self, key: str, *entries: Entry | Passage, **slots: str) -> Claim:
        passages = tuple(
            one.passage if isinstance(one, Entry) else one for one in entries
        )
        return Claim(self.say(key, **slots), passages)

    def fact(self, key: str, entry: Entry, **slots: str) -> Claim:
        """A sentence with the entry's statement in it."""
        return self.claim(key, entry, statement=self.stated(key, entry), **slots)

    def when(self, key: str, entry: Entry, span: str = "") -> Claim:
        """A date of the entry, and what it is."""
        stated = self.stated(key, entry, dated=False)
        return self.claim(key, entry, span=span or self.span(entry), statement=stated)

    def stated(self, key: str, entry: Entry, *, dated: bool = True) -> str:
        """The statement as a sentence's end; quoted where the sentence is ours."""
        text = self.statement(entry, dated=dated)
        ours = not self.phrases["say"][key].startswith("{statement}")
        whole = ours and self.language.code == DEFAULT
        return quoted(f"{text}.") if whole else ended(text)

    def framed(self, answer: Answer) -> Answer:
        """As it is read: each source once, and a word of ours where all is quoted."""
        rules = self.phrases.get("contractions", {})
        claims: list[Claim] = []
        before, ours = "", ""
        for claim in answer.claims:
            lead = self._lead(self._source_of(claim))
            said = claim.text.removeprefix(lead)
            ours += re.sub("“[^”]*”", "", said)
            text = said if lead == before and not claim.bullet else claim.text
            claims.append(replace(claim, text=contracted(text, rules)))
            before = lead
        first, *rest = claims
        foreign = self.language.code != DEFAULT and not first.bullet
        if foreign and not re.search(r"[^\W\d_]", ours):
            source = self._source_of(first)
            said = first.text.removeprefix(self._lead(source))
            key = "quoted" if said == first.text else "quoted_from"
            text = str(self.phrases[key].format(source=source, text=said))
            first = replace(first, text=text)
        return replace(answer, claims=(first, *rest))

    def _source_of(self, claim: Claim) -> str:
        return self.source(claim.passages[0], "") if claim.passages else ""

    def _lead(self, source: str) -> str:
        """What a quotation from there begins with."""
        return str(self.phrases["sourced"].format(source=source, text=""))

    # Words for facts

    def statement(self, entry: Entry, *, dated: bool = True) -> str:
        """ "Nurse at Hill Clinic in Leeds, since May 2020": all of it from the entry."""
        facts = entry.passage.facts
        title = self.mark(facts.title or facts.who)
        organization = self.mark(facts.organization)
        words = self.phrases["statement"]
        if entry.kind == Kind.STUDY and not self._marks:
            title = title.replace(" in ", words["area"], 1)
        kind = "break" if entry.is_break else entry.kind
        if title and organization:
            text = words[kind if kind in words else "both"].format(
                title=title, organization=organization
            )
        else:
            text = title or organization or self.mark(entry.passage.title)
        if entry.kind == Kind.PROJECT and facts.roles:
            roles = self.join([self.mark(role) for role in facts.roles])
            text += words["role"].format(roles=roles)
        if facts.place:
            apart = any(sign in facts.place.casefold() for sign in REMOTE)
            place = words["apart" if apart else "place"]
            text += place.format(place=self.mark(facts.place))
        span = self.span(entry) if dated else ""
        return f"{text}, {span}" if span else text

    def mark(self, words: str) -> str:
        """Words of the résumé inside a sentence of another language are quoted."""
        return f"“{words}”" if words and self._marks else words

    def span(self, entry: Entry) -> str:
        facts, words = entry.passage.facts, self.phrases["span"]
        start, end = self.date(facts.start), self.date(facts.end)
        if start and end and start != end:
            return str(words["from_to"].format(start=start, end=end))
        if start and facts.current:
            future = timeline.is_future(facts, self.career.today)
            return str(words["from" if future else "since"].format(start=start))
        if start:
            return str(words["in"].format(start=start))
        return str(words["until"].format(end=end)) if end else ""

    def span_start(self, entry: Entry) -> str:
        start = self.date(entry.passage.facts.start)
        key = "since" if self.career.is_now(entry) else "in"
        return str(self.phrases["span"][key].format(start=start))

    # Quotations

    def quotation(
        self,
        passage: Passage,
        wanted: Sequence[str] = (),
        *,
        lead: str = "sourced",
        bullet: bool = False,
    ) -> Claim:
        """A quotation that says whence it is, where it does not say so itself."""
        limit = SHORT if bullet else LONG
        entry = self.career.entry(passage.id)
        if entry and entry.passage is passage and entry.kind in DATED:
            text = self._entry(entry, wanted, limit, quoted_=lead == "yes")
            source = ""
        elif entry and entry.kind == Kind.REFERENCE and entry.passage.facts.prose:
            said = excerpt_of(entry.passage.facts.prose, wanted, limit)
            text, source = quoted(said), self.source(passage, said)
        else:
            text = quoted(excerpt(passage, wanted, limit))
            source = self.source(passage, text)
        if source:
            text = str(self.phrases["sourced"].format(source=source, text=text))
        if lead != "sourced":
            text = str(self.phrases[lead].format(text=text))
        return Claim(capitalize(text), (passage,), bullet)

    def _entry(
        self, entry: Entry, wanted: Sequence[str], limit: int, *, quoted_: bool
    ) -> str:
        """What an entry is, and the sentences of its own with a wanted word."""
        statement, facts = self.statement(entry), entry.passage.facts
        whole = quoted_ and self.language.code == DEFAULT
        text = quoted(f"{statement}.") if whole else ended(statement)
        own = [s for text in (facts.prose, facts.about) for s in sentences(text)]
        for sentence in [s for s in own if any(w in fold(s) for w in wanted)][:2]:
            if len(text) + len(sentence) < limit + 40:
                text += f" {quoted(sentence)}"
        return text

    def quotation_of(self, passage: Passage, said: str) -> Claim:
        """``said`` are words of the passage."""
        shown = said if len(said) <= LONG else cut(said, LONG - 30)
        return Claim(quoted(shown), (passage,))

    def source(self, passage: Passage, text: str) -> str:
        entry = self.career.entry(passage.id)
        if entry is None or entry.kind in (Kind.STATEMENT, Kind.PERSON, Kind.LOCATION):
            return ""
        if entry.kind == Kind.REFERENCE:
            return entry.passage.facts.who
        name = entry.name
        return "" if not name or fold(name) in fold(text) else name

    def items(self, entries: Iterable[Entry | Passage]) -> list[Claim]:
        """Items of a list, at most seven; the eighth is where the rest is found."""
        listed = list(entries)
        claims = [self.item(one) for one in listed[:MOST_ITEMS]]
        if rest := listed[MOST_ITEMS:]:
            text = self.phrases["more"].format(count=self.number(len(rest)))
            first = rest[0].passage if isinstance(rest[0], Entry) else rest[0]
            claims.append(Claim(text, (first,), bullet=True))
        return claims

    def item(self, one: Entry | Passage) -> Claim:
        if not isinstance(one, Entry):
            return self.quotation(one, bullet=True)
        if one.kind in LISTED_AS_QUOTED or not one.passage.facts.title:
            text = excerpt(one.passage, (), SHORT)
            text = quoted(text) if self._marks else ended(text)
            return Claim(text, (one.passage,), bullet=True)
        return Claim(ended(self.statement(one)), (one.passage,), bullet=True)


LISTED_AS_QUOTED = frozenset(
    {Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST, Kind.PROFILE, Kind.REFERENCE}
)
