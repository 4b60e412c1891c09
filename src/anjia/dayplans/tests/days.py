"""Random small days, and what dispatch's slow and obvious oracle says of them."""

from datetime import date

from hypothesis import strategies as st

from anjia.dayplans.rules import Facts, Given, Giving, Job, Person, Pin, Weights
from anjia.dispatch.rules import Job as Asked
from anjia.dispatch.rules import WorkingTime, midnight_minute
from anjia.dispatch.tests.oracle import Row, is_free

DAY = date(2026, 11, 24)
ORIGIN = midnight_minute(DAY)
TRADES = ("daily_cleaning", "nanny")
HOUSEHOLDS = 4


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
    return Person(key, latitude, longitude, tuple(pieces), frozenset(trades), draw(st.integers(0, 9000)))


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
    )


@st.composite
def days(draw: st.DrawFn, most_people: int = 5, most_jobs: int = 12) -> Facts:
    """A day on which what is given already keeps the hard rules, except that somebody may have fallen ill."""
    people = [draw(person(key)) for key in range(1, draw(st.integers(1, most_people)) + 1)]
    jobs = [draw(job(key, len(people))) for key in range(1, draw(st.integers(1, most_jobs)) + 1)]
    given: dict[int, Given] = {}
    free = Facts(tuple(people), tuple(jobs), weights=Weights())
    for one in jobs:
        who = draw(st.integers(0, len(people)))
        if who and keeps(free, {**given, one.visit_id: Given(who, one.starts)}, one.visit_id):
            given[one.visit_id] = Given(who, one.starts)
    ill = draw(st.integers(0, len(people)))
    return Facts(
        tuple(one if one.id != ill else _ill(one) for one in people),
        tuple(_given(one, given.get(one.visit_id), draw(st.integers(0, 5))) for one in jobs),
        weights=Weights(),
    )


def _ill(one: Person) -> Person:
    return Person(one.id, one.latitude, one.longitude, (), one.trades, one.worked)


def _given(one: Job, given: Given | None, dice: int) -> Job:
    if given is None:
        return one
    pin = Pin.LOCKED if dice == 0 else ""
    shift = {"earliest": one.starts, "latest": one.starts} if pin else {}
    return Job(**({**vars(one), **shift} | {"caregiver_id": given.caregiver_id, "pin": pin}))


def rows_of(facts: Facts, giving: Giving, without: int) -> list[Row]:
    """The giving in the oracle's rows, one visit left out."""
    jobs = {one.visit_id: one for one in facts.jobs}
    return [
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


def keeps(facts: Facts, giving: Giving, visit_id: int) -> bool:
    """Whether the oracle lets the visit's caregiver keep it beside all else that she has."""
    (one,) = (one for one in facts.jobs if one.visit_id == visit_id)
    given = giving[visit_id]
    (who,) = (who for who in facts.people if who.id == given.caregiver_id)
    if one.trade not in who.trades or who.id in one.never:
        return False
    hours = [(DAY.weekday(), begin, end) for begin, end in who.pieces]
    person = WorkingTime(who.id, who.latitude, who.longitude, hours=hours)
    asked = Asked(one.minutes, one.latitude, one.longitude, DAY, 1)
    return is_free(person, rows_of(facts, giving, visit_id), asked, ORIGIN + given.starts)
