"""Who comes to the dates of a series: one caregiver where possible, which dates clash and why, and the ways out."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import Standing, Wanted
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import SeriesTimes, VisitNeed
from anjia.journeys.queries.crews import crews_for, most_common
from anjia.journeys.queries.plans import SeriesPlan
from anjia.kernel.clock import day_of, minute_of

DAY = timedelta(days=1)
SKIP, OPEN = "skip", "open"


@dataclass(frozen=True)
class Way:
    """A way for one date: who comes and when. `skip`: nobody; `open`: planned, and the desk sends somebody.

    The first of the crew leads; two are there where two come.
    """

    key: str
    starts_at: datetime | None = None
    crew: tuple[int, ...] = ()

    @property
    def caregiver_id(self) -> int | None:
        """Who comes, or leads; None while nobody is chosen."""
        return next(iter(self.crew), None)


@dataclass(frozen=True)
class Row:
    """One visit that is made or moved: the ways it can go, the one chosen, and why the usual one does not work.

    `clash` stands in no reader's language, as it is kept where the date gives way: it is read as a kept reason.
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
    needs = {want.on: _need(plan, want, before) for want, before in asked}
    times = dispatch.SeriesTimes(list(needs.values()), at=at)
    free = {on: times.free(need) for on, need in needs.items()}
    usual = (plan.wish, *_usual(plan))
    comes = crews_for(times, needs, free, [one for one in dict.fromkeys(usual) if one], plan.people)
    main = next(filter(None, usual), None) or most_common(crew[0] for crew in comes.values())
    days = {day_of(want.starts_at) for want, _before in asked}
    return [
        _row(
            times, needs[want.on], want, before, comes.get(want.on, ()), main, choices.get(want.on, ""), days, may_open
        )
        for want, before in asked
    ]


def _need(plan: SeriesPlan, want: Wanted, before: Standing | None) -> VisitNeed:
    visit_id = before.visit_id if before else None
    return VisitNeed(
        plan.household_id, plan.trade, want.starts_at, want.minutes, plan.place, visit_id, people=plan.people
    )


def _usual(plan: SeriesPlan) -> list[int]:
    """Who came most often to this series so far, the most frequent first; of two as frequent, who led more often."""
    if plan.series_id is None:
        return []
    visits = booking.visits_of_series(plan.series_id)
    sent = dispatch.crews_of_visits(visit.id for visit in visits)
    counted = Counter(one.caregiver_id for crew in sent.values() for one in crew)
    led = Counter(crew[0].caregiver_id for crew in sent.values())
    return sorted(counted, key=lambda one: (-counted[one], -led[one], one))


def _row(
    times: SeriesTimes,
    need: VisitNeed,
    want: Wanted,
    before: Standing | None,
    crew: tuple[int, ...],
    main: int | None,
    choice: str,
    days: Collection[date],
    may_open: bool,
) -> Row:
    if crew and main in crew:
        way = Way("usual", want.starts_at, crew)
        return Row(want, before, "", (way, Way(SKIP)), _chosen((way, Way(SKIP)), choice))
    ways = [Way("other-" + _joined(crew), want.starts_at, crew)] if crew else []
    ways += _other_times(times, need, main, days)
    ways += [Way(OPEN, want.starts_at)] if may_open else []
    known = (*ways, Way(SKIP))
    with translation.override(None):  # kept as it is, and read in each reader's language
        why = _why_not(times, need, main)
    chosen = _chosen(known, choice)
    if chosen.crew != crew:
        times.keep(replace(need, starts_at=chosen.starts_at or need.starts_at), chosen.crew)
    return Row(want, before, why, known, chosen)


def _chosen(ways: Sequence[Way], choice: str) -> Way:
    return next((way for way in ways if way.key == choice), ways[0])


def _joined(crew: Sequence[int]) -> str:
    return "-".join(map(str, crew))


def _why_not(times: SeriesTimes, need: VisitNeed, main: int | None) -> str:
    """Why whoever usually comes cannot, in dispatch's words; of two also why the other one cannot."""
    free = times.free(need)
    if 0 < len(free) < need.people and (main is None or main in free):
        return _("Only one caregiver is free at this time, and two are to come.")
    asked = [one for one in (main, *sorted(free)) if one is not None]
    who = next((one for one in asked if one not in free or not times.keeps(need, one)), main)
    return _("Nobody is free at this time.") if who is None else times.why_not(need, who)


def _other_times(times: SeriesTimes, need: VisitNeed, main: int | None, days: Collection[date]) -> list[Way]:
    """The nearest other start of the same day and the nearest on the next; of the usual one, else of whoever can."""
    apart = [0] if day_of(need.starts_at) + DAY in days else [0, 1]
    for caregiver_id in dict.fromkeys((main, None)):
        found = [times.nearest(need, days_later=later, caregiver_id=caregiver_id) for later in apart]
        ways = [Way(f"at-{minute_of(one[0])}-{_joined(one[1])}", *one) for one in found if one]
        if ways:
            return ways
    return []
