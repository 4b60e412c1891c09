"""Who found no time waits: freed time is kept for the first it suits, once, and passed on when it is not taken."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anjia.booking import queries as booking
from anjia.booking.rules import FARTHEST
from anjia.booking.testing import plan_visit
from anjia.dispatch import operations as dispatch
from anjia.dispatch.models import Assignment
from anjia.dispatch.queries import hold
from anjia.dispatch.testing import caregiver
from anjia.households.operations import add_home, register_household, set_tags
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope
from anjia.offers import operations, queries
from anjia.offers.models import Waiting
from anjia.offers.rules import Wished, days_are_possible, fits, hours_are_possible
from anjia.workforce.rules import Hours

TUESDAY_MORNING = (Hours(1, 10 * 60, 12 * 60),)


@pytest.fixture
def taken(scope: int, at: datetime) -> int:
    """The only time there is, Tuesday from ten to twelve, is a visit's; returns the visit's id."""
    wang = caregiver(at=at, hours=TUESDAY_MORNING)
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2), minutes=120)
    dispatch.assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)
    return visit_id


@pytest.fixture
def join(taken: int, at: datetime) -> Callable[..., int]:
    def joined(number: int, *, minutes_later: int = 0, tags: tuple[str, ...] = (), **changed: Any) -> int:
        when = at + timedelta(minutes=minutes_later)
        whose = {"name": f"家{number}", "phone": f"1371111{number:04d}"}
        household_id = register_household(**whose, at=when, by=SYSTEM)
        set_tags(household_id=household_id, tags=tags, at=when, by=SYSTEM)
        place = Place(31.19, 121.44)
        home: dict[str, Any] = {"district": "徐汇区", "address": f"{number} 号", "place": place}
        home_id = add_home(household_id=household_id, **home, at=when, by=SYSTEM)
        day = day_of(at)
        values: dict[str, Any] = {"from_on": day, "until_on": day + timedelta(days=6), "weekdays": (), "minutes": 120}
        hours = {"from_minute": 8 * 60, "until_minute": 20 * 60}
        return operations.join_waiting_list(
            household_id=household_id,
            home_id=home_id,
            offering_id=booking.visit(taken).offering_id,
            price_fen=10000,
            wished=Wished(**values | hours | changed),
            at=when,
            by=Actor("household", household_id),
        )

    return joined


def free(visit_id: int, at: datetime) -> None:
    dispatch.release_visit(visit_id=visit_id, at=at, by=SYSTEM)


def states() -> list[str]:
    return list(Waiting.objects.order_by("id").values_list("state", flat=True))


def test_freed_time_is_kept_for_the_first_alone(join: Callable[..., int], taken: int, at: datetime) -> None:
    first, second = join(1), join(2, minutes_later=5)
    assert operations.offer_freed_time(at=at) == 0
    free(taken, at)
    jobs.run_due_jobs(at=at)
    assert states() == ["offered", "waiting"]
    one = queries.waiting(first)
    assert one.held_until == at + timedelta(hours=2)
    assert hold(one.hold_id or 0).household_id == one.household_id
    assert (one.place, queries.waiting(second).place) == (1, 2)


def test_a_worker_that_comes_late_offers_no_time_that_has_passed(
    join: Callable[..., int], taken: int, at: datetime
) -> None:
    """The clock of an offer starts when it is made, not when the time was freed."""
    join(1)
    starts_at = booking.visit(taken).starts_at
    free(taken, at)
    jobs.run_due_jobs(at=starts_at - timedelta(hours=1))
    assert states() == ["waiting"]
    weeks = {"from_on": day_of(at), "until_on": day_of(at) + timedelta(days=30)}
    late = starts_at + timedelta(minutes=1)
    join(2, **weeks)
    free(taken_again(late), late)
    back = late + timedelta(hours=5)
    jobs.run_due_jobs(at=back)
    one = Waiting.objects.get(state="offered")
    assert hold(one.hold_id or 0).starts_at > back
    assert one.held_until == back + timedelta(hours=2)


def taken_again(at: datetime) -> int:
    """A visit in the next week that somebody has; its id."""
    visit_id = plan_visit(at=at, starts_at=at.replace(minute=0) + timedelta(days=7), minutes=120, phone="13711110009")
    dispatch.assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    return visit_id


def test_key_households_come_first_and_wishes_are_kept(join: Callable[..., int], taken: int, at: datetime) -> None:
    join(1, weekdays=(2, 3))
    join(2)
    key = join(3, minutes_later=9, tags=("VIP",))
    free(taken, at)
    jobs.run_due_jobs(at=at)
    assert queries.waiting(key).state == "offered"
    assert states() == ["waiting", "waiting", "offered"]


def test_let_run_out_it_goes_to_the_next_and_he_to_the_end(join: Callable[..., int], taken: int, at: datetime) -> None:
    first, second = join(1), join(2, minutes_later=5)
    free(taken, at)
    jobs.run_due_jobs(at=at)
    late = at + timedelta(hours=2, minutes=1)
    assert dispatch.release_expired_holds(at=late) == 1
    jobs.run_due_jobs(at=late)
    assert states() == ["waiting", "offered"]
    assert (queries.waiting(first).place, queries.waiting(second).place) == (2, 1)
    later = late + timedelta(hours=2, minutes=1)
    dispatch.release_expired_holds(at=later)
    jobs.run_due_jobs(at=later)
    assert states() == ["waiting", "waiting"]


def test_who_says_no_keeps_the_place(join: Callable[..., int], taken: int, at: datetime) -> None:
    first, second = join(1), join(2, minutes_later=5)
    free(taken, at)
    jobs.run_due_jobs(at=at)
    mine = queries.waiting(first)
    for _time in range(2):
        operations.decline_freed_time(waiting_id=first, household_id=mine.household_id, at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at)
    assert states() == ["waiting", "offered"]
    assert queries.waiting(first).place == 1
    with pytest.raises(Missing):
        operations.decline_freed_time(waiting_id=second, household_id=mine.household_id, at=at, by=SYSTEM)


def test_a_worker_that_dies_in_between_loses_and_doubles_nothing(
    join: Callable[..., int], taken: int, at: datetime
) -> None:
    join(1)
    join(2, minutes_later=5)
    free(taken, at)
    while jobs.take_job(at=at) is not None:
        pass  # every job was taken by a worker that never came back
    assert states() == ["waiting", "waiting"]
    jobs.run_due_jobs(at=at + timedelta(minutes=30))
    jobs.run_due_jobs(at=at + timedelta(minutes=60))
    operations.look_after_waiting_lists(at=at + timedelta(minutes=60))
    assert states() == ["offered", "waiting"]
    assert Assignment.objects.filter(state="held").count() == 1


def test_leaving_frees_the_time_for_the_next(join: Callable[..., int], taken: int, at: datetime) -> None:
    first = join(1)
    join(2, minutes_later=5)
    free(taken, at)
    jobs.run_due_jobs(at=at)
    for _time in range(2):
        operations.leave_waiting_list(waiting_id=first, at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at)
    assert states() == ["left", "offered"]


def test_days_that_have_passed_end_it(join: Callable[..., int], taken: int, at: datetime) -> None:
    join(1)
    operations.look_after_waiting_lists(at=at + timedelta(days=8))
    assert states() == ["lapsed"]


def test_asked_twice_it_is_one_place_and_nonsense_is_refused(
    join: Callable[..., int], taken: int, at: datetime
) -> None:
    with pytest.raises(Refusal, match="still to come"):
        join(1, until_on=day_of(at) - timedelta(days=1))
    far = day_of(at) + FARTHEST
    for days in ({"until_on": far + timedelta(days=1)}, {"from_on": date(2099, 1, 1), "until_on": date(2099, 1, 3)}):
        with pytest.raises(Refusal, match="within a year") as refused:
            join(1, **({"from_on": far - timedelta(days=3)} | days))
        assert refused.value.field == "until_on"
    for hours in ({"until_minute": 9 * 60}, {"from_minute": 22 * 60, "until_minute": 4 * 60}):
        with pytest.raises(Refusal, match="long enough") as refused:
            join(2, **hours)
        assert refused.value.field == "latest"
    one = queries.waiting(join(3))
    again = operations.join_waiting_list(
        household_id=one.household_id,
        home_id=one.home_id,
        offering_id=one.offering_id,
        price_fen=1,
        wished=one.wished,
        at=at,
        by=SYSTEM,
    )
    assert again == one.id


def test_a_stranger_finds_nobody_waiting(join: Callable[..., int], at: datetime, stranger_id: int) -> None:
    one = join(1)
    with company_scope(stranger_id):
        assert queries.waiting_list() == []
        with pytest.raises(Missing):
            operations.leave_waiting_list(waiting_id=one, at=at, by=SYSTEM)


def test_what_fits_a_wish(at: datetime) -> None:
    day = day_of(at)
    wished = Wished(day, day + timedelta(days=3), (day.weekday(),), 9 * 60, 12 * 60, 120)
    assert days_are_possible(wished, day, wished.until_on)
    assert not days_are_possible(wished, day, wished.from_on)
    assert hours_are_possible(wished)
    assert fits(wished, day, 10 * 60)
    assert not fits(wished, day, 10 * 60 + 30)
    assert not fits(wished, day + timedelta(days=1), 9 * 60)
    assert not fits(wished, day + timedelta(days=7), 9 * 60)
