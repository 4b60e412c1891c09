"""What was done is held against what was guaranteed."""

from datetime import date, datetime, timedelta

import pytest

from anjia.booking.operations import agree_scope
from anjia.fieldwork import queries
from anjia.fieldwork.events import ScopeMissed
from anjia.fieldwork.handlers import miss_the_move_in
from anjia.fieldwork.operations import complete_visit, tick_step
from anjia.fieldwork.rules import Step, with_scope
from anjia.fieldwork.testing import AssignedVisit, arrive, assigned_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.queries import latest_facts
from anjia.promises.events import PromiseBroken
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of

pytestmark = pytest.mark.usefixtures("scope")
AGREED = ("卫生间消毒", "玻璃内侧")  # the first is in the service's standard, the second is not
HOUR = timedelta(hours=1)


def guaranteed(at: datetime) -> AssignedVisit:
    visit = assigned_visit(at=at)
    agree_scope(visit_id=visit.visit_id, steps=AGREED, move_in_on=date(2026, 11, 24), at=at, by=SYSTEM)
    return visit


def complete(visit: AssignedVisit, ticked: tuple[int, ...], *, late: timedelta = timedelta()) -> datetime:
    at = arrive(visit) + HOUR + late
    for position in ticked:
        tick_step(**visit.whose, position=position, at=at, by=visit.by)
    complete_visit(**visit.whose, reason="时间不够", at=at, by=visit.by)
    return at


def told() -> list[ScopeMissed]:
    return [fact.event for fact in latest_facts(names=[ScopeMissed.name]) if isinstance(fact.event, ScopeMissed)]


def hear_the_breach(times: int = 2) -> None:
    for fact in latest_facts(names=[PromiseBroken.name]):
        for _n in range(times):
            assert isinstance(fact.event, PromiseBroken)
            miss_the_move_in(fact.event, at=fact.at)


def test_what_is_agreed_beyond_the_standard_becomes_a_step_of_the_visit(at: datetime) -> None:
    steps = queries.progress_of(guaranteed(at).visit_id).steps
    assert [(step.position, step.title) for step in steps if step.guaranteed] == [(2, "卫生间消毒"), (4, "玻璃内侧")]
    assert len(steps) == 4


def test_without_an_agreement_the_steps_are_the_standards() -> None:
    steps = (Step(1, "厨房"), Step(2, "地面"))
    assert with_scope(steps, ()) == steps
    assert with_scope((), ["玻璃"]) == (Step(1, "玻璃", guaranteed=True),)


def test_every_guaranteed_step_done_keeps_the_promise(at: datetime) -> None:
    visit = guaranteed(at)
    complete(visit, (2, 4))
    kept = promise_of("move_in_clean", f"visit:{visit.visit_id}")
    assert kept is not None
    assert (kept.state, "2" in kept.evidence, told()) == ("kept", True, [])


def test_a_missing_one_breaks_it_at_once_and_is_told_with_the_price(at: datetime) -> None:
    visit = guaranteed(at)
    done_at = complete(visit, (1, 2))
    broken = promise_of("move_in_clean", f"visit:{visit.visit_id}")
    assert broken is not None
    assert (broken.state, broken.closed_at, "玻璃内侧" in broken.evidence) == ("broken", done_at, True)
    (fact,) = told()
    assert (fact.visit_id, fact.household_id, fact.offering_id) == (
        visit.visit_id,
        visit.household_id,
        visit.offering_id,
    )
    assert (fact.missed, fact.price_fen, fact.because) == (("玻璃内侧",), 15000, "left_out")
    hear_the_breach()
    assert len(told()) == 1


def test_the_promised_day_passes_and_all_of_it_is_missed_once(at: datetime) -> None:
    visit = guaranteed(at)
    sweep_promises(at=at + timedelta(days=20))
    hear_the_breach()
    (fact,) = told()
    assert (fact.missed, fact.because) == (AGREED, "too_late")
    complete(visit, (), late=timedelta(hours=2))
    assert len(told()) == 1


def test_a_visit_without_an_agreement_misses_nothing(at: datetime) -> None:
    visit = assigned_visit(at=at)
    complete(visit, ())
    assert (told(), "move_in_clean" in states_of(f"visit:{visit.visit_id}")) == ([], False)


def test_other_breaches_are_none_of_its_business(at: datetime) -> None:
    visit = guaranteed(at)
    event = PromiseBroken(
        promise_id=1, kind="arrival", subject=f"visit:{visit.visit_id}", due_at=at, household_id=visit.household_id
    )
    miss_the_move_in(event, at=at)
    assert told() == []
