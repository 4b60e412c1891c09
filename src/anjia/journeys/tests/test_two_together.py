"""A visit of two from the held time to both pays: one order, one visit, one check-in by the one who leads."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from anjia.booking import queries as booking
from anjia.booking.operations import Agreed
from anjia.booking.rules import ChangeKind
from anjia.booking.testing import lay_ground
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.events import VisitCompleted
from anjia.fieldwork.operations import set_out
from anjia.households.queries import home
from anjia.journeys.operations import (
    cancel_visit_and_release,
    change_series,
    continue_series,
    move_visit_and_reassign,
    place_order_from_hold,
)
from anjia.journeys.queries import plan_of_start, preview_of
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import planned, whole_ground
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import balance_of
from anjia.payroll import handlers
from anjia.workforce.operations import record_leave

pytestmark = pytest.mark.usefixtures("scope", "english")
DAY = timedelta(days=1)


@pytest.fixture
def three(scope: int, at: datetime) -> list[int]:
    return [
        caregiver(name, at=at, number=number) for number, name in enumerate(("王秀英", "李桂兰", "张玉珍"), start=1)
    ]


@pytest.fixture
def visit_id(three: list[int], at: datetime) -> int:
    """Ordered by a household that asked for two."""
    ground = lay_ground(at=at)
    held = dispatch.hold_slot(
        caregiver_id=None,
        starts_at=at + 2 * DAY,
        minutes=180,
        place=home(ground.home_id).place,
        trade="daily_cleaning",
        household_id=ground.household_id,
        people=2,
        at=at,
        by=SYSTEM,
    )
    wanted = {"household_id": ground.household_id, "offering_id": ground.offering_id, "home_id": ground.home_id}
    ordered = [
        place_order_from_hold(hold_id=held, visit_price_fen=30000, at=at, by=SYSTEM, **wanted) for _again in range(2)
    ]
    assert ordered[0] == ordered[1]
    return ordered[0].visit_id


def crew(visit_id: int) -> list[int]:
    return [one.caregiver_id for one in dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ())]


def test_the_leading_one_acts_for_both_and_both_earn_once(visit_id: int, at: datetime) -> None:
    visit = booking.visit(visit_id)
    lead, second = crew(visit_id)
    assert (visit.people, visit.price_fen) == (2, 30000)
    start = visit.starts_at - timedelta(minutes=20)
    with pytest.raises(Refusal, match="leads this visit"):
        set_out(visit_id=visit_id, caregiver_id=second, at=start, by=Actor("caregiver", second, "李"))
    with pytest.raises(Missing):
        set_out(visit_id=visit_id, caregiver_id=second + 99, at=start, by=SYSTEM)
    set_out(visit_id=visit_id, caregiver_id=lead, at=start, by=Actor("caregiver", lead, "王"))
    fact = VisitCompleted(
        visit_id=visit_id,
        household_id=visit.household_id,
        caregiver_id=lead,
        order_id=visit.order_id,
        offering_id=visit.offering_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        price_fen=visit.price_fen,
    )
    for _again in range(2):
        handlers.earn_for_the_visit(fact, at=visit.ends_at)
    assert [balance_of(f"caregiver:{one}") for one in (lead, second)] == [-11400, -11400]


def test_a_moved_visit_keeps_two_and_a_cancelled_one_frees_two(visit_id: int, at: datetime) -> None:
    move_visit_and_reassign(visit_id=visit_id, starts_at=at + 3 * DAY, reason="出差", at=at, by=SYSTEM)
    assert len(set(crew(visit_id))) == 2
    cancel_visit_and_release(visit_id=visit_id, reason="不需要了", at=at, by=SYSTEM)
    assert crew(visit_id) == []
    assert dispatch_queries.kept_differently() == []


def changed(series_id: int, agreed: Agreed, at: datetime) -> None:
    """This and following dates, as they are agreed."""
    kind = ChangeKind.FOLLOWING
    change_series(series_id=series_id, agreed=agreed, kind=kind, client_id=uuid4(), at=at, by=SYSTEM)


def test_two_come_to_every_date_of_a_series_the_same_where_they_can(three: list[int], at: datetime) -> None:
    wang, li, zhang = three
    first = day_of(at) + 2 * DAY
    for one, weeks in ((li, 1), (zhang, 3)):
        away = midnight(first + weeks * 7 * DAY)
        record_leave(caregiver_id=one, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    series_id = a_series(at=at, agreed=agreed_on(first, caregiver_id=wang, people=2, visits=4))
    assert booking.series(series_id).people == 2
    assert [visit.people for visit in planned(series_id)] == [2] * 4
    assert [crew(visit.id) for visit in planned(series_id)] == [[wang, li], [wang, zhang], [wang, li], [wang, li]]


def test_a_date_on_which_only_one_of_two_is_free_says_so_and_names_both_of_another_time(
    three: list[int], at: datetime
) -> None:
    wang, li, zhang = three
    first = day_of(at) + 2 * DAY
    morning = midnight(first + 7 * DAY) + timedelta(hours=6)
    for one in (li, zhang):
        record_leave(caregiver_id=one, starts_at=morning, ends_at=morning + timedelta(hours=6), at=at, by=SYSTEM)
    agreed = agreed_on(first, caregiver_id=wang, people=2, visits=2)
    (clash,) = preview_of(plan_of_start(**whole_ground(at), agreed=agreed, at=at), {}, at=at).clashes
    assert "Only one caregiver is free" in clash.clash
    assert clash.chosen.starts_at == morning + timedelta(hours=6)
    assert clash.chosen.crew[0] == wang
    assert len(set(clash.chosen.crew)) == 2
    series_id = a_series(at=at, agreed=agreed)
    assert crew(planned(series_id)[1].id) == list(clash.chosen.crew)


@pytest.mark.slow
def test_a_series_of_two_moves_and_goes_on_with_the_same_two(three: list[int], at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + 2 * DAY, people=2))
    both = set(crew(planned(series_id)[0].id))
    later = at + 21 * DAY
    assert continue_series(series_id=series_id, until=day_of(later) + 70 * DAY, at=later) > 0
    changed(series_id, agreed_on(day_of(later) + 3 * DAY, starts_minute=840), later)
    ahead = [visit for visit in planned(series_id) if visit.starts_at > later]
    assert {visit.people for visit in ahead} == {2}
    assert {frozenset(crew(visit.id)) for visit in ahead} == {frozenset(both)}


def test_who_leads_two_goes_on_leading_when_nobody_is_wished_for(three: list[int], at: datetime) -> None:
    last = three[-1]
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + 2 * DAY, people=2, caregiver_id=last))
    later = at + 21 * DAY
    changed(series_id, agreed_on(day_of(later) + 3 * DAY, people=2), later)
    assert {crew(visit.id)[0] for visit in planned(series_id)} == {last}


def test_three_are_not_possible(three: list[int], at: datetime) -> None:
    with pytest.raises(Refusal, match="One caregiver or two"):
        a_series(at=at, agreed=agreed_on(day_of(at) + 2 * DAY, people=3))
