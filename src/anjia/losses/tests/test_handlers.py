"""Each event makes its loss once, however often it is heard."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.booking.operations import cancel_visit
from anjia.booking.testing import lay_ground, plan_visit
from anjia.fieldwork.events import IncidentReported, VisitCompleted
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.queries import latest_facts
from anjia.losses import handlers, queries
from anjia.losses.queries import LossFilter, LossSummary
from anjia.sales.operations import (
    NewLine,
    accept_proposal,
    decline_proposal,
    lapse_proposals,
    lose_enquiry,
    receive_enquiry,
    send_proposal,
)

DAY = timedelta(days=1)


def heard_twice(handler: Callable[..., None], name: str, at: datetime) -> None:
    event = latest_facts(names=[name])[0].event
    for _n in range(2):
        handler(event, at=at)


def losses() -> tuple[LossSummary, ...]:
    return queries.losses_page(LossFilter()).losses


@pytest.fixture
def enquiry(scope: int, at: datetime) -> int:
    ground = lay_ground(at=at)
    given: dict[str, Any] = {"household_id": ground.household_id, "offering_id": ground.offering_id}
    return receive_enquiry(**given, channel="phone", text="想找人打扫", at=at, by=SYSTEM)


def proposed(enquiry_id: int, at: datetime) -> int:
    ground = lay_ground(at=at)
    line = NewLine(offering_id=ground.offering_id, minutes=180, visits=4, unit_price_fen=15000)
    home = {"enquiry_id": enquiry_id, "home_id": ground.home_id}
    sent = send_proposal(**home, lines=[line], not_included="", needed_from_household="", at=at, by=SYSTEM)
    return sent.id


def test_a_lost_enquiry_is_a_loss_worth_one_visit(enquiry: int, lead: Actor, at: datetime) -> None:
    lose_enquiry(enquiry_id=enquiry, reason="price", note="比同行贵", at=at + DAY, by=lead)
    heard_twice(handlers.lose_the_enquiry, "sales.EnquiryLost", at + DAY)
    (found,) = losses()
    assert (found.lost, found.subject, found.guess) == ("enquiry", f"enquiry:{enquiry}", "price.too_high")
    assert (found.amount_fen, found.words, found.reason) == (15000, "比同行贵", "")


def test_a_declined_proposal_is_a_loss_of_its_total(enquiry: int, at: datetime) -> None:
    decline_proposal(proposal_id=proposed(enquiry, at), reason="超出预算了", at=at + DAY, by=SYSTEM)
    heard_twice(handlers.lose_the_declined_proposal, "sales.ProposalDeclined", at + DAY)
    assert [(one.lost, one.amount_fen, one.guess) for one in losses()] == [("proposal", 60000, "price.over_budget")]


def test_the_same_money_is_counted_once(enquiry: int, lead: Actor, at: datetime) -> None:
    decline_proposal(proposal_id=proposed(enquiry, at), reason="再想想", at=at + DAY, by=SYSTEM)
    handlers.lose_the_declined_proposal(latest_facts(names=["sales.ProposalDeclined"])[0].event, at=at + DAY)
    lose_enquiry(enquiry_id=enquiry, reason="no_answer", at=at + 2 * DAY, by=lead)
    handlers.lose_the_enquiry(latest_facts(names=["sales.EnquiryLost"])[0].event, at=at + 2 * DAY)
    assert sum(one.amount_fen for one in losses()) == 60000
    assert len(losses()) == 2


def test_a_proposal_that_falls_with_its_enquiry_is_counted_there(enquiry: int, lead: Actor, at: datetime) -> None:
    proposed(enquiry, at)
    lose_enquiry(enquiry_id=enquiry, reason="price", at=at + DAY, by=lead)
    handlers.lose_the_enquiry(latest_facts(names=["sales.EnquiryLost"])[0].event, at=at + DAY)
    assert [one.amount_fen for one in losses()] == [60000]


def test_a_lapsed_proposal_is_a_loss_and_one_accepted_later_is_none(enquiry: int, at: datetime) -> None:
    proposed(enquiry, at)
    lapse_proposals(at=at + 30 * DAY)
    heard_twice(handlers.lose_the_lapsed_proposal, "sales.ProposalLapsed", at + 30 * DAY)
    assert [one.guess for one in losses()] == ["contact.no_reply"]
    again = proposed(enquiry, at + 31 * DAY)
    accept_proposal(proposal_id=again, at=at + 32 * DAY, by=SYSTEM)
    heard_twice(handlers.find_the_proposal_again, "sales.ProposalAccepted", at + 32 * DAY)
    assert losses() == ()
    assert len(latest_facts(names=["losses.LossRecovered"])) == 1


def test_a_cancelled_visit_takes_its_order_with_it(scope: int, at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + 3 * DAY)
    cancel_visit(visit_id=visit_id, reason="临时出差", at=at + DAY, by=SYSTEM)
    heard_twice(handlers.lose_the_visit, "booking.VisitCancelled", at + DAY)
    assert [(one.lost, one.amount_fen, one.guess) for one in losses()] == [("order", 15000, "need.plan_changed")]


def test_a_door_that_stays_shut_is_a_loss_unless_the_visit_takes_place(scope: int, at: datetime) -> None:
    visit_id, ground = plan_visit(at=at), lay_ground(at=at)
    who = {"visit_id": visit_id, "caregiver_id": 1, "household_id": ground.household_id}
    shut = IncidentReported(**who, incident_id=1, kind="access_refused", text="门禁进不去")
    damage = IncidentReported(**who, incident_id=2, kind="damage", text="花瓶")
    for event in (shut, shut, damage):
        handlers.lose_the_visit_at_the_door(event, at=at)
    assert [(one.lost, one.guess) for one in losses()] == [("visit", "door.not_let_in")]
    done = VisitCompleted(**who, order_id=1, offering_id=ground.offering_id, starts_at=at, minutes=180, price_fen=15000)
    for _n in range(2):
        handlers.find_the_visit_again(done, at=at + DAY)
    assert losses() == ()


def test_an_enquiry_won_later_was_not_lost(enquiry: int, lead: Actor, at: datetime) -> None:
    from anjia.sales.operations import win_enquiry

    decline_proposal(proposal_id=proposed(enquiry, at), reason="再想想", at=at, by=SYSTEM)
    handlers.lose_the_declined_proposal(latest_facts(names=["sales.ProposalDeclined"])[0].event, at=at)
    win_enquiry(enquiry_id=enquiry, at=at + DAY, by=lead)
    heard_twice(handlers.find_the_enquiry_again, "sales.EnquiryWon", at + DAY)
    assert losses() == ()
