"""The dates of a series given out at once: as one after the other, in a number of queries that dates do not change."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from anjia.booking.operations import place_order
from anjia.booking.testing import lay_ground, plan_visit
from anjia.dispatch import operations, queries
from anjia.dispatch.models import Assignment, TakenWeek
from anjia.dispatch.operations import publish_weights, refuse_caregiver
from anjia.dispatch.rules import STANDARD_WEIGHTS
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Fact, Job
from anjia.kernel.places import Place
from anjia.workforce.rules import Hours

EVERY_DAY = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))
FAR = Place(31.30, 121.50)
ROW = ("visit_id", "seat", "caregiver_id", "state", "starts_minute", "ends_minute", "busy_from", "busy_until")
ROW += ("reasons", "decision", "chosen_by", "weights_version", "released_at")


@pytest.fixture
def two(scope: int, at: datetime) -> tuple[int, int]:
    """Two who work every day, and have other homes to go to before, between and after."""
    wang, li = (caregiver(name, at=at, number=7 + n, hours=EVERY_DAY) for n, name in enumerate(("王秀英", "李桂兰")))
    for number, (one, hours) in enumerate(((wang, 28), (li, 29), (wang, 45), (li, 69))):
        hold(one, at=at, starts_at=at + timedelta(hours=hours), place=FAR, minutes=60, hold_minutes=10**5)
        visit_with(one, at=at, starts_at=at + timedelta(days=8 + number, hours=4))
    return wang, li


def visits(at: datetime, *days: int) -> list[int]:
    """Visits of two at ten, so many days ahead."""
    ground = lay_ground(at=at)
    common: dict[str, Any] = {"household_id": ground.household_id, "home_id": ground.home_id, "people": 2}
    common |= {"offering_id": ground.offering_id, "minutes": 120, "visit_price_fen": 20000, "at": at, "by": SYSTEM}
    return [place_order(starts_at=at + timedelta(days=day), **common).visit_id for day in days]


def one_by_one(crews: dict[int, Sequence[int]], at: datetime) -> None:
    for visit_id, crew in crews.items():
        for one in crew:
            operations.assign_visit(visit_id=visit_id, caregiver_id=one, at=at, by=SYSTEM)


def left_behind(act: Callable[[], None]) -> tuple[Any, ...]:
    """What an operation leaves behind, before it is undone: rows, the index of free time, facts and their listeners."""
    latest = Fact.objects.order_by("-id").values_list("id", flat=True).first() or 0
    with transaction.atomic():
        act()
        rows = list(Assignment.objects.order_by("visit_id", "seat", "starts_minute").values_list(*ROW))
        weeks = list(TakenWeek.objects.order_by("caregiver_id", "week").values_list("caregiver_id", "week", "stays"))
        facts = list(Fact.objects.filter(pk__gt=latest).order_by("id"))
        bodies = [(one.name, {**one.body, "assignment_id": 0}, one.at, one.by, one.depth) for one in facts]
        heard = [job.arguments["kwargs"]["listener"] for job in Job.objects.order_by("id")]
        assert queries.kept_differently() == []
        transaction.set_rollback(True)
    return rows, [(one, week, bytes(stays)) for one, week, stays in weeks], bodies, heard


def test_given_at_once_the_dates_are_as_given_one_after_the_other(two: tuple[int, int], at: datetime) -> None:
    wang, li = two
    publish_weights(percents=STANDARD_WEIGHTS.percents, reason="先试", effective_from=at, at=at, by=SYSTEM)
    first, second, third, fourth = visits(at, 1, 2, 8, 9)
    crews = {first: (wang, li), second: (li, wang), third: (wang, li), fourth: (wang,)}
    once = left_behind(lambda: operations.assign_dates(crews=crews, at=at, by=SYSTEM))
    assert len([row for row in once[0] if row[0] in crews]) == 7
    assert once == left_behind(lambda: one_by_one(crews, at))


def test_given_back_at_once_the_dates_are_as_given_back_one_after_the_other(two: tuple[int, int], at: datetime) -> None:
    wang, li = two
    given = visits(at, 1, 2, 8, 9, 10)
    operations.assign_dates(crews=dict.fromkeys(given, (li, wang)), at=at, by=SYSTEM)
    back = given[:-1]

    def each() -> None:
        for visit_id in back:
            operations.release_visit(visit_id=visit_id, at=at, by=SYSTEM)

    once = left_behind(lambda: operations.release_dates(visit_ids=back, at=at, by=SYSTEM))
    each_one = left_behind(each)
    assert once[:2] == each_one[:2]
    assert sorted(map(str, once[2])) == sorted(map(str, each_one[2]))
    assert len(once[2]) == 8


@pytest.mark.slow
def test_the_dates_of_one_weekday_more_cost_no_query_each(two: tuple[int, int], at: datetime) -> None:
    def asked(*days: int) -> tuple[int, int]:
        given = visits(at, *days)
        with CaptureQueriesContext(connection) as giving:
            operations.assign_dates(crews=dict.fromkeys(given, two), at=at, by=SYSTEM)
        with CaptureQueriesContext(connection) as giving_back:
            operations.release_dates(visit_ids=given, at=at, by=SYSTEM)
        return len(giving), len(giving_back)

    asked(14)
    assert asked(14, 21) == asked(14, 21, 28, 35, 42, 49, 56, 63)


def test_a_date_that_somebody_cannot_keep_is_refused_by_name_and_nothing_is_given(
    two: tuple[int, int], at: datetime
) -> None:
    wang, li = two
    given = visits(at, 2, 3)
    visit_with(wang, at=at, starts_at=at + timedelta(days=3))
    with pytest.raises(Refusal, match=r"王秀英.*has something else"):
        operations.assign_dates(crews=dict.fromkeys(given, (li, wang)), at=at, by=SYSTEM)
    assert not Assignment.objects.filter(visit_id__in=given).exists()
    ground = lay_ground(at=at)
    refuse_caregiver(household_id=ground.household_id, caregiver_id=li, reason="不合适", at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="李桂兰 cannot be sent to this home"):
        operations.assign_dates(crews=dict.fromkeys(given, (li,)), at=at, by=SYSTEM)


def test_a_visit_of_nobody_here_and_one_that_has_somebody_are_refused(two: tuple[int, int], at: datetime) -> None:
    wang, li = two
    alone = plan_visit(at=at)
    operations.assign_dates(crews={}, at=at, by=SYSTEM)
    with pytest.raises(Missing):
        operations.assign_dates(crews={alone: (wang,), alone + 99: (wang,)}, at=at, by=SYSTEM)
    operations.assign_dates(crews={alone: (wang,)}, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="has a caregiver already"):
        operations.assign_dates(crews={alone: (li,)}, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="lies in the past"):
        operations.assign_dates(crews={alone: (li,)}, at=at + timedelta(days=9), by=SYSTEM)
