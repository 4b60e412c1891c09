"""What is left of a day, and the board that shows it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anjia.booking.testing import plan_visit
from anjia.company.operations import set_company_jurisdiction
from anjia.dispatch import queries
from anjia.dispatch.operations import assign_visit
from anjia.dispatch.rules import Gate, UsualWork, longest_minutes, merged, row_gates, without
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of, midnight, minute_of
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_credential, record_leave
from anjia.workforce.rules import Hours, Paper

FAR = Place(31.21, 121.46)
Count = Callable[[int], Any]


@pytest.mark.parametrize(
    ("stretches", "taken", "left"),
    [
        ([(0, 10)], [], [(0, 10)]),
        ([(0, 10)], [(3, 5)], [(0, 3), (5, 10)]),
        ([(0, 10)], [(0, 10)], []),
        ([(0, 10)], [(-5, 3), (8, 20)], [(3, 8)]),
        ([(5, 8), (0, 5)], [], [(0, 8)]),
        ([(0, 4), (6, 9)], [(3, 7)], [(0, 3), (7, 9)]),
        ([], [(1, 2)], []),
    ],
)
def test_what_is_taken_leaves_the_rest(
    stretches: list[tuple[int, int]], taken: list[tuple[int, int]], left: list[tuple[int, int]]
) -> None:
    assert without(stretches, taken) == left


def test_touching_stretches_are_one_and_the_longest_counts() -> None:
    assert merged([(6, 9), (0, 4), (4, 5)]) == [(0, 5), (6, 9)]
    assert longest_minutes([(0, 5), (6, 9)]) == 5
    assert longest_minutes([]) == 0


def test_a_row_shows_visits_and_when_she_is_away(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    [row] = queries.day_board(day_of(tuesday), at=at).rows
    assert [one.visit_id for one in row.assignments] == [visit_id]
    begins = minute_of(midnight(day_of(tuesday)))
    assert row.away == ((begins, begins + 480), (begins + 1080, begins + 1440))
    assert (row.off, row.on_leave, row.free_minutes) == (False, False, 300)


def test_free_time_counts_from_now_on(wang: int, at: datetime, tuesday: datetime) -> None:
    [row] = queries.day_board(day_of(tuesday), at=tuesday + timedelta(hours=7)).rows
    assert row.free_minutes == 60


NIGHTS = [Hours(weekday, 20 * 60, 30 * 60) for weekday in range(7)]  # from eight in the evening until six


def night_of(caregiver_id: int, at: datetime, evening: datetime) -> int:
    """A visit from ten in the evening until four."""
    visit_id = plan_visit(at=at, starts_at=midnight(day_of(evening)) + timedelta(hours=22), minutes=360)
    assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)
    return visit_id


def test_of_a_night_each_day_counts_the_minutes_that_lie_in_it(scope: int, at: datetime, tuesday: datetime) -> None:
    hong = caregiver("红姐", at=at, number=3, hours=NIGHTS[1:2])
    night_of(hong, at, tuesday)
    [evening], [morning] = (
        queries.day_board(day_of(day), at=at).rows for day in (tuesday, tuesday + timedelta(days=1))
    )
    assert (evening.used_minutes, morning.used_minutes) == (120, 240)
    assert (evening.work_minutes, morning.work_minutes) == (240, 360)
    assert (evening.week_minutes, morning.week_minutes) == (360, 360)
    assert [len(row.assignments) for row in (evening, morning)] == [1, 1]


def test_of_a_night_the_way_counts_on_the_evening(scope: int, at: datetime, tuesday: datetime) -> None:
    hong = caregiver("红姐", at=at, number=3, hours=NIGHTS)
    hold(hong, at=at, starts_at=midnight(day_of(tuesday)) + timedelta(hours=20), minutes=60, place=FAR)
    night_of(hong, at, tuesday)
    [days] = queries.week_board(day_of(tuesday) - timedelta(days=1), at=at).rows
    evening, morning = days[1:3]
    assert evening.way_minutes == sum(evening.ways) == sum(morning.ways) > 0
    assert morning.way_minutes == 0


def test_of_a_night_over_sunday_each_week_counts_its_own_minutes(scope: int, at: datetime, tuesday: datetime) -> None:
    hong = caregiver("红姐", at=at, number=3, hours=NIGHTS)
    sunday = tuesday + timedelta(days=5)
    night_of(hong, at, sunday)
    weeks = [queries.day_board(day_of(day), at=at).rows[0].week_minutes for day in (sunday, sunday + timedelta(days=1))]
    assert weeks == [120, 240]


def all_night(caregiver_id: int, at: datetime, evening: datetime) -> None:
    """A visit from eight in the evening until six."""
    visit_id = plan_visit(at=at, starts_at=midnight(day_of(evening)) + timedelta(hours=20), minutes=600)
    assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)


def test_a_night_that_is_too_long_warns_on_the_evening_however_midnight_parts_it(
    scope: int, at: datetime, tuesday: datetime
) -> None:
    hong = caregiver("红姐", at=at, number=3, hours=NIGHTS)
    all_night(hong, at, tuesday)
    [evening], [morning] = (
        queries.day_board(day_of(day), at=at).rows for day in (tuesday, tuesday + timedelta(days=1))
    )
    assert (evening.used_minutes, morning.used_minutes) == (240, 360)
    assert (evening.counted.day_minutes, morning.counted.day_minutes) == (600, 0)
    assert (evening.row_gates, morning.row_gates) == ((Gate.LONG_DAY,), ())


def test_what_begins_before_five_counts_on_the_working_day_before(scope: int, at: datetime, tuesday: datetime) -> None:
    always = [Hours(weekday, 0, 24 * 60) for weekday in range(7)]
    hong, early = caregiver("红姐", at=at, number=3, hours=always), midnight(day_of(tuesday)) + timedelta(days=1)
    for starts_at, minutes in ((early - timedelta(hours=8), 360), (early + timedelta(hours=4), 180)):
        visit_id = plan_visit(at=at, starts_at=starts_at, minutes=minutes)
        assign_visit(visit_id=visit_id, caregiver_id=hong, at=at, by=SYSTEM)
    [evening], [morning] = (
        queries.day_board(day_of(day), at=at).rows for day in (tuesday, tuesday + timedelta(days=1))
    )
    assert [len(row.assignments) for row in (evening, morning)] == [1, 1]
    assert evening.counted.day_minutes >= 540
    assert (evening.row_gates, morning.row_gates) == ((Gate.LONG_DAY,), ())
    assert (evening.used_minutes, morning.used_minutes) == (360, 180)


def test_a_week_counts_a_visit_where_its_working_day_begins(scope: int, at: datetime, tuesday: datetime) -> None:
    hong = caregiver("红姐", at=at, number=3, hours=NIGHTS)
    sunday = tuesday + timedelta(days=5)
    all_night(hong, at, sunday)
    weeks = [queries.day_board(day_of(day), at=at).rows[0] for day in (sunday, sunday + timedelta(days=1))]
    assert [row.week_minutes for row in weeks] == [240, 360]
    assert [row.counted.week_minutes for row in weeks] == [600, 0]


def test_free_time_of_a_night_counts_from_midnight_until_midnight(scope: int, at: datetime, tuesday: datetime) -> None:
    caregiver("红姐", at=at, number=3, hours=NIGHTS[1:2])
    [evening], [morning] = (
        queries.day_board(day_of(day), at=at).rows for day in (tuesday, tuesday + timedelta(days=1))
    )
    assert (evening.free_minutes, morning.free_minutes) == (240, 360)


def test_a_day_off_and_a_leave_are_told_apart(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    record_leave(caregiver_id=li, starts_at=at, ends_at=at + timedelta(days=5), at=at, by=SYSTEM)
    rows = queries.day_board(day_of(tuesday), at=at).rows
    assert [(row.off, row.on_leave) for row in rows] == [(False, False), (True, True)]
    sunday = queries.day_board(day_of(at), at=at).rows
    assert [(row.off, row.on_leave) for row in sunday] == [(True, False), (True, False)]


def test_only_who_has_two_hours_left_is_free(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday - timedelta(hours=1), minutes=8 * 60)
    board = queries.day_board(day_of(tuesday), at=at, asked=queries.Asked(free_only=True))
    assert [row.caregiver_id for row in board.rows] == [li]
    assert board.caregivers == 1


def test_filters_narrow_the_board(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    def found(**asked: Any) -> list[int]:
        return [
            row.caregiver_id for row in queries.day_board(day_of(tuesday), at=at, asked=queries.Asked(**asked)).rows
        ]

    assert found(query="李") == [li]
    assert found(trade="daily_cleaning") == [wang, li]
    assert found(trade="cooking") == []
    assert found(district="徐汇区") == [wang, li]
    assert found(district="黄浦区") == []


@pytest.mark.parametrize(("free_only", "queries_wanted"), [(False, 6), (True, 6)])
def test_pages_follow_one_another_at_the_same_number_of_queries(
    scope: int,
    at: datetime,
    tuesday: datetime,
    free_only: bool,
    queries_wanted: int,
    django_assert_num_queries: Count,
) -> None:
    people = [caregiver(f"阿姨{number}", at=at, number=number) for number in range(5)]
    seen, after_id = [], 0
    for _ in range(3):
        with django_assert_num_queries(queries_wanted):
            board = queries.day_board(
                day_of(tuesday), at=at, size=2, after_id=after_id, asked=queries.Asked(free_only=free_only)
            )
        assert board.caregivers == 5
        seen += [row.caregiver_id for row in board.rows]
        after_id = board.next_after_id or 0
    assert seen == people
    assert after_id == 0


def test_a_paper_that_runs_out_before_the_visit_is_a_warning_on_her_row(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    visit_with(wang, at=at)
    set_company_jurisdiction(jurisdiction="CN-31", at=at, by=SYSTEM)
    valid = {"caregiver_id": wang, "kind": Paper.HEALTH, "issued_on": day_of(at) - timedelta(days=300)}
    record_credential(**valid, valid_until=day_of(at) + timedelta(days=1), at=at, by=SYSTEM)
    [row] = queries.day_board(day_of(tuesday), at=at).rows
    assert (row.gates, row.missing, row.warned) == (((Gate.PAPERS, Gate.NEW_FACE),), (Paper.HEALTH,), True)
    record_credential(**valid, valid_until=day_of(tuesday), at=at, by=SYSTEM)
    [row] = queries.day_board(day_of(tuesday), at=at).rows
    assert (row.gates, row.missing, row.warned) == (((Gate.NEW_FACE,),), ("",), False)


def test_too_long_a_day_and_week_are_what_the_law_calls_so_on_that_day(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    usual = queries.usual_work_on(day_of(tuesday))
    assert usual == UsualWork(8 * 60, 44 * 60)
    assert queries.usual_work_on(date(1994, 12, 31)) == UsualWork(None, None)
    assert row_gates(8 * 60, 44 * 60, usual) == ()
    assert row_gates(8 * 60 + 1, 44 * 60 + 1, usual) == (Gate.LONG_DAY, Gate.LONG_WEEK)
    assert row_gates(24 * 60, 99 * 60, UsualWork()) == ()
    [row] = queries.day_board(day_of(tuesday), at=at).rows
    assert row.usual == usual


def test_visits_without_a_caregiver_are_found(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_with(wang, at=at)
    open_visit = plan_visit(at=at, starts_at=tuesday + timedelta(hours=3))
    day = day_of(tuesday)
    assert queries.visits_without_caregiver(day, day) == [open_visit]


def test_another_companys_day_is_empty(wang: int, stranger_id: int, at: datetime, tuesday: datetime) -> None:
    visit_with(wang, at=at)
    with company_scope(stranger_id):
        assert queries.day_board(day_of(tuesday), at=at).rows == ()
        assert queries.day_assignments(day_of(tuesday), at=at) == []
