"""Random small days, and what dispatch's slow and obvious oracle says of them."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from anjia.dayplans.rules import Block, Facts, Given, Giving, Job, Person, Pin, Weights
from anjia.dispatch.rules import Job as Asked
from anjia.dispatch.rules import Rest, WorkingTime, midnight_minute
from anjia.dispatch.tests.oracle import Row, is_free

DAY = date(2026, 11, 24)
ORIGIN = midnight_minute(DAY)
TRADES = ("daily_cleaning", "nanny")
HOUSEHOLDS = 4
REST = Rest(11 * 60, 53 * 60, 10 * 60, 6)
# Work of other days, from eight in the morning: a week that is full, and six days without one off.
WEEKS = ((), (), tuple((day, 600) for day in (-1, 1, 2, 3, 4)), tuple((day, 60) for day in range(-6, 0)))


def place(number: int) -> tuple[float, float]:
    """One of twelve places, some a minute and some an hour apart."""
    return 31.1 + 0.03 * (number % 4), 121.4 + 0.05 * (number // 4)


@st.composite
def person(draw: st.DrawFn, key: int) -> Person:
    latitude, longitude = place(draw(st.integers(0, 11)))
    begin = draw(st.sampled_from([6 * 60, 8 * 60, 13 * 60]))
    pieces = [(begin, begin + draw(st.sampled_from([180, 300, 600])))]
    if draw(st.booleans()):
        pieces.append((pieces[0][1] + 60, pieces[0][1] + 240))
    trades = draw(st.sets(st.sampled_from(TRADES), min_size=1))
    worked, farthest = draw(st.integers(0, 9000)), draw(st.sampled_from([None, None, 45]))
    barred = ((draw(st.sampled_from(TRADES)), 0, 2 * 1440),) if draw(st.integers(0, 5)) == 0 else ()
    week = draw(st.sampled_from(WEEKS))
    able, pay_fen, share_fen = frozenset(trades), draw(st.sampled_from([3500, 4200])), draw(st.integers(0, 600_000))
    where = (latitude, longitude, tuple(pieces), able, worked, barred, farthest, week)
    only_in = draw(st.sampled_from([frozenset(), frozenset(), frozenset({"徐汇区"})]))
    return Person(key, *where, pay_fen=pay_fen, share_fen=share_fen, only_in=only_in)


@st.composite
def job(draw: st.DrawFn, key: int, people: int) -> Job:
    latitude, longitude = place(draw(st.integers(0, 11)))
    starts, minutes = draw(st.integers(12, 36)) * 30, draw(st.sampled_from([30, 60, 120, 180]))
    shift = draw(st.sampled_from([0, 0, 30]))
    return Job(
        visit_id=key,
        household_id=draw(st.integers(1, HOUSEHOLDS)),
        trade=draw(st.sampled_from(TRADES)),
        latitude=latitude,
        longitude=longitude,
        starts=starts,
        minutes=minutes,
        earliest=starts - shift,
        latest=starts + shift,
        until=starts + minutes,
        price_fen=draw(st.sampled_from([0, 150_00])),
        never=frozenset(draw(st.sets(st.integers(1, people), max_size=1))),
        known=tuple((one, 2) for one in sorted(draw(st.sets(st.integers(1, people), max_size=2)))),
        people=draw(st.sampled_from([1, 1, 2])),
        district=draw(st.sampled_from(["徐汇区", "黄浦区"])),
    )


@st.composite
def days(draw: st.DrawFn, most_people: int = 5, most_jobs: int = 12) -> Facts:
    """A day on which what is given already keeps the hard rules, except that somebody may have fallen ill."""
    people = [draw(person(key)) for key in range(1, draw(st.integers(1, most_people)) + 1)]
    visits = [draw(job(key, len(people))) for key in range(1, draw(st.integers(1, most_jobs)) + 1)]
    jobs = [replace(one, seat=seat) for one in visits for seat in range(1, one.people + 1)]
    given: dict[int, Given] = {}
    late = tuple(
        Block(one.id, one.id, -4 * 60, -60, one.latitude, one.longitude)
        for one in people
        if draw(st.integers(0, 3)) == 0
    )
    weights = Weights(break_minutes=draw(st.sampled_from([0, 30])), income_fen=draw(st.sampled_from([0, 2, 30])))
    free = Facts(tuple(people), tuple(jobs), late, (), weights, rest=draw(st.sampled_from([None, REST])), weekday=1)
    for one in jobs:
        who = draw(st.integers(0, len(people)))
        if who and keeps(free, {**given, one.key: Given(who, one.starts)}, one.key):
            given[one.key] = Given(who, one.starts)
    away = draw(st.integers(0, len(people)))
    expired = draw(st.booleans())
    return replace(
        free,
        people=tuple(one if one.id != away else _away(one, expired) for one in people),
        jobs=tuple(_given(one, given.get(one.key), draw(st.integers(0, 5))) for one in jobs),
    )


def _away(one: Person, expired: bool) -> Person:
    """Somebody who is ill, or whose papers have run out."""
    barred = tuple((trade, -1440, 3 * 1440) for trade in TRADES)
    return replace(one, barred=barred) if expired else replace(one, pieces=())


def _given(one: Job, given: Given | None, dice: int) -> Job:
    if given is None:
        return one
    pin = Pin.LOCKED if dice == 0 else ""
    shift = {"earliest": one.starts, "latest": one.starts} if pin else {}
    return Job(**({**vars(one), **shift} | {"caregiver_id": given.caregiver_id, "pin": pin}))


def rows_of(facts: Facts, giving: Giving, without: int) -> list[Row]:
    """The giving and all other work in the oracle's rows, one job left out."""
    jobs = {one.key: one for one in facts.jobs}
    rows = [
        (one.caregiver_id, ORIGIN + one.starts, ORIGIN + one.ends, one.latitude, one.longitude) for one in facts.blocks
    ]
    for one in facts.people:
        for day, minutes in one.beyond:
            begins = ORIGIN + day * 1440 + 8 * 60
            rows.append((one.id, begins, begins + minutes, one.latitude, one.longitude))
    return rows + [
        (
            given.caregiver_id,
            ORIGIN + given.starts,
            ORIGIN + given.starts + jobs[key].minutes,
            jobs[key].latitude,
            jobs[key].longitude,
        )
        for key, given in giving.items()
        if key != without
    ]


def keeps(facts: Facts, giving: Giving, key: int) -> bool:
    """Whether the oracle lets the job's caregiver keep it beside all else that she has."""
    (one,) = (one for one in facts.jobs if one.key == key)
    given = giving[key]
    if any(
        giving[other.key].starts != given.starts
        for other in facts.jobs
        if other.visit_id == one.visit_id and other.key in giving
    ):
        return False
    (who,) = (who for who in facts.people if who.id == given.caregiver_id)
    if one.trade not in who.trades or who.id in one.never:
        return False
    hours = [(DAY.weekday(), begin, end) for begin, end in who.pieces]
    barred = [(ORIGIN + begin, ORIGIN + end) for trade, begin, end in who.barred if trade == one.trade]
    outside = bool(who.only_in) and one.district not in who.only_in
    person = WorkingTime(
        who.id, who.latitude, who.longitude, hours=hours, farthest=who.farthest, barred=barred, outside=outside
    )
    asked = Asked(one.minutes, one.latitude, one.longitude, DAY, 1, rest=facts.rest)
    return is_free(person, rows_of(facts, giving, key), asked, ORIGIN + given.starts)
