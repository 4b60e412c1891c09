from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from anjia.catalog import operations, queries
from anjia.catalog.models import Price
from anjia.catalog.operations import NewStep
from anjia.catalog.rules import Photo, Trade, Unit
from anjia.catalog.testing import an_offering
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope

OWNER = Actor("staff", 1, "周宁")


def listing(**wanted: Any) -> dict[str, Any]:
    usual = {
        "name": "擦窗",
        "trade": "window_cleaning",
        "unit": "per_visit",
        "price_fen": 19900,
        "usual_minutes": 120,
        "least_minutes": 60,
    }
    return {**usual, **wanted}


def test_an_offering_is_listed_with_its_price_and_found(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    offering = queries.offering(offering_id, at=at)
    assert (offering.code, offering.name, offering.price_fen, offering.unit) == ("RC", "日常保洁", 5000, "per_hour")
    assert queries.offerings(at=at) == [offering]
    assert queries.offerings(public=False, at=at) == []
    assert queries.offerings(query="厨房", at=at) == queries.offerings(trade="daily_cleaning", at=at) == [offering]
    assert queries.offering_by_code("RC") == queries.offering_by_name("日常保洁") == queries.offering(offering_id)
    assert queries.offerings_of([offering_id, None], at=at) == {offering_id: offering}
    assert queries.names_of([offering_id, None]) == {offering_id: "日常保洁"}
    assert latest_facts()[-2].name == "catalog.OfferingListed"


def test_codes_are_made_when_none_is_given_and_refused_when_taken(scope: int, at: datetime) -> None:
    operations.list_offering(**listing(code="s002"), at=at, by=OWNER)
    made = operations.list_offering(**listing(), at=at, by=OWNER)
    assert queries.offering(made).code == "S003"
    with pytest.raises(Refusal, match="S002"):
        operations.list_offering(**listing(code="s002"), at=at, by=OWNER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "名" * 41},
        {"price_fen": -1},
        {"price_fen": 10**11 + 1},
        {"usual_minutes": 30},
        {"least_minutes": 0},
        {"usual_minutes": 5000},
        {"scope": "字" * 2001},
        {"code": "C" * 21},
    ],
)
def test_an_impossible_offering_is_refused_in_words(scope: int, at: datetime, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        operations.list_offering(**listing(**wrong), at=at, by=OWNER)
    assert queries.offerings() == []


def test_a_new_price_holds_from_its_moment_and_leaves_the_old_one_readable(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    new_year = at + timedelta(days=40)
    operations.revise_price(offering_id=offering_id, price_fen=5500, effective_from=new_year, at=at, by=OWNER)
    assert queries.offering(offering_id, at=new_year - timedelta(seconds=1)).price_fen == 5000
    assert queries.offering(offering_id, at=new_year).price_fen == 5500
    operations.revise_price(offering_id=offering_id, price_fen=5200, at=at + timedelta(hours=1), by=OWNER)
    assert queries.offering(offering_id, at=at + timedelta(days=1)).price_fen == 5200
    assert [price.price_fen for price in queries.prices_of(offering_id)] == [5500, 5200, 5000]
    assert queries.prices_of(offering_id)[0].by_name == "周宁"
    with pytest.raises(Refusal):
        operations.revise_price(
            offering_id=offering_id, price_fen=1, effective_from=at - timedelta(days=1), at=at, by=OWNER
        )


def test_the_same_price_again_is_no_news(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    operations.revise_price(offering_id=offering_id, price_fen=5000, at=at, by=OWNER)
    assert latest_facts(names=["catalog.PriceRevised"]) == []


def test_the_database_itself_refuses_to_change_a_price(scope: int, at: datetime) -> None:
    an_offering(at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Price.objects.update(price_fen=1)


def test_a_standard_is_set_anew_in_order(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    first, second = queries.standard_of(offering_id)
    assert (first.position, first.title, first.wants_before, first.wants_after) == (1, "厨房台面擦净", True, True)
    assert (second.position, second.wants_before, second.wants_after) == (2, False, False)
    operations.set_standard(offering_id=offering_id, steps=[NewStep("只此一步", photo=Photo.AFTER)], at=at, by=OWNER)
    (only,) = queries.standard_of(offering_id)
    assert (only.position, only.title) == (1, "只此一步")
    for steps in ([NewStep("")], [NewStep("步")] * 41, [NewStep("步" * 61)]):
        with pytest.raises(Refusal):
            operations.set_standard(offering_id=offering_id, steps=steps, at=at, by=OWNER)
    assert queries.standard_of(offering_id) == (only,)


def test_corrections_name_what_changed(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    wanted = {"name": "日常保洁", "usual_minutes": 240, "least_minutes": 120, "scope": "全屋", "limits": "不含高空外窗"}
    for _twice in range(2):
        operations.change_offering(offering_id=offering_id, **wanted, at=at, by=OWNER)
    (fact,) = latest_facts(names=["catalog.OfferingChanged"])
    assert set(fact.event.fields) == {"usual_minutes", "scope"}


def test_what_is_retired_is_gone_from_the_list_and_kept_for_old_orders(scope: int, at: datetime) -> None:
    offering_id = an_offering(at)
    for _twice in range(2):
        operations.retire_offering(offering_id=offering_id, at=at, by=OWNER)
    assert queries.offerings() == []
    assert [offering.id for offering in queries.offerings(retired=True)] == [offering_id]
    assert queries.offering(offering_id).retired_at == at
    assert len(latest_facts(names=["catalog.OfferingRetired"])) == 1
    with pytest.raises(Refusal):
        operations.revise_price(offering_id=offering_id, price_fen=1, at=at, by=OWNER)


def test_an_unreadable_price_waits_for_a_person_once(scope: int, at: datetime) -> None:
    asked = {"raw_name": "高级月嫂", "raw_price": "面议", "reason": "不是数字", "raw_scope": "26 天"}
    question_id = operations.ask_price(**asked, at=at, by=OWNER)
    assert operations.ask_price(**asked, at=at, by=OWNER) == question_id
    (question,) = queries.price_questions()
    assert (question.raw_price, question.reason, queries.count_price_questions()) == ("面议", "不是数字", 1)
    settled = {"question_id": question_id, "price_fen": 1280000, "unit": Unit.PER_MONTH, "trade": Trade.NEWBORN_CARE}
    offering = queries.offering(operations.settle_price(**settled, at=at, by=OWNER))
    assert (offering.name, offering.price_fen, offering.scope, offering.public) == ("高级月嫂", 1280000, "26 天", False)
    assert queries.price_questions() == []
    with pytest.raises(Refusal):
        operations.settle_price(**settled, at=at, by=OWNER)
    assert len(queries.offerings()) == 1


def test_a_price_question_may_be_set_aside(scope: int, at: datetime) -> None:
    question_id = operations.ask_price(raw_name="广告", raw_price="详询", reason="不是数字", at=at, by=OWNER)
    operations.set_question_aside(question_id=question_id, at=at, by=OWNER)
    assert (queries.price_questions(), queries.offerings()) == ([], [])


def test_another_companys_offering_is_missing_for_every_operation(scope: int, stranger_id: int, at: datetime) -> None:
    offering_id = an_offering(at)
    question_id = operations.ask_price(raw_name="广告", raw_price="详询", reason="不是数字", at=at, by=OWNER)
    which = {"offering_id": offering_id, "at": at, "by": OWNER}
    with company_scope(stranger_id):
        for attempt in (
            lambda: operations.revise_price(**which, price_fen=1),
            lambda: operations.set_standard(**which, steps=[]),
            lambda: operations.change_offering(**which, name="某", usual_minutes=60, least_minutes=60),
            lambda: operations.retire_offering(**which),
            lambda: operations.set_question_aside(question_id=question_id, at=at, by=OWNER),
            lambda: queries.offering(offering_id),
        ):
            with pytest.raises(Missing):
                attempt()
        assert queries.standard_of(offering_id) == ()


def test_a_list_takes_one_query_however_long(scope: int, at: datetime, django_assert_num_queries: Any) -> None:
    for number in range(4):
        an_offering(at, code=f"C{number}", name=f"服务 {number}")
    with django_assert_num_queries(1):
        assert len(queries.offerings(at=at)) == 4


def test_every_word_of_the_catalog_has_a_name(db: None) -> None:
    assert set(queries.trade_names()) == set(Trade)
    assert set(queries.unit_names()) == set(Unit)
    assert set(queries.photo_names()) == set(Photo)
    assert "¥50.00" in queries.price_words("per_hour", 5000)
