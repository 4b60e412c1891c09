"""A proposal on the household's phone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from anjia.dispatch.testing import caregiver
from anjia.interfaces.household.tests.test_booking import opened, page
from anjia.kernel.clock import clock_at, minute_of
from anjia.sales import queries
from anjia.sales.operations import SentProposal
from anjia.sales.testing import Asking, ask, propose


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def asking(scope: int, now: datetime) -> Asking:
    return ask(at=now)


@pytest.fixture
def sent(asking: Asking, now: datetime) -> SentProposal:
    return propose(asking, at=now, visits=2)


@pytest.fixture
def home(asking: Asking, now: datetime) -> Client:
    return opened(asking.household_id, now)


def test_it_says_what_for_how_much_and_what_not(home: Client, sent: SentProposal) -> None:
    assert "A proposal waits for you" in page(home, "/home/")
    shown = page(home, f"/home/proposals/{sent.id}/")
    for words in ("日常保洁", "¥300.00", "不擦外窗", "请准备好吸尘器", "2 visits"):
        assert words in shown


def test_accepting_twice_is_once_and_leads_to_the_times(home: Client, sent: SentProposal, asking: Asking) -> None:
    for _ in range(2):
        home.post(f"/home/proposals/{sent.id}/accept/")
    assert queries.proposal(sent.id).state == "accepted"
    shown = page(home, f"/home/proposals/{sent.id}/")
    assert f"/home/times/?proposal={sent.id}&amp;offering={asking.offering_id}" in shown
    assert "2 without a time" in shown
    assert "Choose your times" in page(home, "/home/")


def test_each_visit_of_a_proposal_gets_its_time_at_its_price(
    home: Client, sent: SentProposal, asking: Asking, at: datetime
) -> None:
    fang = caregiver(at=at)
    home.post(f"/home/proposals/{sent.id}/accept/")
    for day in (1, 2):
        wish = {"proposal": sent.id, "offering": asking.offering_id}
        start = f"{minute_of(at + timedelta(days=day))}-{fang}"
        held = home.post("/home/times/hold/", {**wish, "start": start}).headers["Location"]
        assert home.post(f"{held}confirm/").status_code == 302
    assert "All visits have their times." in page(home, f"/home/proposals/{sent.id}/")
    assert home.get(f"/home/times/?proposal={sent.id}&offering={asking.offering_id}").status_code == 404


def test_declining_is_said_kindly(home: Client, sent: SentProposal) -> None:
    home.post(f"/home/proposals/{sent.id}/decline/", {"reason": "太贵"})
    assert queries.proposal(sent.id).decline_reason == "太贵"
    assert "You declined this proposal." in page(home, f"/home/proposals/{sent.id}/")
    refused = home.post(f"/home/proposals/{sent.id}/accept/")
    assert refused.status_code == 422
    assert "This proposal was declined" in refused.content.decode()


def test_after_its_last_day_it_only_reads(home: Client, sent: SentProposal, now: datetime) -> None:
    with clock_at(now + timedelta(days=9)):
        assert "no longer valid" in page(home, f"/home/proposals/{sent.id}/")
        assert home.post(f"/home/proposals/{sent.id}/accept/").status_code == 422


def test_before_it_is_accepted_no_time_is_given(home: Client, sent: SentProposal, asking: Asking) -> None:
    assert home.get(f"/home/times/?proposal={sent.id}&offering={asking.offering_id}").status_code == 404


def test_another_households_proposal_is_not_there(sent: SentProposal, now: datetime) -> None:
    other = opened(ask(at=now, phone="13800138000").household_id, now)
    assert other.get(f"/home/proposals/{sent.id}/").status_code == 404
    for verb in ("accept", "decline"):
        assert other.post(f"/home/proposals/{sent.id}/{verb}/").status_code == 404
    assert queries.proposal(sent.id).state == "sent"
