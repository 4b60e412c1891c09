from datetime import datetime
from typing import Any

import pytest

from anjia.households import operations, queries
from anjia.households.testing import a_home, a_household
from anjia.kernel.actors import SYSTEM


@pytest.fixture
def three(scope: int, at: datetime) -> list[int]:
    chen = a_household(at, name="陈女士", phone="13912345678")
    wang = a_household(at, name="王先生", phone="13812345678")
    li = a_household(at, name="李阿姨", phone="13712340000")
    a_home(at, chen, district="徐汇区")
    a_home(at, li, district="静安区", address="愚园路 1 号")
    operations.set_tags(household_id=wang, tags=["新客"], at=at, by=SYSTEM)
    return [chen, wang, li]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 1, 0]),
        ("王", [1]),
        ("13912345678", [0]),
        ("+86 139 1234 5678", [0]),
        ("5678", [1, 0]),
        ("0000", [2]),
        ("13", []),
        ("没有", []),
        ("\x00%_", []),
    ],
)
def test_a_household_is_found_by_name_by_phone_and_by_its_last_four_digits(
    three: list[int], query: str, found: list[int]
) -> None:
    page = queries.households_page(query)
    assert [summary.id for summary in page.households] == [three[i] for i in found]
    assert queries.count_households(query) == len(found)


def test_households_are_found_by_district_and_by_tag(three: list[int]) -> None:
    assert [h.id for h in queries.households_page(district="静安区").households] == [three[2]]
    assert [h.id for h in queries.households_page(tag="新客").households] == [three[1]]
    assert queries.households_page("陈", tag="新客").households == ()
    assert (queries.districts_in_use(), queries.tags_in_use()) == (["徐汇区", "静安区"], ["新客"])


def test_pages_follow_one_another_without_gap(three: list[int]) -> None:
    first = queries.households_page(limit=2)
    second = queries.households_page(limit=2, before_id=first.next_before_id)
    assert [h.id for h in (*first.households, *second.households)] == three[::-1]
    assert second.next_before_id is None


def test_a_page_takes_two_queries_however_long(three: list[int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert len(queries.households_page().households) == 3


def test_many_are_asked_at_once(three: list[int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        assert queries.names_of([*three, None, 404]) == dict(zip(three, ["陈女士", "王先生", "李阿姨"], strict=True))
        homes = queries.homes_of_many(three)
        assert queries.known_phones(["+8613912345678", "+8613900000000"]) == {"+8613912345678": three[0]}
    assert [len(homes[i]) for i in three] == [1, 0, 1]
    home = homes[three[0]][0]
    assert queries.homes([home.id, None]) == {home.id: home}


def test_phones_are_shown_masked(three: list[int]) -> None:
    assert queries.household(three[0]).masked_phone == "139****5678"


def test_every_kind_and_source_has_a_name(db: None) -> None:
    from anjia.households.rules import EntryKind, Source

    assert set(queries.kind_names()) == set(EntryKind)
    assert set(queries.source_names()) == set(Source)


def test_households_are_found_by_any_of_some_tags_in_whatever_case(three: list[int], at: datetime) -> None:
    for household_id, tag in zip(three, ["VIP", "新客", "重点"], strict=True):
        operations.set_tags(household_id=household_id, tags=[tag, "徐汇"], at=at, by=SYSTEM)
    assert queries.ids_tagged({"vip", "重点"}) == [three[0], three[2]]
    assert queries.ids_tagged(set()) == []
