"""The day as it is, in the words of the rules: every area is asked once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.catalog import queries as catalog
from anjia.dayplans.models import AcceptedMove, PinnedVisit
from anjia.dayplans.queries.around import FIRST_REST_DAY, REST_DAYS, beyond, near
from anjia.dayplans.queries.weights import weights_in_force
from anjia.dayplans.rules import (
    AFTER,
    BEFORE,
    Aside,
    Block,
    Facts,
    Fault,
    Job,
    Person,
    Pin,
    Weights,
    able,
    is_place,
    unpinned_where_impossible,
    with_shares,
)
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import TakenTime
from anjia.dispatch.rules import Said, Side, excluded, favoured, merged, without
from anjia.fieldwork import queries as fieldwork
from anjia.fieldwork.queries import WorkSummary
from anjia.fieldwork.rules import State as WorkState
from anjia.households import queries as households
from anjia.households.queries import HomeSummary
from anjia.kernel.clock import midnight, minute_of
from anjia.kernel.districts import district_near
from anjia.workforce import queries as workforce

FAIR_DAYS = 28
# How far beyond the day's edges the neighbours of its first and last visits are looked for.
EDGE = timedelta(days=1)
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True)
class _Known:
    """What the areas said of the day."""

    begins: int
    now: int
    weights: Weights
    visits: Mapping[int, VisitSummary]
    taken: Mapping[tuple[int, int], TakenTime]
    works: Mapping[int, WorkSummary]
    homes: Mapping[int, HomeSummary]
    trades: Mapping[int, str]
    done: Mapping[int, Mapping[int, int]]
    said: Mapping[int, list[Said]]
    at: datetime
    locked: frozenset[int]
    confirmed: frozenset[int]


def day_facts(day: date, *, at: datetime, priced: bool = True) -> Facts:
    """The day's people, visits and taken time; what cannot be planned stands aside, each with its reason.

    Fair shares of income are looked up only where the day is `priced`.
    """
    taken = dispatch.taken_between(midnight(day) - EDGE, midnight(day + timedelta(days=1)) + EDGE, at=at)
    known = _asked(day, taken, at)
    people = _people(day, known)
    jobs, aside = _jobs(known)
    planned = {(job.visit_id, job.seat) for job in jobs}
    ids = {one.id for one in people}
    blocks = near(
        [
            _block(one, known.begins)
            for one in taken
            if (one.visit_id or 0, one.seat) not in planned
            and one.caregiver_id in ids
            and is_place(one.place.latitude, one.place.longitude)
        ]
    )
    if priced and known.weights.income_fen:
        people = _with_incomes(people, day, jobs, _done(taken, planned, known.begins))
    spent = dispatch.minutes_by_day(day + timedelta(days=FIRST_REST_DAY), REST_DAYS, at=at)
    people = tuple(replace(one, beyond=beyond(one.id, spent, jobs, blocks)) for one in people)
    rest, apart = dispatch.rest_on(day), _once(aside)
    facts = Facts(people, tuple(jobs), blocks, apart, known.weights, known.now, rest, day.weekday())
    return _without_hopeless(unpinned_where_impossible(facts))


def _done(taken: Iterable[TakenTime], planned: Collection[tuple[int, int]], begins: int) -> Counter[int]:
    """Minutes of the day's visits that are no longer planned, by caregiver: they are done, or stand aside."""
    minutes: Counter[int] = Counter()
    for one in taken:
        is_of_day = 0 <= one.starts_minute - begins < LONGEST_MINUTES
        if one.visit_id is not None and is_of_day and (one.visit_id, one.seat) not in planned:
            minutes[one.caregiver_id] += one.ends_minute - one.starts_minute
    return minutes


def _with_incomes(
    people: Iterable[Person], day: date, jobs: Sequence[Job], done: Mapping[int, int]
) -> tuple[Person, ...]:
    """What everybody has of four weeks and the day so far, and her fair share of it. Four weeks, as matching counts
    them: a calendar month begins with nothing, and on its first days every share would be chance."""
    offered = workforce.duty_minutes(day - timedelta(days=FAIR_DAYS), day + timedelta(days=1))
    worked = (replace(one, worked=one.worked + done.get(one.id, 0)) for one in people)
    return with_shares(worked, offered, sum(job.minutes for job in jobs))


def _once(aside: Iterable[Aside]) -> tuple[Aside, ...]:
    """Each visit once, also where both of its places stand aside."""
    return tuple({one.visit_id: one for one in aside}.values())


