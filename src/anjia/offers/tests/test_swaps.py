"""Swaps: one takes over or both exchange; late ones and key households need the desk's word."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from anjia.booking.testing import plan_visit
from anjia.dispatch import operations as dispatch
from anjia.dispatch.queries import assignment_of
from anjia.dispatch.testing import visit_with
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.offers import operations, queries
from anjia.promises.queries import promises_of
from anjia.workforce.operations import record_leave

DESK = Actor("staff", 1, "周敏")


def me(caregiver_id: int) -> Actor:
    return Actor("caregiver", caregiver_id)


def swap(visit_id: int, caregiver_id: int, at: datetime, *, to: int | None = None) -> int:
    return operations.offer_swap(
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        client_id=uuid4(),
        to_caregiver_id=to,
        note="孩子发烧",
        at=at,
        by=me(caregiver_id),
    )


def take(offer_id: int, caregiver_id: int, at: datetime, *, back: int | None = None) -> str:
    return operations.accept_offer(
        offer_id=offer_id, caregiver_id=caregiver_id, back_visit_id=back, at=at, by=me(caregiver_id)
    )


def who(visit_id: int) -> int:
    given = assignment_of(visit_id)
    assert given is not None
    return given.caregiver_id


def test_early_enough_it_goes_over_at_once(wang: int, li: int, zhao: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    offer_id = swap(visit_id, wang, at)
    assert {one.caregiver_id for one in queries.invited_of(offer_id)} == {li, zhao}
    assert who(visit_id) == wang
    assert take(offer_id, zhao, at) == "taken"
    assert who(visit_id) == zhao
    with pytest.raises(Refusal, match="赵琴 has just taken it"):
        take(offer_id, li, at)


def test_both_exchange_even_at_the_same_time_of_day(wang: int, li: int, at: datetime) -> None:
    mine = visit_with(wang, at=at)
    hers = visit_with(li, at=at, starts_at=at + timedelta(days=3))
    offer_id = swap(mine, wang, at)
    assert take(offer_id, li, at, back=hers) == "taken"
    assert (who(mine), who(hers)) == (li, wang)


def test_an_exchange_that_one_cannot_keep_changes_nothing(wang: int, li: int, at: datetime) -> None:
    mine = visit_with(wang, at=at)
    hers = visit_with(li, at=at, starts_at=at + timedelta(days=3))
    away = at + timedelta(days=3, hours=-2)
    offer_id = swap(mine, wang, at)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + timedelta(hours=8), at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="on leave"):
        take(offer_id, li, at, back=hers)
    assert (who(mine), who(hers)) == (wang, li)
    assert queries.offer(offer_id).is_open(at)


def test_close_before_the_visit_the_desk_must_agree(wang: int, li: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    late = at + timedelta(days=1, hours=4)
    offer_id = swap(visit_id, wang, late)
    assert take(offer_id, li, late) == "accepted"
    assert take(offer_id, li, late) == "accepted"
    assert who(visit_id) == wang
    (promise,) = promises_of([f"offer:{offer_id}"])[f"offer:{offer_id}"]
    assert promise.due_at == queries.offer(offer_id).expires_at
    for _time in range(2):
        operations.agree_to_swap(offer_id=offer_id, at=late, by=DESK)
    assert who(visit_id) == li
    (promise,) = promises_of([f"offer:{offer_id}"])[f"offer:{offer_id}"]
    assert promise.state == "kept"


def test_a_no_keeps_it_hers_with_the_reason(wang: int, li: int, at: datetime) -> None:
    visit_id, late = visit_with(wang, at=at), at + timedelta(days=1, hours=4)
    offer_id = swap(visit_id, wang, late)
    take(offer_id, li, late)
    for _time in range(2):
        operations.refuse_swap(offer_id=offer_id, answer="客户指定王阿姨", at=late, by=DESK)
    assert queries.swaps_of(wang)[0].answer == "客户指定王阿姨"
    assert who(visit_id) == wang
    with pytest.raises(Refusal, match="does not wait"):
        operations.agree_to_swap(offer_id=offer_id, at=late, by=DESK)


def test_what_the_desk_did_not_agree_to_in_time_has_ended_before_it_is_written_down(
    wang: int, li: int, at: datetime
) -> None:
    visit_id, late = visit_with(wang, at=at), at + timedelta(days=1, hours=4)
    offer_id = swap(visit_id, wang, late)
    take(offer_id, li, late)
    one = queries.offer(offer_id)
    assert one.state_at(one.expires_at - timedelta(seconds=1)) == "accepted"
    assert one.state_at(one.expires_at) == "expired"
    for _before_and_after_it_is_written_down in range(2):
        with pytest.raises(Refusal, match="does not wait"):
            operations.agree_to_swap(offer_id=offer_id, at=one.expires_at, by=DESK)
        with pytest.raises(Refusal, match="does not wait"):
            operations.refuse_swap(offer_id=offer_id, answer="太晚", at=one.expires_at, by=DESK)
        operations.expire_offers(at=one.expires_at)
    assert queries.offer(offer_id).state == "expired"
    assert who(visit_id) == wang


def test_nobody_accepts_and_it_stays_hers(wang: int, li: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    offer_id = swap(visit_id, wang, at)
    assert operations.expire_offers(at=at + timedelta(days=2)) == 1
    assert queries.offer(offer_id).state == "expired"
    assert who(visit_id) == wang


def test_only_her_own_visit_and_only_who_is_free(wang: int, li: int, zhao: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    with pytest.raises(Missing):
        swap(visit_id, li, at)
    visit_with(zhao, at=at)
    with pytest.raises(Refusal, match="赵琴 is not free"):
        swap(visit_id, wang, at, to=zhao)
    offer_id = swap(visit_id, wang, at, to=li)
    with pytest.raises(Missing):
        take(offer_id, zhao, at)
    with pytest.raises(Missing):
        operations.withdraw_offer(offer_id=offer_id, caregiver_id=li, at=at, by=me(li))
    not_hers = plan_visit(at=at, starts_at=at + timedelta(days=4))
    with pytest.raises(Missing):
        take(offer_id, li, at, back=not_hers)


def test_the_desk_may_give_it_to_somebody_else_meanwhile(wang: int, li: int, zhao: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    offer_id = swap(visit_id, wang, at)
    dispatch.reassign(visit_id=visit_id, caregiver_id=zhao, reason="熟客", at=at, by=DESK)
    with pytest.raises(Refusal, match="somebody else meanwhile"):
        take(offer_id, li, at)
    assert operations.close_stale_offers(visit_id=visit_id, at=at) == 1


def test_the_same_tap_is_one_offer(wang: int, li: int, at: datetime) -> None:
    visit_id, tap = visit_with(wang, at=at), uuid4()
    made = {
        operations.offer_swap(visit_id=visit_id, caregiver_id=wang, client_id=tap, at=at, by=me(wang))
        for _time in range(2)
    }
    assert len(made) == 1
