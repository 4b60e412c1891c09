"""The desk's pages of households."""

import io
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.models import Company
from anjia.company.rules import Role
from anjia.households import operations, queries
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.households.testing import a_home, a_household
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.ADVISER)


@pytest.fixture
def finance(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000003", Role.FINANCE)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000002", Role.OWNER)


@pytest.fixture
def household_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        known = a_household(at)
        a_home(at, known)
        entry = NewEntry(EntryKind.TABOO, "不用漂白水")
        operations.record_dossier(household_id=known, entries=[entry], source="访谈", at=at, by=SYSTEM)
        return known


def some(company_id: int, at: datetime, first: int, last: int) -> None:
    with company_scope(company_id):
        for number in range(first, last):
            known = a_household(at, name=f"客户{number}", phone=f"137{number:08d}")
            a_home(at, known, address=f"某路 {number} 号")
            operations.set_tags(household_id=known, tags=["新客"], at=at, by=SYSTEM)


def test_the_list_finds_by_name_district_and_tag(
    desk: Client, company_id: int, household_id: int, at: datetime
) -> None:
    some(company_id, at, 1, 4)
    here = reverse("desk:households")
    assert "4 households" in desk.get(here).content.decode()
    found = desk.get(here, {"q": "陈"}).content.decode()
    assert "陈女士" in found
    assert "客户1" not in found
    assert "客户1" in desk.get(here, {"tag": "新客", "district": "徐汇区"}).content.decode()
    assert "Nobody matches." in desk.get(here, {"q": "没有这个人"}).content.decode()


def test_the_list_asks_the_database_equally_often_for_few_and_many(desk: Client, company_id: int, at: datetime) -> None:
    some(company_id, at, 1, 3)
    few = queries_of(lambda: desk.get(reverse("desk:households")))
    some(company_id, at, 3, 30)
    assert queries_of(lambda: desk.get(reverse("desk:households"))) == few


def test_pages_lead_to_the_older_households(desk: Client, company_id: int, at: datetime) -> None:
    some(company_id, at, 1, 54)
    first = desk.get(reverse("desk:households"))
    assert "客户3<" not in first.content.decode()
    second = desk.get(reverse("desk:households") + first.context["older"]).content.decode()
    assert "客户3<" in second
    assert "客户53<" not in second


def test_the_file_holds_the_narrowed_list_with_masked_phones(desk: Client, company_id: int, household_id: int) -> None:
    answer = desk.get(reverse("desk:households-export", args=["csv"]), {"q": "陈"})
    text = answer.content.decode("utf-8-sig")
    assert "陈女士,139****5678,徐汇区" in text
    book = openpyxl.load_workbook(io.BytesIO(desk.get(reverse("desk:households-export", args=["xlsx"])).content))
    assert [row[2].value for row in book.active.iter_rows(min_row=2)] == ["139****5678"]
    assert desk.get(reverse("desk:households-export", args=["pdf"])).status_code == 404


def test_a_household_and_its_home_are_added_in_one_go(desk: Client, company_id: int) -> None:
    filled = {"name": "林先生", "phone": "13611112222", "source": "wechat", "address": "静安区愚园路 1 号"}
    answer = desk.post(reverse("desk:household-new"), filled)
    with company_scope(company_id):
        household_id = queries.household_of_phone("13611112222")
        assert household_id is not None
        assert answer.url == reverse("desk:household", args=[household_id])
        assert [home.district for home in queries.homes_of(household_id)] == ["静安区"]


def test_a_known_phone_leads_to_its_household(desk: Client, household_id: int) -> None:
    filled = {"name": "别名", "phone": "139 1234 5678", "source": "phone"}
    answer = desk.post(reverse("desk:household-new"), filled, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:household", args=[household_id])
    assert "This phone was known" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"phone": "12"}, {"name": ""}, {"name": " \x00"}, {"address": "火星路 1 号"}])
def test_what_cannot_be_is_said_at_its_field(desk: Client, wrong: dict[str, str]) -> None:
    filled = {"name": "林先生", "phone": "13611112222", "source": "phone", **wrong}
    answer = desk.post(reverse("desk:household-new"), filled)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_the_page_shows_what_to_remember_and_the_story_with_phone_and_address_masked(
    desk: Client, household_id: int
) -> None:
    page = desk.get(reverse("desk:household", args=[household_id])).content.decode()
    for shown in ("不用漂白水", "139****5678", "漕溪北路 1****", "became known to us", "A home in 徐汇区 was added"):
        assert shown in page
    for sealed in ("13912345678", "8 号 502"):
        assert sealed not in page


def test_the_page_asks_equally_often_for_a_short_and_a_long_story(
    desk: Client, company_id: int, household_id: int, at: datetime
) -> None:
    url = reverse("desk:household", args=[household_id])
    short = queries_of(lambda: desk.get(url))
    with company_scope(company_id):
        for number in range(10):
            operations.set_tags(household_id=household_id, tags=[f"标签{number}"], at=at, by=SYSTEM)
            entry = NewEntry(EntryKind.NOTE, f"记 {number}")
            operations.record_dossier(household_id=household_id, entries=[entry], at=at, by=SYSTEM)
    assert queries_of(lambda: desk.get(url)) == short