def _asked(day: date, taken: list[TakenTime], at: datetime) -> _Known:
    visits = {one.id: one for one in booking.visits_between(day, day, state=VisitState.PLANNED)}
    homes = households.homes(one.home_id for one in visits.values())
    begins = minute_of(midnight(day))
    return _Known(
        begins=begins,
        now=max(minute_of(at) - begins, BEFORE),
        weights=weights_in_force(at),
        visits=visits,
        taken={(one.visit_id, one.seat): one for one in taken if one.visit_id is not None},
        works=fieldwork.progress_of_many(visits),
        homes={one.id: homes[one.home_id] for one in visits.values() if one.home_id in homes},
        trades=_trades(visits.values()),
        done=dispatch.visits_done((one.household_id for one in visits.values()), at=at),
        said=dispatch.said_about_many(one.household_id for one in visits.values()),
        at=at,
        locked=_locked(visits),
        confirmed=frozenset(key for key, check in booking.needs_checks_of(visits).items() if check.done_at is not None),
    )


def _trades(visits: Iterable[VisitSummary]) -> dict[int, str]:
    found = catalog.offerings_of(one.offering_id for one in visits)
    return {one.id: one.trade for one in found.values()}


def _locked(visit_ids: Iterable[int]) -> frozenset[int]:
    rows = PinnedVisit.objects.filter(visit_id__in=list(visit_ids), lifted_at__isnull=True)
    return frozenset(rows.values_list("visit_id", flat=True))


def _people(day: date, known: _Known) -> tuple[Person, ...]:
    pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
    leaves: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in (*workforce.duty(day), *workforce.duty(day + timedelta(days=1))):
        pieces[one.id] += one.works
        leaves[one.id] += one.leaves
    until = midnight(day)
    worked = dispatch.minutes_given(until - timedelta(days=FAIR_DAYS), until)
    ready, begins = workforce.ready_caregivers(), known.begins
    barred = workforce.barred_of_trades(
        sorted(set(known.trades.values())), from_day=day, days=2, known=[one.id for one in ready]
    )
    return tuple(
        Person(
            id=one.id,
            latitude=one.place.latitude,
            longitude=one.place.longitude,
            pieces=tuple(
                (begin - begins, end - begins) for begin, end in without(merged(pieces[one.id]), leaves[one.id])
            ),
            trades=frozenset(trade for trade, _level in one.trades),
            worked=worked.get(one.id, 0),
            barred=tuple((trade, start - begins, end - begins) for trade, start, end in barred.get(one.id, ())),
            farthest=one.farthest_minutes,
            pay_fen=one.hourly_pay_fen,
            only_in=frozenset(one.only_in),
        )
        for one in ready
        if is_place(one.place.latitude, one.place.longitude)
    )


def _block(one: TakenTime, begins: int) -> Block:
    place = one.place
    return Block(
        one.id,
        one.caregiver_id,
        one.starts_minute - begins,
        one.ends_minute - begins,
        place.latitude,
        place.longitude,
    )


def _jobs(known: _Known) -> tuple[list[Job], list[Aside]]:
    by_people = _decided(known.taken.values())
    jobs, aside = [], []
    for visit in known.visits.values():
        for seat in range(1, visit.people + 1):
            fault = _fault(visit, seat, known)
            if fault is None:
                jobs.append(_job(visit, seat, known, by_people))
            else:
                aside.append(fault)
    return jobs, aside


def _fault(visit: VisitSummary, seat: int, known: _Known) -> Aside | None:
    home = known.homes.get(visit.id)
    place = home.place if home else None
    if place is None or not is_place(place.latitude, place.longitude):
        return Aside(visit.id, Fault.NO_PLACE)
    if not 0 < visit.minutes <= LONGEST_MINUTES:
        return Aside(visit.id, Fault.BAD_MINUTES, visit.minutes)
    starts = minute_of(visit.starts_at) - known.begins
    if not (starts >= BEFORE and starts + visit.minutes <= AFTER):
        return Aside(visit.id, Fault.IMPOSSIBLE_WINDOW, starts)
    if (visit.id, seat) not in known.taken and starts < known.now:
        return Aside(visit.id, Fault.LATE, known.now - starts)
    return None


