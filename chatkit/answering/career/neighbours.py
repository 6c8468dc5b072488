"""What came before something, after it, or between two things."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts.career import DATED, Entry
from chatkit.answering.facts.timeline import Interval
from chatkit.answering.passages import Kind

BESIDES = (Kind.STUDY, Kind.VOLUNTEERING)  # what may fill a time without a position
MOST_BETWEEN = 3
YEAR = 12  # months, within which one thing follows another
OVERLAP = 2  # months that one thing may begin before another ends


def answer_neighbour(case: Case) -> Answer | None:
    anchors = case.dated[:4]
    if (
        case.has("now")
        and case.has("before", "previous")
        and not case.question.mentions
    ):
        anchors = case.career.current[:1]
    if not anchors or case.question.core:
        return None
    if case.has("between") and (two := _two(case)):
        return _between(case, *two)
    asks = not case.question.yes_no
    before = case.has("before") or (asks and case.has("previous"))
    after = case.has("after") or (asks and case.has("next"))
    row = _row(case, anchors[0])
    sides = [_alike(case, "before", anchors[0], row) if row else _before(case, anchors)]
    sides = sides if before else []
    if after:
        alike = row and not before
        sides.append(
            _alike(case, "after", anchors[0], row) if alike else _after(case, anchors)
        )
    if len(sides) < 2:  # noqa: PLR2004
        return sides[0] if sides else None
    return answered(*(claim for side in sides for claim in side.claims[:2]))


def _row(case: Case, anchor: Entry) -> list[Entry]:
    """What is neither work nor study comes before and after others of its kind, and
    what is asked by kind after those."""
    asked = [kind for kind in case.kinds if kind in DATED and kind != anchor.kind]
    apart = () if case.question.is_follow_up else BESIDES
    if not asked and anchor.kind in (Kind.POSITION, Kind.STUDY, *apart):
        return []
    if case.has("job", "employer"):
        return []
    return case.career.by_time(case.career.of(*(asked or [anchor.kind])))


def _alike(case: Case, side: str, anchor: Entry, row: Sequence[Entry]) -> Answer:
    start = case.career.start(anchor)
    if side == "before":
        found = [e for e in row if 0 <= case.career.start(e) < start]
    else:
        found = [e for e in row[::-1] if case.career.start(e) > start]
    if found:
        return _told(case, side, anchor.title, found[:1], ())
    return unsaid(case.composer.claim(f"none_{side}_it", anchor, name=anchor.title))


def prose(case: Case, entry: Entry) -> list[Claim]:
    """What the entry says in the owner's own sentences."""
    text = entry.passage.facts.prose
    return [case.composer.quotation_of(entry.passage, text)] if text else []


def _last(case: Case, entry: Entry) -> int:
    interval = case.career.interval(entry)
    return interval.last if interval else -1


def _before(case: Case, anchors: Sequence[Entry]) -> Answer:
    """The position before, and what was studied or done without pay in between."""
    career, compose = case.career, case.composer
    start = min(career.start(one) for one in anchors)
    over = max(_last(case, one) for one in anchors)
    name = anchors[0].name
    at_work = case.has("job", "employer")

    def earlier(entries: Sequence[Entry]) -> list[Entry]:
        return [e for e in entries if 0 <= career.start(e) < start and e not in anchors]

    stints = earlier(career.stints)
    if at_work or case.has("where"):
        stints = [s for s in stints if not s.is_break] or stints
    stints = [s for s in stints if _last(case, s) < over] or stints

    def order(stint: Entry) -> tuple[bool, int]:
        """What ended about then comes before what went on beside it."""
        last = _last(case, stint)
        return abs(last - start) > YEAR, -min(start, last)

    stints.sort(key=order)
    others = earlier(career.by_time(career.of(*BESIDES)))
    if not stints and (at_work or not others):
        claims = [compose.claim("none_before", anchors[0], name=name)]
        claims += [compose.fact("then_study", e, name=name) for e in others[:1]]
        return Answer(tuple(claims), bool(others))
    found = stints[:1] or others[:1]
    until = _last(case, stints[0]) if stints else -1
    between = [e for e in others if until < _last(case, e) <= start and e not in found]
    return _told(case, "before", name, found, between)


def _after(case: Case, anchors: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    name = anchors[0].name
    start = max(career.start(one) for one in anchors)
    over = max(_last(case, one) for one in anchors)
    later = [s for s in career.stints[::-1] if career.start(s) > start]
    later = [s for s in later if s not in anchors]
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
        return unsaid(compose.claim("none_after", anchors[0], name=name))
    return _told(case, "after", name, later[:1] or between[:1], between[not later :])


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
    if order[0].name == name:  # a promotion
        name = (
            case.question.entries[0].passage.facts.title
            if case.question.entries
            else name
        )
    claims = [compose.fact(key, order[0], name=name)]
    more = [compose.fact("now", e) for e in order[1:]] if not only_work else []
    return answered(*with_details(claims, more or prose(case, order[0])))


def _two(case: Case) -> tuple[Entry, Entry] | None:
    """The end of the earlier thing named and the beginning of the later one."""
    start = case.career.start
    named = [
        [e for e in mention.entries if case.career.interval(e)]
        for mention in case.question.mentions
    ]
    named = sorted(filter(None, named), key=lambda one: min(map(start, one)))
    following = [e for e in named[-1] if e not in named[0]] if named else []
    if not following:
        return None
    second = min(following, key=start)
    before = [e for e in named[0] if start(e) < start(second)]
    return max(before or named[0], key=lambda e: _last(case, e)), second


def _between(case: Case, first: Entry, second: Entry) -> Answer:
    career, compose = case.career, case.composer
    free = Interval(_last(case, first) + 1, career.start(second) - 1)
    sides = (compose.fact("now", first), compose.fact("now", second))
    if case.has("how_long", "how_many", "how_much", "gap") and free.first <= free.last:
        said = {
            "duration": compose.duration([free]),
            "start": compose.month(free.first),
            "end": compose.month(free.last),
        }
        return answered(compose.claim("between_length", first, second, **said), *sides)
    found = [
        entry
        for entry in career.by_time(career.of(Kind.POSITION, *BESIDES))[::-1]
        if entry not in (first, second)
        and (span := career.interval(entry))
        and span.touches(free)
    ]
    names = {"name": first.name, "other": second.name}
    if not found or free.last < free.first:
        return answered(
            compose.claim("nothing_between", first, second, **names), *sides
        )
    within = [e for e in found if career.start(e) >= free.first]
    shown = (within or found)[:MOST_BETWEEN]
    lead = compose.fact("between_named", shown[0], **names)
    more = [compose.fact("now", one) for one in shown[1:]]
    return answered(*with_details([lead], more))
