from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.booking.events import VisitCancelled
from anjia.dispatch.testing import caregiver as someone
from anjia.fieldwork.events import CaregiverCheckedIn
from anjia.fieldwork.operations import check_in
from anjia.fieldwork.testing import HOME, AssignedVisit
from anjia.guarantees import queries, rules
from anjia.guarantees.handlers import (
    make_the_delay_good,
    settle_the_arrival,
    wait_never_more,
)
from anjia.guarantees.models import Allowance, PreCompensation
from anjia.guarantees.operations import announce_delay, compensate_wait
from anjia.guarantees.rules import Basis, Cause
from anjia.guarantees.testing import awaited_visit, family
from anjia.kernel import jobs
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.events import PromiseBroken
from anjia.promises.operations import publish_clause, sweep_promises
from anjia.promises.rules import Form, Kind, Remedy
from anjia.promises.testing import states_of

MINUTE = timedelta(minutes=1)


def come(visit: AssignedVisit, late: int) -> datetime:
    """The caregiver checks in so late, and everybody hears of it."""
    at = visit.starts_at + late * MINUTE
    check_in(**visit.whose, latitude=HOME.latitude, longitude=HOME.longitude, at=at, by=visit.by)
    jobs.run_due_jobs(at=at)
    return at


def given_for(visit: AssignedVisit) -> list[int]:
    return [one.amount_fen for one in queries.pre_compensations_of(visit.visit_id)]


def test_a_late_arrival_is_made_good_before_anybody_asks(visit: AssignedVisit) -> None:
    come(visit, 50)  # 35 minutes more than the 15 promised: two begun half hours
    assert given_for(visit) == [40_00]


def test_an_arrival_in_the_promised_minutes_costs_nothing(visit: AssignedVisit) -> None:
    come(visit, 15)
    assert given_for(visit) == []


def test_the_wait_is_made_good_while_it_lasts_and_raised_by_the_difference(visit: AssignedVisit) -> None:
    due = visit.starts_at + 15 * MINUTE
    sweep_promises(at=due + 5 * MINUTE)
    jobs.run_due_jobs(at=due + 5 * MINUTE)
    assert given_for(visit) == [20_00]
    come(visit, 80)
    assert given_for(visit) == [20_00, 40_00]
    assert queries.pre_compensations_of(visit.visit_id)[-1].total_fen == 60_00
    assert states_of(f"visit:{visit.visit_id}") == {"arrival": "broken", "visit_held": "kept"}


def test_what_was_announced_is_made_good_at_once_and_not_again_at_the_door(visit: AssignedVisit) -> None:
    announce_delay(
        visit_id=visit.visit_id, minutes=40, cause=Cause.TRAFFIC, at=visit.starts_at - 30 * MINUTE, by=visit.by
    )
    assert given_for(visit) == [20_00]
    come(visit, 40)
    assert given_for(visit) == [20_00]


def test_arriving_sooner_than_announced_takes_nothing_back(visit: AssignedVisit, dispatcher: Actor) -> None:
    announce_delay(visit_id=visit.visit_id, minutes=60, cause=Cause.WEATHER, at=visit.starts_at, by=dispatcher)
    come(visit, 20)
    assert given_for(visit) == [40_00]


def test_what_the_household_asked_for_is_no_delay_of_ours(visit: AssignedVisit) -> None:
    announce_delay(visit_id=visit.visit_id, minutes=60, cause=Cause.HOUSEHOLD, at=visit.starts_at, by=visit.by)
    come(visit, 70)
    assert given_for(visit) == []
    assert states_of(f"visit:{visit.visit_id}")["arrival"] == "kept"


def test_beyond_what_the_household_asked_for_it_is_ours_again(visit: AssignedVisit) -> None:
    announce_delay(visit_id=visit.visit_id, minutes=60, cause=Cause.HOUSEHOLD, at=visit.starts_at, by=visit.by)
    come(visit, 90)
    assert given_for(visit) == [20_00]


def test_a_visit_nobody_comes_to_is_made_good_by_its_own_clause(visit: AssignedVisit) -> None:
    for minutes in (16, 200):
        sweep_promises(at=visit.starts_at + minutes * MINUTE)
        jobs.run_due_jobs(at=visit.starts_at + minutes * MINUTE)
    assert given_for(visit) == [20_00, 55_00, 5_00]  # half of 150 yuan, and as much as two hours of waiting
    assert queries.pre_compensations_of(visit.visit_id)[1].basis == "no_show"


def test_after_a_day_without_a_worker_everything_follows_once(visit: AssignedVisit) -> None:
    late = visit.starts_at + timedelta(days=1)
    for _n in range(3):
        sweep_promises(at=late)
        jobs.run_due_jobs(at=late)
    assert sum(given_for(visit)) == 80_00  # as if it had been heard of in time


def test_a_caregiver_heard_of_late_was_there_in_time(visit: AssignedVisit) -> None:
    check_in(**visit.whose, latitude=HOME.latitude, longitude=HOME.longitude, at=visit.starts_at, by=visit.by)
    event = broken(visit)
    make_the_delay_good(event, at=visit.starts_at + timedelta(hours=5))
    assert given_for(visit) == []


def broken(visit: AssignedVisit) -> PromiseBroken:
    return PromiseBroken(
        promise_id=1,
        kind=Kind.ARRIVAL,
        subject=f"visit:{visit.visit_id}",
        due_at=visit.starts_at + 15 * MINUTE,
        household_id=visit.household_id,
    )


