"""A complaint told again from its decision rows stands where its pages say; its money is credited once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.quality import queries
from anjia.quality.models import Compensation
from anjia.quality.operations import (
    NewStep,
    ask_back,
    assess_complaint,
    confirm_resolution,
    contest_resolution,
    decide_compensation,
    escalate_complaint,
    go_on,
    grant_compensation,
    hand_to_team,
    plan_settlement,
    reply_to_complaint,
    request_compensation,
    resolve_complaint,
    take_complaint,
)
from anjia.quality.rules import Reason, Severity, course_of
from anjia.quality.testing import Scene

ACTS = (
    *("reply", "written", "asked", "went_on", "planned", "resolved", "confirmed", "contested"),
    *("judged", "handed", "taken", "escalated", "granted", "requested", "approved", "declined"),
)
WHO = ("adviser", "lead", "owner")


def _acts(complaint_id: int, scene: Scene, by: Actor, at: datetime, dice: Random) -> dict[str, Callable[[], Any]]:
    """What can be tried about a complaint at a moment."""
    now: dict[str, Any] = {"complaint_id": complaint_id, "at": at, "by": by}
    household = {**now, "by": scene.household}
    severity = dice.choice(list(Severity))
    money = {"amount_fen": dice.choice((100, 4000, 9000, 15000, 15001)), "text": "补偿"}
    steps = [NewStep("上门", at + timedelta(days=dice.randint(1, 3)))]

    def decide(approved: bool) -> None:
        waiting = queries.open_requests()
        if waiting:
            decide_compensation(compensation_request_id=waiting[0].id, approved=approved, text="已核实", at=at, by=by)

    return {
        "reply": lambda: reply_to_complaint(**now, text="马上处理"),
        "written": lambda: reply_to_complaint(**household, text="还没人来"),
        "asked": lambda: ask_back(**now, text="哪天方便？"),
        "went_on": lambda: go_on(**now),
        "planned": lambda: plan_settlement(**now, reason="配件要订货", steps=steps),
        "resolved": lambda: resolve_complaint(**now, text="已返工"),
        "confirmed": lambda: confirm_resolution(**household),
        "contested": lambda: contest_resolution(**household, text="没有好"),
        "judged": lambda: assess_complaint(**now, severity=severity, cause=dice.choice(("pace", "damage.broken"))),
        "handed": lambda: hand_to_team(**now, team=dice.choice(("adviser", "quality_lead", "owner")), text=""),
        "taken": lambda: take_complaint(**now),
        "escalated": lambda: escalate_complaint(**now, reason=Reason.BY_HAND, text="请看"),
        "granted": lambda: grant_compensation(**now, **money),
        "requested": lambda: request_compensation(**now, **money),
        "approved": lambda: decide(True),
        "declined": lambda: decide(False),
    }


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    tried=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(1, 600)), max_size=25),
    seed=st.integers(0, 2**16),
)
def test_replaying_the_decisions_gives_the_same_complaint(
    complaint: int,
    scene: Scene,
    adviser: Actor,
    lead: Actor,
    owner: Actor,
    at: datetime,
    tried: list[tuple[str, str, int]],
    seed: int,
) -> None:
    people, dice = {"adviser": adviser, "lead": lead, "owner": owner}, Random(seed)
    with transaction.atomic():
        now = at
        for name, who, minutes in tried:
            now += timedelta(minutes=minutes)
            try:
                with transaction.atomic():
                    _acts(complaint, scene, people[who], now, dice)[name]()
            except Refusal as refusal:
                assert refusal.sentence
            _same(complaint, dice)
        transaction.set_rollback(True)


def _same(complaint_id: int, dice: Random) -> None:
    """The page, the fold of the rows, and the fold of the rows with its kinds in another order, agree."""
    found, decided = queries.complaint(complaint_id), queries.decisions_of(complaint_id)
    course = course_of(decided)
    kinds = sorted({one.step for one in decided}, key=lambda _step: dice.random())
    assert course == course_of(one for kind in kinds for one in decided if one.step is kind)
    assert (course.state, course.severity, course.cause) == (found.state, found.severity, found.cause)
    assert (course.team, course.owner_id) == (found.team, found.owner_id)
    assert (course.waiting, course.plans) == (found.waiting, found.plans)
    assert course.standing.contests == found.times_contested
    assert course.waits in (0, 1)
    granted = queries.case_of(complaint_id).granted
    assert course.granted_fen == (granted.amount_fen if granted else 0) <= 15000
    assert Compensation.objects.filter(complaint_id=complaint_id).count() <= 1


def test_a_decision_made_twice_by_double_submit_is_made_once(complaint: int, lead: Actor, at: datetime) -> None:
    grant_compensation(complaint_id=complaint, amount_fen=5000, text="返工", at=at, by=lead)
    with pytest.raises(Refusal):
        grant_compensation(complaint_id=complaint, amount_fen=5000, text="返工", at=at, by=lead)
    resolve_complaint(complaint_id=complaint, text="已返工", at=at, by=lead)
    with pytest.raises(Refusal):
        resolve_complaint(complaint_id=complaint, text="已返工", at=at, by=lead)
    assert queries.course_of_complaint(complaint).standing.resolutions == 1
    with pytest.raises(Refusal):
        escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at, by=lead)
    assert escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at, by=SYSTEM) is None
