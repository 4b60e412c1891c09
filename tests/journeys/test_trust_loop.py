"""The trust loop through the real wiring: every promise is kept or made good, and the money can be told again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.billing.queries import balance_of
from anjia.company.rules import Role
from anjia.evidence.operations import pack_evidence
from anjia.evidence.rules import verify
from anjia.kernel.errors import Refusal
from anjia.kernel.ledger import balances_under
from anjia.kernel.queries import story_of
from anjia.promises.queries import promise_of, promises_to, told_of
from anjia.promises.testing import states_of
from anjia.quality.operations import decide_compensation, grant_compensation
from anjia.quality.queries import case_of, complaint, corrective_action, open_requests
from anjia.quality.rules import ActionState, ComplaintState, Severity
from anjia.remarks.queries import remarks_of_origins
from anjia.remarks.rules import Polarity
from tests.journeys import loop as script
from tests.journeys.loop import DELAY, GIVEN_BACK, PRICE, REFUNDED, Loop

HOUR = timedelta(hours=1)
TERMINAL = {"kept", "broken", "released", "void"}

# What each fact does to the account of its household, told from what happened and not from what was posted.
WORTH: dict[str, tuple[int, str]] = {
    "fieldwork.VisitCompleted": (1, "price_fen"),
    "guarantees.PreCompensationGranted": (-1, "amount_fen"),
    "quality.CompensationGranted": (-1, "amount_fen"),
    "guarantees.RefundGranted": (-1, "amount_fen"),
    "billing.PaymentRecorded": (-1, "amount_fen"),
    "guarantees.RefundPaid": (1, "out_fen"),
}


@pytest.fixture
def loop(scope: int, at: datetime) -> Loop:
    return script.begin(scope, at)


def bodies(loop: Loop) -> list[tuple[str, dict[str, Any]]]:
    """The log about the household."""
    facts = story_of(f"household:{loop.visit.household_id}", limit=2000)
    return [(fact.name, fact.event.to_body()) for fact in facts]


@pytest.mark.slow
def test_every_promise_of_the_loop_is_kept_or_made_good(loop: Loop) -> None:
    it_gives_before_anybody_asks(loop)
    it_hears_what_was_wrong(loop)
    it_waits_for_the_household(loop)
    it_goes_up_when_time_runs_out(loop)
    it_gives_back_what_two_people_agree_on(loop)
    it_settles_what_the_household_confirms(loop)
    it_pays_a_refund_in_time(loop)
    it_finds_out_whether_the_work_helped(loop)
    it_can_prove_it(loop)


def it_gives_before_anybody_asks(loop: Loop) -> None:
    script.the_delay_is_announced(loop)
    assert loop.at < loop.visit.starts_at
    assert balance_of(loop.visit.household_id) == -DELAY
    script.the_visit_is_completed_and_paid(loop)
    assert states_of(f"visit:{loop.visit.visit_id}")["arrival"] == "broken"
    assert balance_of(loop.visit.household_id) == 0
    assert [name for name, _body in bodies(loop)].count("billing.PreCompensationCredited") == 1


def it_hears_what_was_wrong(loop: Loop) -> None:
    script.the_household_is_asked_and_unhappy(loop)
    case = complaint(loop.ids["complaint"])
    assert (case.severity, case.cause) == (Severity.GRAVE, "workmanship")
    subject = f"complaint:{case.id}"
    for kind, hours in (("answered_grave", 2), ("settled_grave", 24)):
        promised = promise_of(kind, subject)
        assert promised is not None and promised.due_at == case.opened_at + hours * HOUR
    read = remarks_of_origins([f"survey:{loop.ids['survey']}-"])[f"survey:{loop.ids['survey']}-"]
    assert read.polarity is Polarity.UNHAPPY
    assert Polarity.UNHAPPY in {one.polarity for one in read.aspects} and read.words


def it_waits_for_the_household(loop: Loop) -> None:
    before = script.settlement_of(loop)
    script.the_company_asks_back(loop)
    paused = script.settlement_of(loop)
    assert paused.paused_at == loop.at
    assert states_of(paused.subject)["answered_grave"] == "kept"
    script.the_household_replies(loop)
    running = script.settlement_of(loop)
    assert (running.paused_at, running.due_at) == (None, before.due_at + 5 * HOUR)


def it_goes_up_when_time_runs_out(loop: Loop) -> None:
    promised = script.settlement_of(loop)
    script.time_runs_out(loop, promised.due_at, promised.minutes)
    lead, owner = Role.QUALITY_LEAD, Role.OWNER
    assert told_of([promised.pk]) == {promised.pk: [(50, lead), (80, lead), (100, owner), (150, owner)]}
    assert script.settlement_of(loop).state == "broken"
    assert [one.kind for one in case_of(loop.ids["complaint"]).messages].count("escalation") == 1
    assert complaint(loop.ids["complaint"]).owner_id == loop.staff[Role.OWNER].id


def it_gives_back_what_two_people_agree_on(loop: Loop) -> None:
    adviser = loop.staff[Role.ADVISER]
    whose: dict[str, Any] = {"complaint_id": loop.ids["complaint"], "at": loop.at}
    with pytest.raises(Refusal, match=r"¥50\.00"):
        grant_compensation(**whose, amount_fen=GIVEN_BACK, text="返工", by=adviser)
    script.money_is_asked_for(loop)
    request = open_requests()[0]
    with pytest.raises(Refusal):
        decide_compensation(compensation_request_id=request.id, approved=True, text="", at=loop.at, by=adviser)
    assert balance_of(loop.visit.household_id) == 0
    script.a_second_person_approves(loop)
    with pytest.raises(Refusal):
        grant_compensation(**whose, amount_fen=1000, text="再来", by=loop.staff[Role.OWNER])
    assert balance_of(loop.visit.household_id) == -GIVEN_BACK
    assert [name for name, _body in bodies(loop)].count("billing.CompensationCredited") == 1


def it_settles_what_the_household_confirms(loop: Loop) -> None:
    script.it_is_resolved_contested_and_confirmed(loop)
    case = complaint(loop.ids["complaint"])
    assert (case.state, case.times_contested) == (ComplaintState.CONFIRMED, 1)
    assert [script.settlement_of(loop, number=one).state for one in (0, 1)] == ["broken", "kept"]


def it_pays_a_refund_in_time(loop: Loop) -> None:
    script.the_cause_is_worked_on(loop)
    script.a_refund_is_asked_for_and_granted(loop)
    promised = promise_of("refund_paid", f"refund_request:{loop.ids['refund']}")
    assert promised is not None and promised.due_at == promised.made_at + timedelta(days=15)
    script.the_refund_is_paid(loop)
    assert states_of(f"refund_request:{loop.ids['refund']}") == {"refund_decided": "kept", "refund_paid": "kept"}
    assert balance_of(loop.visit.household_id) == -GIVEN_BACK


def it_finds_out_whether_the_work_helped(loop: Loop) -> None:
    action_id = loop.ids["action"]
    assert script.one_looks(loop, visits=10, complaints=0) == "cannot_tell"
    assert corrective_action(action_id).state is ActionState.FINISHED
    assert script.one_looks(loop, visits=60, complaints=12) == "did_not_help"
    assert corrective_action(action_id).state is ActionState.REOPENED
    assert states_of(f"corrective_action:{action_id}") == {"action_done": "open"}
    script.finish_the_work(loop)
    assert script.one_looks(loop, visits=80, complaints=0) == "helped"
    found = corrective_action(action_id)
    assert (found.state, found.times_reopened) == (ActionState.EFFECTIVE, 1)
    assert states_of(f"corrective_action:{action_id}") == {"action_done": "kept"}


def it_can_prove_it(loop: Loop) -> None:
    lead = loop.staff[Role.QUALITY_LEAD]
    first, second = (
        pack_evidence(loop.ids["complaint"], at=loop.at + days * timedelta(days=1), by=lead) for days in (0, 3)
    )
    assert first.content == second.content
    assert verify(first.content).whole
    changed = bytearray(first.content)
    changed[len(changed) // 2] ^= 1
    assert not verify(bytes(changed)).whole

    assert sum(balances_under("").values()) == 0
    worth = sum(sign * body[name] for fact, body in bodies(loop) if (of := WORTH.get(fact)) for sign, name in [of])
    assert worth == balance_of(loop.visit.household_id) == PRICE - DELAY - GIVEN_BACK - REFUNDED - 130_00 + REFUNDED
    loop.after(days=400)
    ended = {one.state for one in promises_to(loop.visit.household_id, limit=500)}
    assert ended <= TERMINAL and {"kept", "broken"} <= ended