def test_every_handler_heard_twice_gives_once(visit: AssignedVisit) -> None:
    at = visit.starts_at + 20 * MINUTE
    for _n in range(2):
        make_the_delay_good(broken(visit), at=at)
    arrival = CaregiverCheckedIn(
        visit_id=visit.visit_id, caregiver_id=visit.caregiver_id, household_id=visit.household_id, late_minutes=20
    )
    for _n in range(2):
        settle_the_arrival(arrival, at=at)
    assert given_for(visit) == [20_00]


def test_a_cancelled_visit_is_waited_for_no_more(visit: AssignedVisit) -> None:
    make_the_delay_good(broken(visit), at=visit.starts_at + 20 * MINUTE)
    names = {"visit_id": visit.visit_id, "order_id": 1, "household_id": visit.household_id}
    event = VisitCancelled(**names, starts_at=visit.starts_at, reason="改天", late=True)
    for _n in range(2):
        wait_never_more(event, at=visit.starts_at + 30 * MINUTE)
    assert states_of(f"visit:{visit.visit_id}")["visit_held"] == "released"


def test_the_terms_of_the_order_hold_whatever_was_published_since(
    visit: AssignedVisit, owner: Actor, at: datetime
) -> None:
    generous = Remedy(Form.FIXED, amount_fen=99_00)
    begins = at + MINUTE
    publish_clause(
        kind=Kind.PRE_COMPENSATION, minutes=5, most_fen=0, sentence="", effective_from=begins, at=at, by=owner,
        remedy=generous,
    )  # fmt: skip
    come(visit, 20)
    assert given_for(visit) == [20_00]


def test_the_sentence_lets_the_household_reckon_again(visit: AssignedVisit) -> None:
    come(visit, 50)
    (step,) = queries.pre_compensations_of(visit.visit_id)
    assert step.arithmetic == (
        "50 min after the agreed 10:00, 35 min more than promised; 2 × ¥20.00 (each started 30 min) = ¥40.00 "
        "(at most ¥100.00)"
    )


@pytest.mark.parametrize(("minutes", "cause"), [(4, "traffic"), (481, "traffic"), (10**12, "traffic"), (30, "mood")])
def test_a_delay_that_cannot_be_is_refused_in_a_sentence(visit: AssignedVisit, minutes: int, cause: str) -> None:
    with pytest.raises(Refusal) as refused:
        announce_delay(visit_id=visit.visit_id, minutes=minutes, cause=cause, at=visit.starts_at, by=visit.by)
    assert refused.value.field in ("minutes", "cause")


def test_after_check_in_nothing_is_announced(visit: AssignedVisit) -> None:
    at = come(visit, 0)
    with pytest.raises(Refusal, match="checked in at 10:00"):
        announce_delay(visit_id=visit.visit_id, minutes=30, cause=Cause.TRAFFIC, at=at, by=visit.by)


def test_only_who_is_sent_may_say_so(visit: AssignedVisit) -> None:
    for stranger in (Actor("caregiver", visit.caregiver_id + 1), Actor("household", visit.household_id + 1)):
        with pytest.raises(Missing):
            announce_delay(visit_id=visit.visit_id, minutes=30, cause=Cause.TRAFFIC, at=visit.starts_at, by=stranger)


def test_the_same_tap_delivered_twice_is_had_once(visit: AssignedVisit) -> None:
    tap = {"visit_id": visit.visit_id, "cause": Cause.TRAFFIC, "client_id": uuid4(), "by": visit.by}
    tap["at"] = visit.starts_at
    assert announce_delay(minutes=30, **tap) == announce_delay(minutes=30, **tap)
    assert len(queries.delays_of(visit.visit_id)) == 1
    with pytest.raises(Refusal, match="already sent"):
        announce_delay(minutes=45, **tap)


def test_the_database_keeps_the_bound_by_itself(visit: AssignedVisit) -> None:
    come(visit, 50)
    with pytest.raises(IntegrityError), transaction.atomic():
        Allowance.objects.update(used=150_01)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreCompensation.objects.update(amount_fen=1)


def test_another_household_of_the_same_company_is_not_concerned(visit: AssignedVisit, at: datetime) -> None:
    other = awaited_visit(at=at, phone="13912345679", caregiver_id=someone("李秀英", at=at, number=2))
    come(visit, 50)
    assert given_for(other) == []
    assert family(other).id != visit.household_id


@given(
    steps=st.lists(st.tuples(st.sampled_from(list(Basis)), st.integers(0, 600)), min_size=1, max_size=6),
    price=st.integers(0, 300_00),
)
@settings(max_examples=100, deadline=None)
def test_however_often_and_late_it_is_raised_never_above_the_price(steps: list[tuple[Basis, int]], price: int) -> None:
    granted = 0
    for _basis, owed in steps:
        granted += rules.raised_by(owed * 100, granted, price)
        assert 0 <= granted <= price
    assert granted == max(0, min(price, max(owed for _basis, owed in steps) * 100))


def test_waiting_the_same_time_again_adds_nothing(visit: AssignedVisit) -> None:
    until = visit.starts_at + 50 * MINUTE
    values = {"visit_id": visit.visit_id, "until": until, "basis": Basis.WAITING, "at": until}
    assert [compensate_wait(**values) for _n in range(3)] == [40_00, 0, 0]
    assert len(latest_facts(names=["guarantees.PreCompensationGranted"])) == 1
