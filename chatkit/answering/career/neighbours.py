"""What came before something, after it, or between two things."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts.career import DATED, Entry
from chatkit.answering.facts.timeline import Interval
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import CUES

BESIDES = (Kind.STUDY, Kind.VOLUNTEERING)  # what may fill a time without a position
MOST_BETWEEN = 3
OVERLAP = 2  # months that one thing may begin before another ends


def answer_neighbour(case: Case) -> Answer | None:
    anchors = case.dated[:4]
    if not anchors or case.question.core:
        return None
    if case.has("between") and (two := _two(case)):
        return _between(case, *two)
    asks = not case.question.yes_no
    if asks and case.has("before", "previous") and case.has("after", "next"):
        both = (_before(case, anchors), _after(case, anchors))
        return answered(*(claim for one in both for claim in one.claims[:2]))
    row = _row(case, anchors[0])
    if case.has("before") or (case.has("previous") and asks):
        return _before_alike(case, anchors[0], row) if row else _before(case, anchors)
    if case.has("after") or (case.has("next") and asks):
        return _after_alike(case, anchors[0], row) if row else _after(case, anchors)
    return None


def _row(case: Case, anchor: Entry) -> list[Entry]:
    """What is neither work nor study comes before and after others of its kind, and
    what is asked by kind after those."""
    career = case.career
    asked: list[str] = [
        kind for cue, kind in CUES.items() if kind in DATED and case.has(cue)
    ]
    apart = () if case.question.is_follow_up else BESIDES
    if not asked and anchor.kind in (Kind.POSITION, Kind.STUDY, *apart):
        return []
    if case.has("job", "employer"):
        return []
    return career.by_time(career.of(*(asked or [anchor.kind])))


def _before_alike(case: Case, anchor: Entry, row: Sequence[Entry]) -> Answer:
    start = case.career.start(anchor)
    found = [e for e in row if 0 <= case.career.start(e) < start]
    return _alike(case, "before", anchor, found)


def _after_alike(case: Case, anchor: Entry, row: Sequence[Entry]) -> Answer:
    start = case.career.start(anchor)
    found = [e for e in row[::-1] if case.career.start(e) > start]
    return _alike(case, "after", anchor, found)


def _alike(case: Case, side: str, anchor: Entry, found: Sequence[Entry]) -> Answer:
    if found:
        return _told(case, side, anchor.title, found[:1], ())
    none = case.composer.claim(f"none_{side}_it", anchor, name=anchor.title)
    return Answer((none,), False)


def prose(case: Case, entry: Entry) -> list[Claim]:
    """What the entry says in the owner's own sentences."""
    facts = entry.passage.facts
    text = facts.prose or facts.about
    return [case.composer.quotation_of(entry.passage, text)] if facts.prose else []


def _last(case: Case, entry: Entry) -> int:
    interval = case.career.interval(entry)
    return interval.last if interval else -1


def _before(case: Case, anchors: Sequence[Entry]) -> Answer:
    """The position before, and what was studied or done without pay in between."""
    career, compose = case.career, case.composer
    start = min(career.start(one) for one in anchors)
    name = anchors[0].name
    stints = [
        s for s in career.stints if 0 <= career.start(s) < start and s not in anchors
    ]
    if case.has("job", "employer", "where"):
        stints = [s for s in stints if not s.is_break] or stints
    over = max(_last(case, one) for one in anchors)
    stints = [s for s in stints if _last(case, s) < over] or stints
    stints.sort(key=lambda s: -min(start, _last(case, s)))
    others = [
        e
        for e in career.by_time(career.of(*BESIDES))
        if 0 <= career.start(e) < start and e not in anchors
    ]
    until = _last(case, stints[0]) if stints else -1
    between = [e for e in others if until < _last(case, e) <= start]
    if not stints and not others:
        none = compose.claim("none_before", anchors[0], name=name)
        return Answer((none,), False)
    if not stints and case.has("job", "employer"):
        claims = [compose.claim("none_before", anchors[0], name=name)]
        claims += [compose.fact("then_study", others[0], name=name)]
        return Answer(tuple(claims), True)
    found = stints[:1] or others[:1]
    between = [e for e in between if e not in found]
    return _told(case, "before", name, found, between)


def _after(case: Case, anchors: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    name = anchors[0].name
    start = max(career.start(one) for one in anchors)
    over = max(_last(case, one) for one in anchors)
    later = [
        s for s in career.stints[::-1] if career.start(s) > start and s not in anchors
    ]
    following = [s for s in later if career.start(s) >= over - OVERLAP]
    if following or all(one.kind == Kind.STUDY for one in anchors):
        later = following
    until = career.start(later[0]) if later else career.today
    between = [
        e
        for e in career.by_time(career.of(*BESIDES))[::-1]
        if over <= career.start(e) < until and e not in anchors
    ]
    if not later and not between:
        none = compose.claim("none_after", anchors[0], name=name)
        return Answer((none,), False)
    if not later:
        return _told(case, "after", name, between[:1], between[1:])
    return _told(case, "after", name, later[:1], between)


def _told(
    case: Case,
    side: str,
    name: str,
    found: Sequence[Entry],
    between: Sequence[Entry],
) -> Answer:
    compose = case.composer
    only_work = case.has("job", "employer", "title")
    order = [*found, *between] if only_work else [*between[:1], *found]
    key = side if case.question.is_follow_up else f"{side}_named"
    claims = [compose.fact(key, order[0], name=name)]
    more = [compose.fact("now", e) for e in order[1:]] if not only_work else []
    return answered(*with_details(claims, more or prose(case, order[0])))


def _two(case: Case) -> tuple[Entry, Entry] | None:
    """The end of the earlier thing named and the beginning of the later one."""
    career = case.career
    named = [
        [e for e in mention.entries if career.interval(e)]
        for mention in case.question.mentions
    ]
    named = sorted(filter(None, named), key=lambda one: min(map(career.start, one)))
    if len(named) < 2:  # noqa: PLR2004
        return None
    following = [e for e in named[-1] if e not in named[0]]
    if not following:
        return None
    second = min(following, key=career.start)
    before = [e for e in named[0] if career.start(e) < career.start(second)]
    return max(before or named[0], key=lambda e: _last(case, e)), second


def _between(case: Case, first: Entry, second: Entry) -> Answer:
    career, compose = case.career, case.composer
    free = Interval(_last(case, first) + 1, career.start(second) - 1)
    if case.has("how_long", "how_many", "how_much", "gap") and free.first <= free.last:
        start, end = compose.month(free.first), compose.month(free.last)
        length = compose.claim(
            "between_length",
            first,
            second,
            duration=compose.duration([free]),
            start=start,
            end=end,
        )
        return answered(length, compose.fact("now", first), compose.fact("now", second))
    found = [
        entry
        for entry in career.by_time(career.of(Kind.POSITION, *BESIDES))[::-1]
        if entry not in (first, second)
        and (span := career.interval(entry))
        and span.touches(free)
    ]
    within = [e for e in found if career.start(e) >= free.first]
    names = {"name": first.name, "other": second.name}
    if not found or free.last < free.first:
        none = compose.claim("nothing_between", first, second, **names)
        return answered(none, compose.fact("now", first), compose.fact("now", second))
    shown = (within or found)[:MOST_BETWEEN]
    lead = compose.fact("between_named", shown[0], **names)
    return answered(
        *with_details([lead], [compose.fact("now", one) for one in shown[1:]])
    )
