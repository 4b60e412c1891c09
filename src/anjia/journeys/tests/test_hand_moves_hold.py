"""Whatever hand moves come: a naive reading finds no rule broken, and what was refused changed nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from anjia.booking.queries import visit, visits
from anjia.booking.testing import plan_visit
from anjia.dispatch import queries
from anjia.dispatch.queries import Version
from anjia.dispatch.rules import Job, WorkingTime
from anjia.dispatch.testing import NEAR, caregiver
from anjia.dispatch.tests.oracle import is_free
from anjia.households.queries import homes
from anjia.journeys.operations import move_by_hand
from anjia.kernel.actors import Actor
from anjia.kernel.clock import midnight, minute_of
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours
from tests.shares import TAKEN, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ZHAO = Actor("staff", 3, "赵磊")
DAY = date(2026, 11, 24)
PLACES = (NEAR, Place(31.26, 121.52), Place(31.10, 121.38))
HOURS = ((8 * 60, 18 * 60), (9 * 60, 13 * 60), (12 * 60, 20 * 60))

moves = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 2), st.integers(7 * 4, 20 * 4)), min_size=3, max_size=14)


@dataclass(frozen=True)
class Town:
    """Three caregivers and five visits of one Tuesday."""

    people: dict[int, WorkingTime]
    visit_ids: tuple[int, ...]


def town_of(at: datetime) -> Town:
    people = {}
    for number, (place, (begin, end)) in enumerate(zip(PLACES, HOURS, strict=True), 1):
        hours = [Hours(day, begin, end) for day in range(7)]
        key = caregiver(f"阿姨{number}", at=at, number=number, place=place, hours=hours)
        people[key] = WorkingTime(key, place.latitude, place.longitude, hours=[(day, begin, end) for day in range(7)])
    last = max(people)
    begins, ends = (midnight(DAY) + timedelta(hours=hour) for hour in (14, 16))
    record_leave(caregiver_id=last, starts_at=begins, ends_at=ends, at=at, by=ZHAO)
    away = [(minute_of(begins), minute_of(ends))]
    person = people[last]
    people[last] = WorkingTime(last, person.latitude, person.longitude, hours=person.hours, leave=away)
    start = midnight(DAY) + timedelta(hours=9)
    ids = [plan_visit(at=at, starts_at=start, phone=f"1391234567{n}", minutes=60 + 30 * n) for n in range(5)]
    return Town(people, tuple(ids))


def standing(town: Town) -> dict[int, tuple[int, datetime]]:
    given = queries.assignments_of_visits(town.visit_ids)
    return {key: (given[key].caregiver_id if key in given else 0, visit(key).starts_at) for key in town.visit_ids}


def broken(town: Town) -> list[int]:
    """The visits that a naive reading does not allow where they are."""
    known = visits(town.visit_ids)
    places = {home.id: home.place for home in homes(one.home_id for one in known.values()).values()}
    rows = {
        key: (her, minute_of(start), minute_of(start) + known[key].minutes, *_degrees(places[known[key].home_id]))
        for key, (her, start) in standing(town).items()
        if her
    }
    return [
        key
        for key, row in rows.items()
        if not is_free(
            town.people[row[0]],
            [other for other_key, other in rows.items() if other_key != key],
            Job(row[2] - row[1], row[3], row[4], DAY),
            row[1],
        )
    ]


def _degrees(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


@seed(TAKEN[0])
@settings(
    max_examples=50 if WHOLE else 12,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=moves)
def test_no_sequence_of_hand_moves_breaks_a_hard_rule(
    scope: int, at: datetime, steps: list[tuple[int, int, int]]
) -> None:
    with transaction.atomic():
        town = town_of(at)
        for which, who, quarter in steps:
            visit_id, before = town.visit_ids[which], standing(town)
            given_to = queries.assignment_of(visit_id)
            expected = Version(given_to.id if given_to else 0, before[visit_id][1])
            to = None if who < 0 else sorted(town.people)[who]
            start = midnight(DAY) + timedelta(minutes=15 * quarter)
            try:
                move_by_hand(
                    visit_id=visit_id,
                    caregiver_id=to,
                    starts_at=start,
                    expected=expected,
                    reason="试",
                    at=at,
                    by=ZHAO,
                )
            except Refusal:
                assert standing(town) == before
            else:
                assert standing(town)[visit_id] == (to or 0, start)
            assert broken(town) == []
        transaction.set_rollback(True)
