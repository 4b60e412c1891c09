"""The kept index says the same as the assignments whatever happens, and what it offers can be booked."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from anjia.booking.testing import lay_ground
from anjia.dispatch import operations, queries
from anjia.dispatch.models import Assignment, TakenWeek
from anjia.dispatch.queries.columns import Spot, record, roster, work
from anjia.dispatch.queries.slots import asked_job
from anjia.dispatch.rules import WorkingTime, roster_of
from anjia.dispatch.testing import NEAR, caregiver, hold, visit_with
from anjia.dispatch.tests.oracle import Row, free_starts
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of, midnight, minute_of
from anjia.kernel.districts import district_near
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.workforce import operations as workforce
from anjia.workforce import queries as workforce_queries
from anjia.workforce.rules import Hours

PLACES = [NEAR, Place(31.26, 121.52), Place(31.10, 121.30)]
DISTRICTS = dict(zip(PLACES, ("徐汇区", "杨浦区", "闵行区"), strict=True))  # of the nearest centres
WEEKS = [
    [Hours(weekday, 480, 1080) for weekday in range(7)],
    [Hours(weekday, 1200, 1800) for weekday in range(5)],
    [Hours(0, 0, 1440), Hours(2, 600, 720), Hours(2, 780, 1320)],
    [],
]
DAYS, MINUTES = 3, 120


class Company:
    """Three caregivers, and what is done to their time."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.people = [caregiver(f"阿姨{number}", at=at, number=number + 1) for number in range(3)]
        self.holds: list[int] = []
        self.visits: list[int] = []
        self.leaves: list[int] = []
        self.papers: list[int] = []

    def rows(self) -> list[Row]:
        """What takes up time now, as the assignments say."""
        columns = ("caregiver_id", "starts_minute", "ends_minute", "latitude", "longitude")
        active = Assignment.objects.filter(state="assigned") | Assignment.objects.filter(
            state="held", expires_at__gt=self.at
        )
        return list(active.values_list(*columns))

    def working(self, place: Place) -> list[WorkingTime]:
        """Everybody's time from their own rows, by the way that the index does not take."""
        from_day = day_of(self.at)
        return [
            WorkingTime(
                *(one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves, one.farthest, one.barred),
                outside=bool(one.only_in) and DISTRICTS[place] not in one.only_in,
            )
            for one in workforce_queries.availability("daily_cleaning", from_day=from_day, days=DAYS + 1)
        ]


