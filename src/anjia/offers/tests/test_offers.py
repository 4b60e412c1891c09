"""A visit put to several: the first has it, the others hear who was quicker, and it ends once."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from anjia.booking.operations import cancel_visit, move_visit
from anjia.booking.testing import plan_visit
from anjia.dispatch import operations as dispatch
from anjia.dispatch.queries import assignment_of
from anjia.dispatch.testing import visit_with
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.offers import operations, queries
from anjia.offers.models import Offer

DESK = Actor("staff", 1, "周敏")


def me(caregiver_id: int) -> Actor:
    return Actor("caregiver", caregiver_id)


@pytest.fixture
def visit_id(scope: int, at: datetime) -> int:
    """A visit on Tuesday at ten that nobody has."""
    return plan_visit(at=at, starts_at=at + timedelta(days=2))


@pytest.fixture
def offer_id(visit_id: int, wang: int, li: int, at: datetime) -> int:
    return operations.offer_visit(visit_id=visit_id, at=at, by=DESK)


def take(offer_id: int, caregiver_id: int, at: datetime) -> str:
    return operations.accept_offer(offer_id=offer_id, caregiver_id=caregiver_id, at=at, by=me(caregiver_id))


def test_the_first_has_it_and_the_second_reads_who(
    offer_id: int, visit_id: int, wang: int, li: int, at: datetime
) -> None:
    assert take(offer_id, li, at) == "taken"
    assert take(offer_id, li, at) == "taken"
    given = assignment_of(visit_id)
    assert given is not None
    assert given.caregiver_id == li
    with pytest.raises(Refusal, match="李敏 has just taken it"):
        take(offer_id, wang, at)


def test_it_is_put_to_those_who_can_with_pay_and_reasons(offer_id: int, wang: int, li: int) -> None:
    asked = queries.invited_of(offer_id)
    assert {one.caregiver_id for one in asked} == {wang, li}
    assert all(one.reasons and one.pay_fen == 3800 * 3 for one in asked)


def test_only_who_was_asked_can_take_it(visit_id: int, wang: int, li: int, at: datetime, stranger_id: int) -> None:
    offer_id = operations.offer_visit(visit_id=visit_id, caregiver_ids=[wang], at=at, by=DESK)
    with pytest.raises(Missing):
        take(offer_id, li, at)
    with company_scope(stranger_id):
        for act in (lambda: take(offer_id, wang, at), lambda: queries.offer(offer_id)):
            with pytest.raises(Missing):
                act()


def test_a_visit_is_offered_once_at_a_time(offer_id: int, visit_id: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="offered already"):
        operations.offer_visit(visit_id=visit_id, at=at, by=DESK)


def test_the_sweep_ends_it_once_and_it_can_be_offered_again(
    offer_id: int, visit_id: int, wang: int, li: int, at: datetime
) -> None:
    operations.decline_offer(offer_id=offer_id, caregiver_id=wang, at=at, by=me(wang))
    late = at + timedelta(hours=3)
    with pytest.raises(Refusal, match="ended on"):
        take(offer_id, li, late)
    assert operations.expire_offers(at=at + timedelta(minutes=30)) == 0
    assert operations.expire_offers(at=late) == 1
    assert operations.expire_offers(at=late) == 0
    assert queries.offer(offer_id).state == "expired"
    again = operations.offer_visit(visit_id=visit_id, at=late, by=DESK)
    assert [one.caregiver_id for one in queries.invited_of(again)] == [li]


@pytest.mark.slow
def test_hard_rules_are_asked_again_when_she_accepts(
    offer_id: int, visit_id: int, li: int, wang: int, at: datetime
) -> None:
    other = plan_visit(at=at, starts_at=at + timedelta(days=2, hours=1))
    dispatch.assign_visit(visit_id=other, caregiver_id=li, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match=r"has something else on .* already"):
        take(offer_id, li, at)
    assert queries.offer(offer_id).is_open(at)
    assert take(offer_id, wang, at) == "taken"


@pytest.mark.parametrize("how", ["assigned", "moved", "cancelled"])
def test_it_ends_when_the_visit_is_no_longer_so_heard_twice(
    offer_id: int, visit_id: int, wang: int, li: int, at: datetime, how: str
) -> None:
    acts = {
        "assigned": lambda: dispatch.assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=DESK),
        "moved": lambda: move_visit(visit_id=visit_id, starts_at=at + timedelta(days=3), at=at, by=DESK),
        "cancelled": lambda: cancel_visit(visit_id=visit_id, reason="不要了", at=at, by=DESK),
    }
    acts[how]()
    jobs.run_due_jobs(at=at)
    assert queries.offer(offer_id).state == "gone"
    assert operations.close_stale_offers(visit_id=visit_id, at=at) == 0
    with pytest.raises(Refusal, match="taken back"):
        take(offer_id, li, at)


def test_taken_back_is_over(offer_id: int, li: int, at: datetime) -> None:
    for _time in range(2):
        operations.withdraw_offer(offer_id=offer_id, at=at, by=DESK)
    with pytest.raises(Refusal, match="taken back"):
        take(offer_id, li, at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Offer.objects.filter(pk=offer_id).update(state="open")


def test_what_cannot_be_offered_is_refused_in_words(wang: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="has a caregiver"):
        operations.offer_visit(visit_id=visit_with(wang, at=at), at=at, by=DESK)
    nobody = plan_visit(at=at, starts_at=at + timedelta(days=2))
    with pytest.raises(Refusal, match="Nobody is free"):
        operations.offer_visit(visit_id=nobody, at=at, by=DESK)
    soon = plan_visit(at=at, starts_at=at + timedelta(minutes=45))
    with pytest.raises(Refusal, match="less than an hour"):
        operations.offer_visit(visit_id=soon, at=at, by=DESK)
    with pytest.raises(Refusal, match="between"):
        operations.offer_visit(visit_id=soon, minutes=1, at=at, by=DESK)
    assert not Offer.objects.exists()
