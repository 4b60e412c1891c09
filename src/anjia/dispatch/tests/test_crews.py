"""Two who start together: offered only where two are free, held, ordered, changed and given back as one."""

from datetime import datetime, timedelta

import pytest

from anjia.booking.operations import place_order
from anjia.booking.testing import lay_ground
from anjia.dispatch import operations, queries
from anjia.dispatch.models import Assignment
from anjia.dispatch.testing import NEAR, caregiver, hold
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce.operations import record_leave

TWO = {"minutes": 120, "place": NEAR, "trade": "daily_cleaning", "people": 2, "by": SYSTEM}


@pytest.fixture
def zhao(scope: int, at: datetime) -> int:
    return caregiver("赵倩", at=at, number=3)


def starts(at: datetime, tuesday: datetime, **wishes: object) -> list[datetime]:
    found = queries.free_slots(
        "daily_cleaning", minutes=120, place=NEAR, from_day=day_of(tuesday), days=1, at=at, **wishes
    )
    return [start.at for start in found[0].starts]


def both(at: datetime, tuesday: datetime, **more: object) -> int:
    return operations.hold_slot(**(TWO | {"caregiver_id": None, "starts_at": tuesday, "at": at} | more))


def ordered(at: datetime, tuesday: datetime) -> int:
    ground = lay_ground(at=at)
    placed = place_order(
        household_id=ground.household_id,
        offering_id=ground.offering_id,
        home_id=ground.home_id,
        starts_at=tuesday,
        minutes=120,
        visit_price_fen=20000,
        people=2,
        at=at,
        by=SYSTEM,
    )
    return placed.visit_id


def sent(visit_id: int) -> list[int]:
    return [one.caregiver_id for one in queries.crews_of_visits([visit_id]).get(visit_id, ())]


def test_a_start_is_offered_to_two_where_two_are_free(wang: int, at: datetime, tuesday: datetime) -> None:
    assert starts(at, tuesday)
    assert not starts(at, tuesday, people=2)
    li = caregiver("李敏", at=at, number=2)
    assert tuesday in starts(at, tuesday, people=2)
    hold(li, at=at, starts_at=tuesday)
    assert tuesday not in starts(at, tuesday, people=2)
    assert tuesday in starts(at, tuesday)


def test_this_one_not_that_one(wang: int, li: int, zhao: int, at: datetime, tuesday: datetime) -> None:
    hold(li, at=at, starts_at=tuesday)
    assert tuesday not in starts(at, tuesday, caregiver_id=li)
    assert tuesday in starts(at, tuesday, caregiver_id=wang, people=2)
    assert tuesday not in starts(at, tuesday, people=2, without=[zhao])
    assert not starts(at, tuesday, without=[wang, li, zhao])
    with pytest.raises(Refusal):
        both(at, tuesday, without=[zhao])
    assert Assignment.objects.filter(state="held").count() == 1


def test_two_are_held_confirmed_and_given_back_as_one(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    lead = both(at, tuesday)
    assert {one.caregiver_id for one in queries.crew_of_hold(lead)} == {wang, li}
    operations.release_hold(hold_id=lead, at=at, by=SYSTEM)
    assert tuesday in starts(at, tuesday, people=2)
    lead, visit_id = both(at, tuesday), ordered(at, tuesday)
    operations.confirm_hold(hold_id=lead, visit_id=visit_id, at=at, by=SYSTEM)
    operations.confirm_hold(hold_id=lead, visit_id=visit_id, at=at, by=SYSTEM)
    assert sorted(sent(visit_id)) == sorted([wang, li])
    assert queries.visits_without_caregiver(day_of(tuesday), day_of(tuesday)) == []
    operations.release_visit(visit_id=visit_id, at=at, by=SYSTEM)
    assert sent(visit_id) == []
    assert queries.kept_differently() == []


def test_a_hold_of_one_is_not_for_a_visit_of_two(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_id = ordered(at, tuesday)
    with pytest.raises(Refusal, match="another number of people"):
        operations.confirm_hold(hold_id=hold(wang, at=at, starts_at=tuesday), visit_id=visit_id, at=at, by=SYSTEM)


def test_the_sweep_frees_both(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    lead = both(at, tuesday)
    assert operations.release_expired_holds(at=at + timedelta(minutes=11)) == 2
    visit_id = ordered(at, tuesday)
    with pytest.raises(Refusal, match="run out"):
        operations.confirm_hold(hold_id=lead, visit_id=visit_id, at=at, by=SYSTEM)


def test_one_of_two_is_changed_and_the_other_stays(
    wang: int, li: int, zhao: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = ordered(at, tuesday)
    operations.assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)
    assert queries.visits_without_caregiver(day_of(tuesday), day_of(tuesday)) == [visit_id]
    operations.reassign(visit_id=visit_id, caregiver_id=li, reason="第二位", at=at, by=SYSTEM)
    assert sent(visit_id) == [wang, li]
    with pytest.raises(Refusal, match="has this visit already"):
        operations.reassign(visit_id=visit_id, caregiver_id=wang, reason="再派", at=at, by=SYSTEM)
    operations.reassign(visit_id=visit_id, caregiver_id=zhao, instead_of_id=li, reason="换人", at=at, by=SYSTEM)
    assert sent(visit_id) == [wang, zhao]
    record_leave(caregiver_id=wang, starts_at=tuesday, ends_at=tuesday + timedelta(hours=3), at=at, by=SYSTEM)
    left = operations.free_from_absence(caregiver_id=wang, from_at=tuesday, until_at=None, at=at, by=SYSTEM)
    assert (left, sent(visit_id)) == ([visit_id], [zhao])
    operations.assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    assert sorted(sent(visit_id)) == sorted([li, zhao])
    assert queries.kept_differently() == []


def test_a_full_crew_takes_nobody_more(wang: int, li: int, zhao: int, at: datetime, tuesday: datetime) -> None:
    visit_id = ordered(at, tuesday)
    operations.assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    free = next(one for one in (wang, li, zhao) if one not in sent(visit_id))
    with pytest.raises(Refusal):
        operations.assign_visit(visit_id=visit_id, caregiver_id=free, at=at, by=SYSTEM)
    assert len(sent(visit_id)) == 2


@pytest.mark.parametrize("people", [0, 3, -1])
def test_no_other_number_can_be_ordered(scope: int, at: datetime, tuesday: datetime, people: int) -> None:
    ground = lay_ground(at=at)
    with pytest.raises(Refusal):
        place_order(
            household_id=ground.household_id,
            offering_id=ground.offering_id,
            home_id=ground.home_id,
            starts_at=tuesday,
            minutes=120,
            visit_price_fen=1,
            people=people,
            at=at,
            by=SYSTEM,
        )


def test_an_unknown_hold_is_missing(scope: int, at: datetime) -> None:
    with pytest.raises(Missing):
        queries.crew_of_hold(999)
