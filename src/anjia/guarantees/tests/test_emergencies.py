from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from anjia.fieldwork.testing import AssignedVisit
from anjia.guarantees import queries
from anjia.guarantees.handlers import tell_the_owner
from anjia.guarantees.models import EmergencyStep, GuaranteeEscalation
from anjia.guarantees.operations import (
    answer_emergency,
    call_for_help,
    close_emergency,
    take_up_emergency,
)
from anjia.guarantees.rules import EmergencyKind, EmergencyState
from anjia.guarantees.testing import family
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.operations import sweep_promises
from anjia.promises.testing import states_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def called(visit: AssignedVisit) -> int:
    return call_for_help(
        visit_id=visit.visit_id, kind=EmergencyKind.GAS, text="厨房有气味", at=visit.starts_at, by=visit.by
    )


def test_a_call_is_seen_by_everybody_until_somebody_takes_it_up(
    visit: AssignedVisit, called: int, dispatcher: Actor, lead: Actor
) -> None:
    assert [alarm.id for alarm in queries.alarms()] == [called]
    for _n in range(2):
        take_up_emergency(emergency_id=called, at=visit.starts_at + MINUTE, by=dispatcher)
    assert queries.alarms() == []
    with pytest.raises(Refusal, match="dispatcher 1 has seen to it since 10:01"):
        take_up_emergency(emergency_id=called, at=visit.starts_at + 2 * MINUTE, by=lead)


def test_an_answer_keeps_the_promise_and_an_end_closes_it(visit: AssignedVisit, called: int, dispatcher: Actor) -> None:
    with pytest.raises(Refusal, match="what was done"):
        close_emergency(emergency_id=called, text="没事了", at=visit.starts_at, by=dispatcher)
    answer_emergency(emergency_id=called, text="已通知物业关阀", at=visit.starts_at + 5 * MINUTE, by=dispatcher)
    assert states_of(f"emergency:{called}") == {"emergency_answered": "kept"}
    close_emergency(emergency_id=called, text="燃气公司已检修", at=visit.starts_at + 40 * MINUTE, by=dispatcher)
    found = queries.emergency(called)
    assert found.state is EmergencyState.CLOSED
    assert [step.text for step in found.answers] == ["已通知物业关阀", "燃气公司已检修"]
    with pytest.raises(Refusal, match="closed on 23 November 10:40"):
        answer_emergency(emergency_id=called, text="再说", at=visit.starts_at + 50 * MINUTE, by=dispatcher)


def test_nobody_answers_and_the_owner_is_told_once(visit: AssignedVisit, called: int, owner: Actor) -> None:
    late = visit.starts_at + 31 * MINUTE
    sweep_promises(at=late)
    facts = [fact.event for fact in latest_facts(names=["promises.PromiseBroken"])]
    for _n in range(2):
        for fact in facts:
            tell_the_owner(fact, at=late)
    assert GuaranteeEscalation.objects.get(subject=f"emergency:{called}").staff_id == owner.id


def test_the_same_tap_is_one_emergency_even_after_hours_without_a_network(visit: AssignedVisit) -> None:
    tap = {"visit_id": visit.visit_id, "kind": EmergencyKind.INJURY, "client_id": uuid4(), "by": visit.by}
    later = visit.starts_at + timedelta(hours=5)
    first = call_for_help(**tap, at=later, said_at=visit.starts_at)
    assert call_for_help(**tap, at=later, said_at=visit.starts_at) == first
    assert queries.emergency(first).said_at == visit.starts_at


def test_the_household_calls_too_and_a_stranger_does_not(visit: AssignedVisit) -> None:
    emergency_id = call_for_help(
        visit_id=visit.visit_id, kind=EmergencyKind.LOCKOUT, at=visit.starts_at, by=family(visit)
    )
    assert queries.emergency(emergency_id).caller == "household"
    for stranger in (Actor("household", visit.household_id + 1), Actor("caregiver", visit.caregiver_id + 1)):
        with pytest.raises(Missing):
            call_for_help(visit_id=visit.visit_id, kind=EmergencyKind.FIRE, at=visit.starts_at, by=stranger)


def test_only_the_desk_takes_up_and_closes(visit: AssignedVisit, called: int) -> None:
    for act in (answer_emergency, close_emergency):
        with pytest.raises(Missing):
            act(emergency_id=called, text="好了", at=visit.starts_at, by=visit.by)


@pytest.mark.parametrize(("kind", "days"), [("boredom", 0), ("fire", 9), ("fire", -9)])
def test_a_wrong_kind_or_day_is_refused_with_the_way_out(visit: AssignedVisit, kind: str, days: int) -> None:
    with pytest.raises(Refusal):
        call_for_help(visit_id=visit.visit_id, kind=kind, at=visit.starts_at + timedelta(days=days), by=visit.by)


def test_steps_are_written_once(visit: AssignedVisit, called: int, dispatcher: Actor, at: datetime) -> None:
    take_up_emergency(emergency_id=called, at=at, by=dispatcher)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyStep.objects.create(emergency_id=called, kind="taken_up", staff_id=dispatcher.id, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyStep.objects.update(text="别的")


def test_every_kind_has_its_steps(scope: int) -> None:
    assert set(queries.first_steps()) == set(queries.emergency_names()) == set(EmergencyKind)
    assert all(len(steps) >= 3 for steps in queries.first_steps().values())