class Bookings(RuleBasedStateMachine):
    """Book, hold, run out, release, move, leave, hours, papers, area: then ask, and compare."""

    company: Company

    @initialize(number=st.integers(0, 3))
    def found(self, number: int) -> None:
        self.company = Company(START[0] + timedelta(days=number))

    def _start(self, hours: int) -> datetime:
        return midnight(day_of(self.company.at)) + timedelta(minutes=30 * hours)

    @rule(who=st.integers(0, 2), step=st.integers(0, 143), place=st.sampled_from(PLACES), lasts=st.integers(1, 90))
    def hold_time(self, who: int, step: int, place: Place, lasts: int) -> None:
        made = self.company
        try:
            made.holds.append(
                hold(made.people[who], at=made.at, starts_at=self._start(step), place=place, hold_minutes=lasts)
            )
        except Refusal:
            return

    @rule(who=st.integers(0, 2), step=st.integers(0, 143))
    def book(self, who: int, step: int) -> None:
        made, starts_at = self.company, self._start(step)
        if starts_at <= made.at:
            return
        try:
            made.visits.append(visit_with(made.people[who], at=made.at, starts_at=starts_at))
        except Refusal:
            return

    @precondition(lambda self: self.company.visits)
    @rule(which=st.integers(0, 99), who=st.integers(0, 2))
    def change_who_goes(self, which: int, who: int) -> None:
        made = self.company
        visit_id = made.visits[which % len(made.visits)]
        try:
            operations.reassign(visit_id=visit_id, caregiver_id=made.people[who], reason="换人", at=made.at, by=SYSTEM)
        except Refusal:
            return

    @precondition(lambda self: self.company.visits)
    @rule(which=st.integers(0, 99))
    def give_back(self, which: int) -> None:
        made = self.company
        operations.release_visit(visit_id=made.visits[which % len(made.visits)], at=made.at, by=SYSTEM)

    @precondition(lambda self: self.company.holds)
    @rule(which=st.integers(0, 99))
    def let_go(self, which: int) -> None:
        made = self.company
        operations.release_hold(hold_id=made.holds[which % len(made.holds)], at=made.at, by=SYSTEM)

    @rule(minutes=st.integers(1, 60), sweep=st.booleans())
    def wait(self, minutes: int, sweep: bool) -> None:
        self.company.at += timedelta(minutes=minutes)
        if sweep:
            operations.release_expired_holds(at=self.company.at)

    @rule(who=st.integers(0, 2), week=st.sampled_from(WEEKS))
    def set_hours(self, who: int, week: list[Hours]) -> None:
        made = self.company
        workforce.set_working_hours(caregiver_id=made.people[who], hours=week, at=made.at, by=SYSTEM)

    @rule(who=st.integers(0, 2), step=st.integers(0, 100), length=st.integers(1, 60))
    def go_away(self, who: int, step: int, length: int) -> None:
        made, begins = self.company, self._start(step)
        ends = begins + timedelta(minutes=30 * length)
        made.leaves.append(
            workforce.record_leave(caregiver_id=made.people[who], starts_at=begins, ends_at=ends, at=made.at, by=SYSTEM)
        )

    @precondition(lambda self: self.company.leaves)
    @rule(which=st.integers(0, 99))
    def come_back(self, which: int) -> None:
        made = self.company
        workforce.cancel_leave(leave_id=made.leaves[which % len(made.leaves)], at=made.at, by=SYSTEM)

    @rule(who=st.integers(0, 2), days=st.integers(-1, 4), asked=st.booleans())
    def record_paper(self, who: int, days: int, asked: bool) -> None:
        made, today = self.company, day_of(self.company.at)
        workforce.demand_paper(kind="health", from_on=today if asked else None, at=made.at, by=SYSTEM)
        made.papers.append(
            workforce.record_credential(
                caregiver_id=made.people[who],
                kind="health",
                issued_on=today - timedelta(days=9),
                valid_until=today + timedelta(days=days),
                at=made.at,
                by=SYSTEM,
            )
        )

    @rule(
        who=st.integers(0, 2),
        farthest=st.sampled_from([None, 10, 45]),
        only_in=st.sampled_from([[], ["徐汇区"], ["杨浦区", "闵行区"]]),
        status=st.sampled_from(["ready", "left"]),
    )
    def set_area_and_status(self, who: int, farthest: int | None, only_in: list[str], status: str) -> None:
        made, caregiver_id = self.company, self.company.people[who]
        workforce.set_service_area(
            caregiver_id=caregiver_id, farthest_minutes=farthest, only_in=only_in, at=made.at, by=SYSTEM
        )
        try:
            workforce.set_status(caregiver_id=caregiver_id, status=status, at=made.at, by=SYSTEM)
        except Refusal:
            return  # without hours nobody becomes ready

    @invariant()
    def the_index_is_true(self) -> None:
        if hasattr(self, "company"):
            assert queries.kept_differently() == []

    @rule(place=st.sampled_from(PLACES))
    def ask(self, place: Place) -> None:
        made = self.company
        job = asked_job(MINUTES, place, day_of(made.at), DAYS, earliest=minute_of(made.at + timedelta(minutes=120)))
        asked = {"minutes": MINUTES, "place": place, "from_day": day_of(made.at), "days": DAYS, "at": made.at}
        found = queries.free_slots("daily_cleaning", **asked)  # type: ignore[arg-type]
        starts = [start for day in found for start in day.starts]
        assert [(one.minute, one.caregivers) for one in starts] == list(
            free_starts(made.working(place), made.rows(), job)
        )
        for start in starts[:1]:
            operations.release_hold(
                hold_id=hold(start.best_id, at=made.at, starts_at=start.at, place=place), at=made.at, by=SYSTEM
            )


START: list[datetime] = []


def test_the_places_lie_in_the_districts_noted_here() -> None:
    assert {place: district_near(place) for place in PLACES} == DISTRICTS


@pytest.mark.slow
def test_the_index_equals_the_assignments_and_its_offers_those_of_the_naive_reading(scope: int, at: datetime) -> None:
    START[:] = [at]
    run = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class Fresh(Bookings):
        """Each run in a transaction of its own that is taken back."""

        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    run_state_machine_as_test(Fresh, settings=run)


def test_an_index_that_is_not_true_is_found_and_made_anew(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday)
    assert operations.rebuild_free_time() == 0
    TakenWeek.objects.update(stays=b"")
    assert [key for key, _week in queries.kept_differently()] == [wang]
    assert operations.rebuild_free_time() == 1
    assert queries.kept_differently() == []


def test_everybody_in_columns_is_everybody_in_rows(scope: int, at: datetime, tuesday: datetime) -> None:
    """The packed way and the way row by row make the same roster, work and record."""
    people = [caregiver(f"阿姨{number}", at=at, number=number + 1) for number in range(3)]
    hold(people[1], at=at, starts_at=tuesday)
    workforce.record_leave(
        caregiver_id=people[2], starts_at=tuesday, ends_at=tuesday + timedelta(hours=5), at=at, by=SYSTEM
    )
    lay_ground(at=at)
    from_day = day_of(tuesday)
    many = roster("daily_cleaning", from_day, 2, spot=Spot(None, NEAR))
    rows = workforce_queries.availability("daily_cleaning", from_day=from_day, days=3)
    single = roster_of(
        WorkingTime(one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves, one.farthest, one.barred)
        for one in rows
    )
    for name, column in vars(many).items():
        assert column.tolist() == getattr(single, name).tolist(), name
    job = asked_job(MINUTES, NEAR, from_day, 2)
    taken = work(many, job, at)
    assert taken.caregiver_id.tolist() == [people[1]]
    assert record(many, taken, job, at, household_id=None).week_minutes[0].tolist() == [0, 120, 0]
