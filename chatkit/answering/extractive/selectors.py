"""Which passages belong to a topic or a time. Pure; the order of the page is kept."""

from collections.abc import Callable, Sequence

from chatkit.answering.passages import Kind, Passage

Selector = Callable[[Sequence[Passage]], list[Passage]]


def of_kind(kind: Kind) -> Selector:
    """The passages of a kind, without their details."""
    return lambda passages: [p for p in passages if p.kind == kind and not p.parent]


def joined(*selectors: Selector) -> Selector:
    """The passages of all selectors, one selector after the other."""
    return lambda passages: [
        found for select in selectors for found in select(passages)
    ]


contacts = of_kind(Kind.CONTACT)
positions = of_kind(Kind.POSITION)


def emails(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.email]


def phones(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.phone]


def websites(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.url]


def statements_of_years(passages: Sequence[Passage]) -> list[Passage]:
    """Statements about the person that speak of years themselves."""
    return [
        p
        for p in passages
        if p.kind == Kind.STATEMENT and "years" in p.text.casefold().split()
    ]


def current_positions(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in positions(passages) if p.facts.current]


def past_positions(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in positions(passages) if p.facts.end]


def latest_positions(passages: Sequence[Passage]) -> list[Passage]:
    """What is current, else what ended last, else what stands first."""
    ended = sorted(past_positions(passages), key=lambda p: p.facts.end, reverse=True)
    return current_positions(passages) or ended[:1] or positions(passages)[:1]


def latest_details(passages: Sequence[Passage]) -> list[Passage]:
    ids = {position.id for position in latest_positions(passages)}
    return [p for p in passages if p.parent in ids]


def first_position(passages: Sequence[Passage]) -> list[Passage]:
    dated = [p for p in positions(passages) if p.facts.start]
    return [min(dated, key=lambda p: p.facts.start)] if dated else []


portrait = joined(of_kind(Kind.PERSON), of_kind(Kind.STATEMENT), latest_positions)


def began_before(than: Passage, passages: Sequence[Passage]) -> list[Passage]:
    start = than.facts.start
    return [p for p in passages if p.facts.start and start and p.facts.start < start]


def began_after(than: Passage, passages: Sequence[Passage]) -> list[Passage]:
    start = than.facts.start
    return [p for p in passages if p.facts.start and start and p.facts.start > start]


def during(
    passages: Sequence[Passage], first: int, last: int, this_year: int
) -> list[Passage]:
    """Passages, without details, whose dates touch the years ``first`` to ``last``."""
    found = []
    for passage in passages:
        facts = passage.facts
        if passage.parent or not (facts.start or facts.end):
            continue
        began = int((facts.start or facts.end)[:4])
        ended = int(facts.end[:4]) if facts.end else began
        if facts.current:
            ended = max(began, this_year)
        if began <= last and ended >= first:
            found.append(passage)
    return found
