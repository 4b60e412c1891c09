"""Who comes to the dates of a series: one caregiver where possible, which dates clash and why, and the ways out."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import Standing, Wanted
from anjia.dispatch import queries as dispatch
from anjia.dispatch.operations.laying import outlook_of, refusal
from anjia.dispatch.queries import VisitNeed
from anjia.dispatch.rules.continuity import fewest_people
from anjia.journeys.queries.plans import SeriesPlan
from anjia.kernel.clock import at_minute, day_of, minute_of

MOST_LOOKED_AT = 1000
DAY = timedelta(days=1)
SKIP, OPEN = "skip", "open"


@dataclass(frozen=True)
class Way:
    """A way for one date: who comes and when. `skip`: nobody; `open`: planned, and the desk sends somebody."""

    key: str
    starts_at: datetime | None = None
    caregiver_id: int | None = None


@dataclass(frozen=True)
class Row:
    """One visit that is made or moved: the ways it can go, the one chosen, and why the usual one does not work.

    `before` is the visit as it stands, when it is moved.
    """

    wanted: Wanted
    before: Standing | None
    clash: str
    ways: tuple[Way, ...]
    chosen: Way

    @property
    def visit_id(self) -> int | None:
        """The visit that is moved; None for a new one."""
        return self.before.visit_id if self.before else None

    @property
    def elsewhen(self) -> bool:
        """Whether the visit takes place at another time than the series says."""
        return self.chosen.starts_at is not None and self.chosen.starts_at != self.wanted.starts_at


def staffed(plan: SeriesPlan, choices: Mapping[date, str], *, at: datetime, may_open: bool = False) -> list[Row]:
    """The visits that a plan makes and moves, each with who comes: as chosen, else the first way there is.

    `may_open` lets a date stay without a caregiver rather than be skipped.
    """
    asked = [*((want, before) for before, want in plan.reshaping.moved), *((w, None) for w in plan.reshaping.made)]
    asked.sort(key=lambda pair: pair[0].on)
    free = {want.on: _free(plan, want, before, at) for want, before in asked}
    usual = plan.wish or _usual(plan)
    comes = fewest_people(free, usual)
    main = usual or _most_common(comes)
    days = {day_of(want.starts_at) for want, _before in asked}
    return [
        _row(plan, want, before, comes.get(want.on), main, choices.get(want.on, ""), days, at=at, may_open=may_open)
        for want, before in asked
    ]


def _need(plan: SeriesPlan, want: Wanted, before: Standing | None) -> VisitNeed:
    visit_id = before.visit_id if before else None
    return VisitNeed(plan.household_id, plan.trade, want.starts_at, want.minutes, plan.place, visit_id)


def _free(plan: SeriesPlan, want: Wanted, before: Standing | None, at: datetime) -> dict[int, int]:
    found = dispatch.ranked(_need(plan, want, before), at=at, most=MOST_LOOKED_AT)
    return {one.caregiver_id: one.score for one in found}


def _usual(plan: SeriesPlan) -> int | None:
    """Who came most often to this series so far."""
    if plan.series_id is None:
        return None
    visits = booking.visits_of_series(plan.series_id)
    sent = dispatch.assignments_of_visits(visit.id for visit in visits)
    return _most_common({visit_id: one.caregiver_id for visit_id, one in sent.items()})


def _most_common(comes: Mapping[object, int] | Mapping[date, int] | Mapping[int, int]) -> int | None:
    counted = Counter(comes.values()).most_common()
    return min((one for one, count in counted if count == counted[0][1]), default=None)


def _row(
    plan: SeriesPlan,
    want: Wanted,
    before: Standing | None,
    comes: int | None,
    main: int | None,
    choice: str,
    days: Collection[date],
    *,
    at: datetime,
    may_open: bool,
) -> Row:
    if comes is not None and comes in (main, None):
        way = Way("usual", want.starts_at, comes)
        return Row(want, before, "", (way, Way(SKIP)), _chosen((way, Way(SKIP)), choice))
    need = _need(plan, want, before)
    ways = [Way(f"other-{comes}", want.starts_at, comes)] if comes is not None else []
    ways += _other_times(plan, need, main, days, at)
    ways += [Way(OPEN, want.starts_at)] if may_open else []
    known = (*ways, Way(SKIP))
    return Row(want, before, _why_not(need, main, at), known, _chosen(known, choice))


def _chosen(ways: Sequence[Way], choice: str) -> Way:
    return next((way for way in ways if way.key == choice), ways[0])


def _why_not(need: VisitNeed, main: int | None, at: datetime) -> str:
    """Why whoever usually comes cannot, in dispatch's words."""
    if main is None:
        return _("Nobody is free at this time.")
    return refusal(outlook_of(replace(need, visit_id=None), main, at)).sentence


def _other_times(
    plan: SeriesPlan, need: VisitNeed, main: int | None, days: Collection[date], at: datetime
) -> list[Way]:
    """The nearest other start of the same day and the nearest on the next; of the usual one, else of whoever can."""
    day = day_of(need.starts_at)
    for caregiver_id in dict.fromkeys((main, None)):
        found = dispatch.free_slots(
            plan.trade,
            minutes=need.minutes,
            place=plan.place,
            from_day=day,
            days=2,
            at=at,
            household_id=plan.household_id,
            caregiver_id=caregiver_id,
            visit_id=need.visit_id,
        )
        same, following = ([(start.minute, start.best_id) for start in one.starts] for one in found)
        wished = minute_of(need.starts_at)
        nearest = [_nearest(same, wished)]
        nearest += [_nearest(following, wished + 1440)] if day + DAY not in days else []
        ways = [Way(f"at-{one[0]}-{one[1]}", at_minute(one[0]), one[1]) for one in nearest if one]
        if ways:
            return ways
    return []


def _nearest(starts: Sequence[tuple[int, int]], wished: int) -> tuple[int, int] | None:
    return min(starts, key=lambda start: (abs(start[0] - wished), start[0]), default=None)