def _job(visit: VisitSummary, seat: int, known: _Known, by_people: frozenset[int]) -> Job:
    starts = minute_of(visit.starts_at) - known.begins
    taken, work, place = known.taken.get((visit.id, seat)), known.works[visit.id], known.homes[visit.id].place
    pin = _pin(visit, taken, known, by_people)
    shift = 0 if pin or visit.id in known.confirmed else known.weights.shift_minutes
    return Job(
        visit_id=visit.id,
        household_id=visit.household_id,
        trade=known.trades.get(visit.offering_id, ""),
        latitude=place.latitude,
        longitude=place.longitude,
        starts=starts,
        minutes=visit.minutes,
        earliest=max(starts - shift, min(starts, known.now + known.weights.soon_minutes)),
        latest=starts + shift,
        until=_until(starts, visit.minutes, work, known),
        caregiver_id=taken.caregiver_id if taken else None,
        pin=pin,
        price_fen=visit.price_fen,
        never=excluded(known.said.get(visit.household_id, ()), at=known.at, visit_id=visit.id),
        liked=_liked(visit, seat, known),
        known=tuple(sorted(known.done.get(visit.household_id, {}).items())),
        seat=seat,
        people=visit.people,
        district=known.homes[visit.id].district or district_near(place),
    )


def _liked(visit: VisitSummary, seat: int, known: _Known) -> frozenset[int]:
    """Whom the household wishes for; of two places it is the one that she has now, else the first, that asks for it."""
    wished = frozenset(favoured(known.said.get(visit.household_id, ()), Side.HOUSEHOLD))
    second = known.taken.get((visit.id, 2))
    asks = 2 if second is not None and second.caregiver_id in wished else 1
    return wished if seat == asks else frozenset()


def _pin(visit: VisitSummary, taken: TakenTime | None, known: _Known, by_people: frozenset[int]) -> str:
    """Why the visit stays as it is; a visit without a caregiver never does."""
    if taken is None:
        return ""
    state = known.works[visit.id].state
    if state in (WorkState.AT_THE_DOOR, WorkState.WORKING, WorkState.DONE):
        return Pin.BEGUN
    if state is WorkState.ON_THE_WAY:
        return Pin.ON_THE_WAY
    if minute_of(visit.starts_at) - known.begins < known.now + known.weights.soon_minutes:
        return Pin.SOON
    if visit.id in known.locked:
        return Pin.LOCKED
    return Pin.DECIDED if taken.id in by_people else ""


def _decided(taken: Iterable[TakenTime]) -> frozenset[int]:
    """The assignments that a person chose, those of an accepted plan left out."""
    chosen = {one.id for one in taken if one.decided}
    by_plan = AcceptedMove.objects.filter(assignment_id__in=list(chosen)).values_list("assignment_id", flat=True)
    return frozenset(chosen - set(by_plan))


def _until(starts: int, minutes: int, work: WorkSummary, known: _Known) -> int:
    """When the visit is expected to end: later than agreed once it began late, or has not begun in time."""
    if work.completed_at is not None:
        return starts + minutes
    if work.checked_in_at is not None:
        begun = minute_of(work.checked_in_at) - known.begins
        return max(starts + minutes, begun + minutes, known.now)
    if work.set_out_at is not None and starts < known.now:
        return max(starts + minutes, known.now + minutes)
    return starts + minutes


def _without_hopeless(facts: Facts) -> Facts:
    """Sets aside what nobody here could do even with an empty day."""
    aside = [
        Aside(job.visit_id, fault)
        for job in facts.jobs
        if job.caregiver_id is None and job.earliest == job.latest and (fault := _hopeless(facts, job)) is not None
    ]
    out = {one.visit_id for one in aside}
    jobs = tuple(job for job in facts.jobs if job.visit_id not in out or job.caregiver_id is not None)
    return replace(facts, jobs=jobs, aside=_once((*facts.aside, *aside)))


def _hopeless(facts: Facts, job: Job) -> Fault | None:
    able_ids = able(facts, job)
    others = [one for one in facts.jobs if one.visit_id == job.visit_id] if job.people > 1 else []
    if not able_ids:
        return Fault.NO_HOURS if _any_of_trade(facts, job) else Fault.NOBODY_ABLE
    both_open = len(others) == job.people > 1 and all(one.caregiver_id is None for one in others)
    return Fault.PARTNER if both_open and len(able_ids) < job.people else None


def _any_of_trade(facts: Facts, job: Job) -> bool:
    return any(job.trade in one.trades and one.id not in job.never for one in facts.people)
