from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.fieldwork.testing import AssignedVisit, arrive
from anjia.guarantees import queries
from anjia.guarantees.models import Allowance, Goodwill, take
from anjia.guarantees.operations import grant_goodwill
from anjia.guarantees.rules import Wish, worth_fen
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.promises.operations import publish_clause
from anjia.promises.rules import NO_REMEDY, Kind


def extra(visit: AssignedVisit, minutes: int, at: datetime, **more: object) -> int:
    values = {"visit_id": visit.visit_id, "title": "擦冰箱", "wish": Wish.ASKED, "by": visit.by, **more}
    return grant_goodwill(minutes=minutes, at=at, **values)


def test_extra_work_is_a_line_at_a_price_of_zero(visit: AssignedVisit) -> None:
    extra(visit, 20, arrive(visit))
    (line,) = queries.goodwill_of(visit.visit_id)
    assert (line.minutes, line.worth_fen, line.paid_percent) == (20, 16_67, 100)


def test_a_visit_gives_no_more_than_its_share(visit: AssignedVisit) -> None:
    at = arrive(visit)
    extra(visit, 36, at)  # 30 yuan: a fifth of the price
    with pytest.raises(Refusal, match=r"¥0\.83 is more than this visit still allows: ¥30\.00 of ¥30\.00") as refused:
        extra(visit, 1, at)
    assert refused.value.field == "minutes"


def test_a_month_gives_no_more_than_its_budget_and_the_visit_keeps_its_own(visit: AssignedVisit, owner: Actor) -> None:
    at = arrive(visit)
    publish_clause(
        kind=Kind.GOODWILL, minutes=0, most_fen=20_00, sentence="", effective_from=at, at=at, by=owner, remedy=NO_REMEDY
    )
    extra(visit, 20, at)
    with pytest.raises(Refusal, match="more than this visit still allows"):
        extra(visit, 20, at)
    used = dict(Allowance.objects.filter(name__startswith="goodwill").values_list("name", "used"))
    assert set(used.values()) == {16_67}


def test_what_the_month_refuses_is_not_used_up_on_the_visit(visit: AssignedVisit) -> None:
    at = arrive(visit)
    take(f"goodwill:caregiver:{visit.caregiver_id}:{day_of(at):%Y-%m}", 95_00, 100_00)
    with pytest.raises(Refusal, match=r"this month's budget: ¥95\.00 of ¥100\.00"):
        extra(visit, 20, at)
    assert not Allowance.objects.filter(name=f"goodwill:visit:{visit.visit_id}", used__gt=0).exists()


def test_the_next_month_has_a_new_budget(visit: AssignedVisit, dispatcher: Actor) -> None:
    at = arrive(visit)
    take(f"goodwill:caregiver:{visit.caregiver_id}:{day_of(at):%Y-%m}", 100_00, 100_00)
    extra(visit, 10, at + timedelta(days=30), by=dispatcher)
    assert [row.lines for row in queries.goodwill_of_month(day_of(at + timedelta(days=30)).replace(day=1))] == [1]


def test_the_same_tap_is_one_line(visit: AssignedVisit) -> None:
    at, tap = arrive(visit), uuid4()
    assert extra(visit, 10, at, client_id=tap) == extra(visit, 10, at, client_id=tap)
    assert len(queries.goodwill_of(visit.visit_id)) == 1


def test_she_gives_only_while_she_is_there(visit: AssignedVisit) -> None:
    with pytest.raises(Refusal, match="check in"):
        extra(visit, 10, visit.starts_at)
    with pytest.raises(Missing):
        extra(visit, 10, visit.starts_at, by=Actor("caregiver", visit.caregiver_id + 1))


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 10**9}, {"title": "\x00"}, {"wish": "surprise"}])
def test_what_cannot_be_is_refused(visit: AssignedVisit, wrong: dict[str, object]) -> None:
    at = arrive(visit)
    with pytest.raises(Refusal):
        extra(visit, **{"minutes": 10, "at": at, **wrong})


def test_lines_are_written_once(visit: AssignedVisit) -> None:
    extra(visit, 10, arrive(visit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Goodwill.objects.update(worth_fen=0)


@given(minutes=st.integers(1, 480), visit_minutes=st.integers(30, 600), price=st.integers(0, 10**7))
@settings(max_examples=60, deadline=None)
def test_worth_is_what_the_visit_costs_by_the_minute(minutes: int, visit_minutes: int, price: int) -> None:
    assert abs(worth_fen(minutes, visit_minutes, price) * visit_minutes - minutes * price) * 2 <= visit_minutes
