from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.operations import publish_clause, publish_standard_clauses
from anjia.quality import queries
from anjia.quality.events import CompensationGranted
from anjia.quality.models import Compensation
from anjia.quality.operations import grant_compensation, open_complaint
from anjia.quality.testing import Scene

HOUR = timedelta(hours=1)
FIRST = date(2026, 11, 22)


def grant(complaint_id: int, amount_fen: int, at: datetime, by: Actor) -> None:
    grant_compensation(complaint_id=complaint_id, amount_fen=amount_fen, text="窗台没有擦", at=at, by=by)


def test_up_to_the_price_of_the_visit_is_granted_and_told(
    complaint: int, lead: Actor, scene: Scene, at: datetime
) -> None:
    grant(complaint, 15000, at, lead)
    fact = latest_facts(names=["quality.CompensationGranted"])[0].event
    assert isinstance(fact, CompensationGranted)
    assert (fact.amount_fen, fact.household_id, fact.complaint_id, fact.clause_version) == (
        15000,
        scene.household_id,
        complaint,
        1,
    )
    granted = queries.case_of(complaint).granted
    assert granted is not None
    assert (granted.amount_fen, granted.by_name) == (15000, "周敏")


def test_more_than_the_visit_cost_is_refused_in_plain_words(complaint: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        grant(complaint, 15001, at, lead)
    assert "¥150.01" in refusal.value.sentence
    assert "¥150.00" in refusal.value.sentence
    assert refusal.value.field == "amount"


@pytest.mark.parametrize("amount_fen", [0, -1, 10**15])
def test_nothing_less_than_nothing_and_a_fortune_are_refused(
    complaint: int, lead: Actor, at: datetime, amount_fen: int
) -> None:
    with pytest.raises(Refusal):
        grant(complaint, amount_fen, at, lead)
    assert not Compensation.objects.exists()


def test_a_second_time_is_refused_with_amount_and_day(complaint: int, lead: Actor, at: datetime) -> None:
    grant(complaint, 5000, at, lead)
    with pytest.raises(Refusal) as refusal:
        grant(complaint, 1000, at + HOUR, lead)
    assert all(word in refusal.value.sentence for word in ("¥50.00", day_in_words(FIRST, beside=FIRST), "周敏"))
    assert day_in_words(FIRST) not in refusal.value.sentence
    with pytest.raises(Refusal) as refusal:
        grant(complaint, 1000, at + timedelta(days=60), lead)
    assert day_in_words(FIRST) in refusal.value.sentence
    assert len(latest_facts(names=["quality.CompensationGranted"])) == 1


def test_the_database_itself_refuses_a_second_time(complaint: int, lead: Actor, at: datetime) -> None:
    grant(complaint, 5000, at, lead)
    row = Compensation.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_clause_of_the_day_of_the_complaint_bounds_it(complaint: int, lead: Actor, at: datetime) -> None:
    publish_standard_clauses(at=at, by=SYSTEM)
    publish_clause(kind="compensation", minutes=0, most_fen=3000, sentence="", effective_from=at + HOUR, at=at, by=lead)
    bound = queries.bound_of(queries.complaint(complaint))
    assert (bound.most_fen, bound.clause.version) == (15000, 1)
    grant(complaint, 15000, at + 2 * HOUR, lead)


def test_a_tighter_clause_bounds_later_complaints(scene: Scene, lead: Actor, at: datetime) -> None:
    publish_clause(kind="compensation", minutes=0, most_fen=3000, sentence="", effective_from=at, at=at, by=lead)
    complaint_id = open_complaint(
        household_id=scene.household_id, visit_id=scene.visit_id, text="迟到", at=at, by=scene.household
    )
    with pytest.raises(Refusal, match=r"¥30\.00"):
        grant(complaint_id, 3001, at, lead)
    grant(complaint_id, 3000, at, lead)


def test_a_complaint_about_no_visit_has_no_price_to_give_back(scene: Scene, lead: Actor, at: datetime) -> None:
    complaint_id = open_complaint(household_id=scene.household_id, text="电话没人接", at=at, by=lead)
    with pytest.raises(Refusal):
        grant(complaint_id, 100, at, lead)


def test_without_words_for_the_household_nothing_is_granted(complaint: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        grant_compensation(complaint_id=complaint, amount_fen=100, text="  ", at=at, by=lead)
