"""Money back beyond one's own bound."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_clause
from anjia.quality import queries
from anjia.quality.models import CompensationDecision
from anjia.quality.operations import decide_compensation, grant_compensation, open_complaint, request_compensation
from anjia.quality.testing import caregiver, visit_done

HOUR = timedelta(hours=1)


@pytest.fixture
def dear(adviser: Actor, lead: Actor, owner: Actor, at: datetime) -> int:
    """A complaint about a visit of 450 yuan: the adviser's bound is 50, the lead's 200, the owner's 500."""
    scene = visit_done(at=at, price_fen=45000, caregiver_id=caregiver(at=at, phone="13700000021"))
    return open_complaint(
        household_id=scene.household_id, visit_id=scene.visit_id, text="地板刮花", at=at, by=scene.household
    )


def grant(complaint_id: int, fen: int, by: Actor, at: datetime) -> None:
    grant_compensation(complaint_id=complaint_id, amount_fen=fen, text="地板修补", at=at, by=by)


def request(complaint_id: int, fen: int, by: Actor, at: datetime) -> int:
    return request_compensation(complaint_id=complaint_id, amount_fen=fen, text="地板修补", at=at, by=by)


def decide(request_id: int, approved: bool, by: Actor, at: datetime, text: str = "") -> None:
    decide_compensation(compensation_request_id=request_id, approved=approved, text=text, at=at, by=by)


def test_each_role_gives_back_within_its_bound(
    dear: int, adviser: Actor, lead: Actor, owner: Actor, at: datetime
) -> None:
    bounds = [queries.authority_of(who, at=at).bound_fen for who in (adviser, lead, owner)]
    assert bounds == [5000, 20000, 50000]
    grant(dear, 5000, adviser, at)


def test_more_than_ones_own_bound_is_refused_with_bound_and_who_can(dear: int, adviser: Actor, at: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        grant(dear, 5001, adviser, at)
    assert all(words in refusal.value.sentence for words in ("¥50.01", "¥50.00", "周敏", "沈安"))
    with pytest.raises(Refusal) as refusal:
        grant(dear, 20001, adviser, at)
    assert "周敏" not in refusal.value.sentence
    assert "沈安" in refusal.value.sentence


def test_a_second_person_of_a_higher_role_grants_it_once(dear: int, adviser: Actor, lead: Actor, at: datetime) -> None:
    request_id = request(dear, 18000, adviser, at)
    assert [one.id for one in queries.open_requests()] == [request_id]
    decide(request_id, True, lead, at + HOUR)
    granted = queries.case_of(dear).granted
    assert granted is not None
    assert (granted.amount_fen, granted.by_name) == (18000, "周敏")
    with pytest.raises(Refusal):
        decide(request_id, True, lead, at + HOUR)
    assert len(latest_facts(names=["quality.CompensationGranted"])) == 1
    assert queries.open_requests() == []


def test_nobody_approves_what_they_asked_for_or_beyond_their_bound(
    dear: int, adviser: Actor, lead: Actor, owner: Actor, at: datetime
) -> None:
    request_id = request(dear, 30000, lead, at)
    for who in (lead, adviser):
        with pytest.raises(Refusal, match="沈安"):
            decide(request_id, True, who, at)
    decide(request_id, True, owner, at)


def test_a_bound_lowered_by_clause_counts_for_later_complaints(lead: Actor, owner: Actor, at: datetime) -> None:
    publish_clause(kind="compensation_lead", minutes=0, most_fen=1000, sentence="", effective_from=at, at=at, by=owner)
    assert queries.authority_of(lead, at=at + HOUR).bound_fen == 5000  # what an adviser may do, the lead may too


def test_a_no_needs_a_word_and_leaves_room_for_another_request(
    dear: int, adviser: Actor, lead: Actor, at: datetime
) -> None:
    first = request(dear, 18000, adviser, at)
    with pytest.raises(Refusal):
        decide(first, False, lead, at)
    with pytest.raises(Refusal, match="顾青"):
        request(dear, 10000, adviser, at)
    decide(first, False, lead, at, "先看维修报价")
    second = request(dear, 12000, adviser, at)
    assert [one.approved for one in queries.requests_of_complaint(dear)] == [False, None]
    decide(second, True, lead, at)


def test_within_the_own_bound_nobody_is_asked_and_clause_and_price_hold_for_requests(
    dear: int, adviser: Actor, lead: Actor, at: datetime
) -> None:
    for fen in (4000, 45001, 0, -5, 10**15):
        with pytest.raises(Refusal):
            request(dear, fen, adviser, at)
    grant(dear, 4000, adviser, at)
    with pytest.raises(Refusal):
        request(dear, 18000, adviser, at)


def test_a_grant_by_somebody_else_leaves_nothing_to_approve(
    dear: int, adviser: Actor, lead: Actor, at: datetime
) -> None:
    request_id = request(dear, 18000, adviser, at)
    grant(dear, 10000, lead, at)
    with pytest.raises(Refusal, match="¥100"):
        decide(request_id, True, lead, at)
    assert queries.requests_of_complaint(dear)[0].approved is None


def test_the_database_keeps_one_decision_for_good(dear: int, adviser: Actor, lead: Actor, at: datetime) -> None:
    decide(request(dear, 18000, adviser, at), True, lead, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompensationDecision.objects.update(approved=False)


def test_another_company_decides_nothing(
    dear: int, adviser: Actor, lead: Actor, stranger_id: int, at: datetime
) -> None:
    request_id = request(dear, 18000, adviser, at)
    with company_scope(stranger_id), pytest.raises(Missing):
        decide(request_id, True, lead, at)
