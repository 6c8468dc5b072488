"""Which passages belong to a topic or a time. Pure; the résumé's order is kept."""

from collections.abc import Callable, Sequence

from chatkit.answering.passages import Passage

Pick = Callable[[Sequence[Passage]], list[Passage]]

LASTING = frozenset({"work", "volunteer", "projects", "education"})


def entries(*sections: str) -> Pick:
    """The entries of the sections, without their highlights."""

    def pick(passages: Sequence[Passage]) -> list[Passage]:
        return [p for p in passages if p.section in sections and not p.parent]

    return pick


def basics(*names: str) -> Pick:
    """The facts about the person: ``basics("email")`` is the passage basics-email."""
    ids = [f"basics-{name}" for name in names]

    def pick(passages: Sequence[Passage]) -> list[Passage]:
        return sorted(
            (p for p in passages if p.id in ids), key=lambda p: ids.index(p.id)
        )

    return pick


def joined(*picks: Pick) -> Pick:
    """The passages of all picks, one pick after the other."""
    return lambda passages: [found for pick in picks for found in pick(passages)]


jobs = entries("work")


def summary_of_years(passages: Sequence[Passage]) -> list[Passage]:
    """The summary, where it speaks of years itself."""
    return [
        p for p in basics("summary")(passages) if "years" in p.text.casefold().split()
    ]


def current_jobs(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in jobs(passages) if p.start and not p.end]


def past_jobs(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in jobs(passages) if p.end]


def latest_job(passages: Sequence[Passage]) -> list[Passage]:
    """What is current, else what ended last, else what the résumé puts first."""
    ended = sorted(past_jobs(passages), key=lambda p: p.end, reverse=True)
    return current_jobs(passages) or ended[:1] or jobs(passages)[:1]


def latest_highlights(passages: Sequence[Passage]) -> list[Passage]:
    ids = {job.id for job in latest_job(passages)}
    return [p for p in passages if p.parent in ids]


def first_job(passages: Sequence[Passage]) -> list[Passage]:
    dated = [p for p in jobs(passages) if p.start]
    return [min(dated, key=lambda p: p.start)] if dated else []


def portrait(passages: Sequence[Passage]) -> list[Passage]:
    """Who it is, in the fewest passages: name, label, summary, latest job."""
    who = basics("name", "label", "summary")(passages)
    return who + latest_job(passages)


def earlier(jobs: Sequence[Passage], than: Passage) -> list[Passage]:
    """Those which began before another one did."""
    return [p for p in jobs if p.start and than.start and p.start < than.start]


def later(jobs: Sequence[Passage], than: Passage) -> list[Passage]:
    return [p for p in jobs if p.start and than.start and p.start > than.start]


def during(
    passages: Sequence[Passage], first: int, last: int, this_year: int
) -> list[Passage]:
    """Entries whose own dates touch the years ``first`` to ``last``."""
    found = []
    for passage in passages:
        if passage.parent or not (passage.start or passage.end):
            continue
        began = int((passage.start or passage.end)[:4])
        ended = int(passage.end[:4]) if passage.end else began
        if not passage.end and passage.section in LASTING:
            ended = max(began, this_year)
        if began <= last and ended >= first:
            found.append(passage)
    return found
