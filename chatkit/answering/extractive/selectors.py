"""Which passages belong to a topic or a time. Pure; the résumé's order is kept."""

from collections.abc import Callable, Sequence

from chatkit.answering.passages import Kind, Passage

Pick = Callable[[Sequence[Passage]], list[Passage]]


def of_kind(kind: Kind) -> Pick:
    """The passages of a kind, without their details."""
    return lambda passages: [p for p in passages if p.kind == kind and not p.parent]


def emails(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.email]


def phones(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.phone]


def websites(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in contacts(passages) if p.facts.url]


def joined(*picks: Pick) -> Pick:
    """The passages of all picks, one pick after the other."""
    return lambda passages: [found for pick in picks for found in pick(passages)]


contacts = of_kind(Kind.CONTACT)
jobs = of_kind(Kind.POSITION)


def summary_of_years(passages: Sequence[Passage]) -> list[Passage]:
    """The summary, where it speaks of years itself."""
    return [
        p
        for p in passages
        if p.kind == Kind.STATEMENT and "years" in p.text.casefold().split()
    ]


def current_jobs(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in jobs(passages) if p.facts.current]


def past_jobs(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in jobs(passages) if p.facts.end]


def latest_job(passages: Sequence[Passage]) -> list[Passage]:
    """What is current, else what ended last, else what the résumé puts first."""
    ended = sorted(past_jobs(passages), key=lambda p: p.facts.end, reverse=True)
    return current_jobs(passages) or ended[:1] or jobs(passages)[:1]


def latest_highlights(passages: Sequence[Passage]) -> list[Passage]:
    ids = {job.id for job in latest_job(passages)}
    return [p for p in passages if p.parent in ids]


def first_job(passages: Sequence[Passage]) -> list[Passage]:
    dated = [p for p in jobs(passages) if p.facts.start]
    return [min(dated, key=lambda p: p.facts.start)] if dated else []


def portrait(passages: Sequence[Passage]) -> list[Passage]:
    """Who it is, in the fewest passages: name, summary, latest job."""
    who = joined(of_kind(Kind.PERSON), of_kind(Kind.STATEMENT))
    return who(passages) + latest_job(passages)


def earlier(jobs: Sequence[Passage], than: Passage) -> list[Passage]:
    """Those which began before another one did."""
    began = than.facts.start
    return [p for p in jobs if p.facts.start and began and p.facts.start < began]


def later(jobs: Sequence[Passage], than: Passage) -> list[Passage]:
    began = than.facts.start
    return [p for p in jobs if p.facts.start and began and p.facts.start > began]


def during(
    passages: Sequence[Passage], first: int, last: int, this_year: int
) -> list[Passage]:
    """Entries whose own dates touch the years ``first`` to ``last``."""
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
