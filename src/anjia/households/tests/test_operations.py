from datetime import datetime

import pytest
from django.db import connection

from anjia.households import operations, queries
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.households.testing import a_home, a_household
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope

ADVISER = Actor("staff", 3, "周宁")


def test_a_phone_is_one_household_however_it_is_written(scope: int, at: datetime) -> None:
    first = a_household(at)
    again = operations.register_household(name="别名", phone="+86 139-1234-5678", at=at, by=SYSTEM)
    assert first == again
    assert queries.household(first).name == "陈女士"
    assert [fact.name for fact in story_of(f"household:{first}")] == ["households.HouseholdRegistered"]


def test_the_same_phone_in_another_company_is_another_household(scope: int, stranger_id: int, at: datetime) -> None:
    mine = a_household(at)
    with company_scope(stranger_id):
        theirs = a_household(at)
        assert theirs != mine
        assert queries.household_of_phone("13912345678") == theirs
        with pytest.raises(Missing):
            queries.household(mine)


def test_phone_address_and_dossier_never_stand_open_in_the_database(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    a_home(at, household_id)
    entry = NewEntry(EntryKind.ACCESS, "门锁密码 2580")
    operations.record_dossier(household_id=household_id, entries=[entry], at=at, by=ADVISER)
    stored = ""
    with connection.cursor() as cursor:
        for table in ("households_household", "households_home", "households_dossierentry", "kernel_fact"):
            cursor.execute(f"SELECT * FROM {table}")
            stored += str(cursor.fetchall())
    for secret in ("13912345678", "漕溪北路", "2580"):
        assert secret not in stored


@pytest.mark.parametrize(
    ("name", "phone"),
    [("", "13912345678"), ("名" * 41, "13912345678"), ("陈女士", "12"), ("陈女士", ""), ("\x00", "13912345678")],
)
def test_a_household_without_a_name_or_a_phone_is_refused(scope: int, at: datetime, name: str, phone: str) -> None:
    with pytest.raises(Refusal):
        operations.register_household(name=name, phone=phone, at=at, by=SYSTEM)
    assert latest_facts(names=["households.HouseholdRegistered"]) == []


def test_a_branch_of_another_company_is_missing(scope: int, at: datetime) -> None:
    with pytest.raises(Missing):
        operations.register_household(name="陈女士", phone="13912345678", branch_id=404, at=at, by=SYSTEM)


def test_a_home_without_a_place_lies_roughly_in_its_district(scope: int, at: datetime) -> None:
    home = queries.home(a_home(at, a_household(at), district="徐汇"))
    assert (home.district, home.rough, home.place) == ("徐汇区", True, Place(31.188464, 121.436128))


def test_the_district_is_read_from_the_address_when_it_is_not_given(scope: int, at: datetime) -> None:
    home = queries.home(a_home(at, a_household(at), district="", address="上海市静安区愚园路 1 号"))
    assert home.district == "静安区"


def test_a_home_with_a_place_keeps_it(scope: int, at: datetime) -> None:
    place = Place(31.2, 121.4)
    home_id = operations.add_home(
        household_id=a_household(at), district="昆山", address="人民路 1 号", place=place, at=at, by=SYSTEM
    )
    home = queries.home(home_id)
    assert (home.district, home.rough, home.place) == ("昆山", False, place)


def test_the_same_address_is_the_same_home(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    assert a_home(at, household_id) == a_home(at, household_id)
    assert len(queries.homes_of(household_id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": ""},
        {"address": "弄" * 121},
        {"district": "火星"},
        {"place": Place(float("nan"), 0)},
        {"place": Place(91, 0)},
        {"square_metres": 0},
        {"square_metres": 10**9},
    ],
)
def test_an_impossible_home_is_refused_in_words(scope: int, at: datetime, wrong: dict[str, object]) -> None:
    given: dict[str, object] = {"district": "徐汇区", "address": "漕溪北路 1 号", **wrong}
    with pytest.raises(Refusal):
        operations.add_home(household_id=a_household(at), at=at, by=SYSTEM, **given)


def test_tags_are_set_anew_and_told_only_when_they_change(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    for tags in (["新客", "有宠物"], ["有宠物", "新客"], ["有宠物"]):
        operations.set_tags(household_id=household_id, tags=tags, at=at, by=ADVISER)
    assert queries.household(household_id).tags == ("有宠物",)
    assert len(latest_facts(names=["households.TagsSet"])) == 2
    with pytest.raises(Refusal):
        operations.set_tags(household_id=household_id, tags=[str(i) for i in range(13)], at=at, by=ADVISER)


def test_what_is_remembered_is_written_once_and_struck_out_without_being_lost(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    entries = [
        NewEntry(EntryKind.TABOO, "不用漂白水"),
        NewEntry(EntryKind.PREFERENCE, "  "),
        NewEntry(EntryKind.TABOO, "不用漂白水"),
    ]
    ids = operations.record_dossier(household_id=household_id, entries=entries, source="需求访谈", at=at, by=ADVISER)
    assert operations.record_dossier(household_id=household_id, entries=entries, at=at, by=ADVISER) == []
    (entry,) = queries.dossier_of(household_id)
    assert (entry.text, entry.source, entry.by_name) == ("不用漂白水", "需求访谈", "周宁")
    for _twice in range(2):
        operations.strike_entry(entry_id=ids[0], at=at, by=ADVISER)
    assert queries.dossier_of(household_id) == []
    (struck,) = queries.dossier_of(household_id, with_struck=True)
    assert (struck.struck_at, struck.struck_by_name) == (at, "周宁")
    assert len(latest_facts(names=["households.DossierStruck"])) == 1


def test_each_showing_of_a_phone_is_told_with_its_purpose(scope: int, at: datetime) -> None:
    household_id = a_household(at)
    with pytest.raises(Refusal):
        operations.reveal_phone(household_id=household_id, purpose=" ", at=at, by=ADVISER)
    assert operations.reveal_phone(household_id=household_id, purpose="回访", at=at, by=ADVISER) == "+8613912345678"
    newest = story_of(f"household:{household_id}")[0]
    assert (newest.name, newest.by, newest.event.purpose) == ("households.PhoneRevealed", "staff:3", "回访")


def test_each_showing_of_an_address_is_told(scope: int, at: datetime) -> None:
    home_id = a_home(at, a_household(at))
    shown = operations.reveal_address(home_id=home_id, purpose="送钥匙", at=at, by=ADVISER)
    assert shown == "漕溪北路 100 弄 8 号 502"
    assert latest_facts()[0].name == "households.AddressRevealed"


def test_another_companys_things_are_missing_for_every_operation(scope: int, stranger_id: int, at: datetime) -> None:
    household_id = a_household(at)
    home_id = a_home(at, household_id)
    (entry_id,) = operations.record_dossier(
        household_id=household_id, entries=[NewEntry(EntryKind.NOTE, "记一笔")], at=at, by=SYSTEM
    )
    common = {"at": at, "by": ADVISER}
    with company_scope(stranger_id):
        for attempt in (
            lambda: operations.rename_household(household_id=household_id, name="某", **common),
            lambda: operations.add_home(household_id=household_id, district="徐汇区", address="某路 1 号", **common),
            lambda: operations.set_tags(household_id=household_id, tags=["某"], **common),
            lambda: operations.record_dossier(household_id=household_id, entries=[], **common),
            lambda: operations.strike_entry(entry_id=entry_id, **common),
            lambda: operations.reveal_phone(household_id=household_id, purpose="某", **common),
            lambda: operations.reveal_address(home_id=home_id, purpose="某", **common),
            lambda: operations.issue_key(household_id=household_id, **common),
            lambda: operations.revoke_keys(household_id=household_id, **common),
            lambda: queries.home(home_id),
        ):
            with pytest.raises(Missing):
                attempt()
        assert queries.dossier_of(household_id) == []
        assert queries.homes_of(household_id) == []
