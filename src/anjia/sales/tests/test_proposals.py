"""Proposals: sent, accepted, declined, lapsed."""

from datetime import date, datetime, timedelta

import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.sales import queries
from anjia.sales.operations import (
    NewLine,
    accept_proposal,
    decline_proposal,
    lapse_proposals,
    send_proposal,
)
from anjia.sales.testing import Asking, ask, propose

pytestmark = pytest.mark.usefixtures("scope")
HOUSEHOLD = Actor("household", 1, "陈女士")


def names(proposal_id: int) -> list[str]:
    return [fact.name.partition(".")[2] for fact in story_of(f"proposal:{proposal_id}")][::-1]


def line(asking: Asking, **changed: int) -> NewLine:
    given = {"offering_id": asking.offering_id, "minutes": 180, "visits": 4, "unit_price_fen": 15000}
    return NewLine(**{**given, **changed})


def send(asking: Asking, at: datetime, lines: list[NewLine], valid_on: date | None = None) -> int:
    return send_proposal(
        enquiry_id=asking.enquiry_id,
        home_id=asking.home_id,
        lines=lines,
        not_included="",
        needed_from_household="",
        valid_on=valid_on,
        at=at,
        by=SYSTEM,
    ).id


def test_a_proposal_says_what_it_costs_and_what_it_does_not_cover(at: datetime) -> None:
    sent = propose(ask(at=at), at=at)
    proposal = queries.proposal(sent.id)
    assert proposal.total_fen == 60000
    assert (proposal.not_included, proposal.needed_from_household) == ("不擦外窗", "请准备好吸尘器")
    assert [(one.title, one.amount_fen) for one in proposal.lines] == [("日常保洁", 60000)]
    assert proposal.valid_until == midnight(day_of(at) + timedelta(days=8))


def test_its_link_finds_it_from_outside_and_no_other_does(at: datetime, company_id: int) -> None:
    asking = ask(at=at)
    sent = propose(asking, at=at)
    found = queries.proposal_by_token(sent.token)
    assert found is not None
    assert (found.proposal_id, found.household_id, found.company_id) == (sent.id, asking.household_id, company_id)
    assert queries.proposal_by_token(sent.token + "x") is None
    assert queries.proposal_by_token("") is None


def test_accepting_twice_is_once_and_wins_the_enquiry(at: datetime) -> None:
    asking = ask(at=at)
    sent = propose(asking, at=at)
    assert accept_proposal(proposal_id=sent.id, at=at, by=HOUSEHOLD)
    assert not accept_proposal(proposal_id=sent.id, at=at, by=HOUSEHOLD)
    assert queries.enquiry(asking.enquiry_id).state == "won"
    assert names(sent.id) == ["ProposalSent", "ProposalAccepted"]


def test_a_declined_proposal_leaves_something_to_talk_about(at: datetime) -> None:
    asking = ask(at=at)
    sent = propose(asking, at=at)
    assert decline_proposal(proposal_id=sent.id, reason="太贵", at=at, by=HOUSEHOLD)
    assert not decline_proposal(proposal_id=sent.id, reason="太贵", at=at, by=HOUSEHOLD)
    assert queries.enquiry(asking.enquiry_id).state == "contacted"
    assert queries.proposal(sent.id).decline_reason == "太贵"
    with pytest.raises(Refusal):
        accept_proposal(proposal_id=sent.id, at=at, by=HOUSEHOLD)


def test_a_newer_proposal_replaces_the_one_before(at: datetime) -> None:
    asking = ask(at=at)
    first, second = propose(asking, at=at), propose(asking, at=at, visits=8)
    assert queries.proposal(first.id).state == "replaced"
    with pytest.raises(Refusal):
        accept_proposal(proposal_id=first.id, at=at, by=HOUSEHOLD)
    assert accept_proposal(proposal_id=second.id, at=at, by=HOUSEHOLD)
    assert [one.id for one in queries.proposals_of_household(asking.household_id)] == [second.id]


def test_after_its_last_day_it_can_no_longer_be_accepted_even_before_the_sweep(at: datetime) -> None:
    sent = propose(ask(at=at), at=at, valid_on=day_of(at))
    night = midnight(day_of(at) + timedelta(days=1))
    with pytest.raises(Refusal, match=r"(?<!年)11月22日|22 November\."):
        accept_proposal(proposal_id=sent.id, at=night, by=HOUSEHOLD)
    assert accept_proposal(proposal_id=sent.id, at=night - timedelta(seconds=1), by=HOUSEHOLD)


def test_the_sweep_lapses_what_is_due_in_every_company_once(at: datetime, stranger_id: int) -> None:
    asking = ask(at=at)
    mine = propose(asking, at=at)
    with company_scope(stranger_id):
        theirs = propose(ask(at=at), at=at, valid_on=day_of(at))
    due = at + timedelta(days=1)
    assert lapse_proposals(at=due) == 1
    assert lapse_proposals(at=due + timedelta(days=30)) == 1
    assert lapse_proposals(at=due + timedelta(days=30)) == 0
    assert queries.proposal(mine.id).state == "lapsed"
    assert names(mine.id) == ["ProposalSent", "ProposalLapsed"]
    assert queries.enquiry(asking.enquiry_id).state == "contacted"
    with company_scope(stranger_id):
        assert queries.proposal(theirs.id).state == "lapsed"


@pytest.mark.parametrize(
    "changed",
    [
        {"minutes": 14},
        {"minutes": 1441},
        {"visits": 0},
        {"visits": 401},
        {"unit_price_fen": -1},
        {"unit_price_fen": 10**11 + 1},
        {"unit_price_fen": 10**11, "visits": 2},
    ],
)
def test_an_impossible_line_is_refused(at: datetime, changed: dict[str, int]) -> None:
    asking = ask(at=at)
    with pytest.raises(Refusal):
        send(asking, at, [line(asking, **changed)])
    assert queries.proposals_of_enquiry(asking.enquiry_id) == []


def test_a_proposal_needs_lines_but_not_too_many(at: datetime) -> None:
    asking = ask(at=at)
    for count in (0, 21):
        with pytest.raises(Refusal):
            send(asking, at, [line(asking)] * count)


@pytest.mark.parametrize("days", [-1, 181])
def test_a_last_day_in_the_past_or_far_away_is_refused(at: datetime, days: int) -> None:
    asking = ask(at=at)
    with pytest.raises(Refusal) as refused:
        send(asking, at, [line(asking)], valid_on=day_of(at) + timedelta(days=days))
    assert refused.value.field == "valid_on"


def test_another_companys_proposal_is_missing(at: datetime, stranger_id: int) -> None:
    sent = propose(ask(at=at), at=at)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.proposal(sent.id)
        with pytest.raises(Missing):
            accept_proposal(proposal_id=sent.id, at=at, by=HOUSEHOLD)
        with pytest.raises(Missing):
            decline_proposal(proposal_id=sent.id, reason="", at=at, by=HOUSEHOLD)


def test_another_households_home_is_missing(at: datetime) -> None:
    asking, other = ask(at=at), ask(at=at, phone="13800138000")
    with pytest.raises(Missing):
        send_proposal(
            enquiry_id=asking.enquiry_id,
            home_id=other.home_id,
            lines=[line(asking)],
            not_included="",
            needed_from_household="",
            at=at,
            by=SYSTEM,
        )