def test_something_is_written_down_and_struck_out(desk: Client, company_id: int, household_id: int) -> None:
    url = reverse("desk:household-remember", args=[household_id])
    desk.post(url, {"kind": "access", "text": "先按门铃", "source": "电话"})
    with company_scope(company_id):
        entry = queries.dossier_of(household_id)[-1]
    assert (entry.text, entry.by_name) == ("先按门铃", "周敏")
    desk.post(reverse("desk:household-strike", args=[household_id, entry.id]))
    with company_scope(company_id):
        assert "先按门铃" not in [entry.text for entry in queries.dossier_of(household_id)]
    refused = desk.post(url, {"kind": "access", "text": "字" * 501})
    assert refused.status_code == 422


def test_name_tags_and_homes_are_changed(desk: Client, company_id: int, household_id: int) -> None:
    desk.post(reverse("desk:household-change", args=[household_id]), {"name": "陈先生", "tags": "重点，有猫, 重点"})
    desk.post(
        reverse("desk:household-home", args=[household_id]), {"address": "长宁区某路 2 号", "square_metres": "80"}
    )
    with company_scope(company_id):
        known = queries.household(household_id)
        assert (known.name, set(known.tags)) == ("陈先生", {"重点", "有猫"})
        assert [home.square_metres for home in queries.homes_of(household_id)] == [None, 80]
    refused = desk.post(reverse("desk:household-home", args=[household_id]), {"address": "不知哪里", "district": ""})
    assert refused.status_code == 422
    assert "The address does not say in which district it lies." in refused.content.decode()


def test_the_phone_is_shown_once_for_a_purpose_and_the_story_says_so(
    finance: Client, company_id: int, household_id: int
) -> None:
    url = reverse("desk:household-phone", args=[household_id])
    answer = finance.post(url, {"purpose": "payment"}, headers={"HX-Request": "true"})
    assert "+8613912345678" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert finance.post(url, {"purpose": ""}).status_code == 422
    with company_scope(company_id):
        told = [fact for fact in story_of(f"household:{household_id}") if fact.name == "households.PhoneRevealed"]
    assert [fact.event.purpose for fact in told] == ["payment"]


def test_the_address_is_shown_only_on_its_own_household(
    desk: Client, company_id: int, household_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        (home,) = queries.homes_of(household_id)
        other = a_household(at, name="王先生", phone="13700000099")
    shown = desk.post(reverse("desk:household-address", args=[household_id, home.id]), {"purpose": "visit"})
    assert "漕溪北路 100 弄 8 号 502" in shown.content.decode()
    assert desk.post(reverse("desk:household-address", args=[other, home.id]), {"purpose": "visit"}).status_code == 404


def test_the_link_is_shown_once_and_opens_the_household_pages_until_it_is_closed(
    desk: Client, company_id: int, household_id: int
) -> None:
    page = desk.post(reverse("desk:household-issue-link", args=[household_id])).content.decode()
    link = page.partition('value="http://testserver')[2].partition('"')[0]
    family = Client()
    assert family.get(link).status_code == 302
    desk.post(reverse("desk:household-close-links", args=[household_id]))
    assert Client().get(link).status_code == 404


def test_only_those_who_need_to_may_change_or_look(finance: Client, household_id: int) -> None:
    page = finance.get(reverse("desk:household", args=[household_id]))
    assert page.status_code == 200
    assert "Send them their link" not in page.content.decode()
    for name in ("household-change", "household-home", "household-remember", "household-issue-link"):
        assert finance.post(reverse(f"desk:{name}", args=[household_id])).status_code == 403
    assert finance.get(reverse("desk:household-new")).status_code == 403


def test_a_stranger_finds_nothing_and_nobody_sees_without_log_in(stranger: Client, household_id: int) -> None:
    assert stranger.get(reverse("desk:household", args=[household_id])).status_code == 404
    for name in ("household-change", "household-home", "household-remember", "household-issue-link"):
        filled = {"name": "某", "address": "徐汇区某路 1 号", "kind": "note", "text": "某"}
        assert stranger.post(reverse(f"desk:{name}", args=[household_id]), filled).status_code == 404
    assert stranger.post(reverse("desk:household-phone", args=[household_id]), {"purpose": "call"}).status_code == 404
    assert "陈女士" not in stranger.get(reverse("desk:households")).content.decode()
    assert Client().get(reverse("desk:household", args=[household_id])).status_code == 302


def test_outside_shanghai_the_form_for_a_home_says_what_it_does_not_know(desk: Client, company_id: int) -> None:
    for city, words in (("上海", False), ("杭州", True)):
        Company.objects.filter(pk=company_id).update(city=city)
        page = desk.get(reverse("desk:household-new")).content.decode()
        assert ("So far only homes in Shanghai can be placed." in page) is words
