"""The public page: services, the form, its limits; a proposal behind its link."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from anjia.company.models import Company
from anjia.households import queries as households
from anjia.kernel.clock import clock_at
from anjia.sales import queries
from anjia.sales.testing import Asking, ask, propose

FORM = {
    "name": "吴先生",
    "phone": "13800138001",
    "district": "徐汇区",
    "address": "肇嘉浜路 8 号",
    "text": "每周一次",
    "consent": "on",
    "website": "",
}


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def asking(scope: int, now: datetime) -> Asking:
    return ask(at=now - timedelta(hours=5))


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "en"})


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_services_stand_with_price_and_limits(visitor: Client, asking: Asking) -> None:
    shown = page(visitor, "/book/anhe/")
    for words in ("日常保洁", "¥50.00", "不含擦外窗、拆洗油烟机", "within 2 h"):
        assert words in shown


def test_outside_shanghai_the_address_takes_the_district(visitor: Client, asking: Asking, scope: int) -> None:
    for city, words in (("上海", False), ("杭州", True)):
        Company.objects.filter(pk=scope).update(city=city)
        assert ("write city and district into the address" in page(visitor, "/book/anhe/")) is words
    answer = visitor.post("/book/anhe/", FORM | {"district": "", "address": "杭州西湖区文三路 1 号"}, follow=True)
    assert answer.status_code == 200
    assert "杭州西湖区文三路 1 号" in queries.enquiry_list()[0].text


def test_a_wish_becomes_an_enquiry_with_a_promised_answer(visitor: Client, asking: Asking, now: datetime) -> None:
    answer = visitor.post("/book/anhe/", FORM | {"offering": str(asking.offering_id)})
    assert answer.headers["Location"] == "/book/anhe/thanks/"
    assert "today 12:00" in page(visitor, "/book/anhe/thanks/")
    enquiry = queries.enquiry_list()[0]
    assert (enquiry.channel, enquiry.text, enquiry.offering_id) == ("public_page", "每周一次", asking.offering_id)
    assert "安和家政" in enquiry.consent
    assert [home.address for home in households.homes_of(enquiry.household_id)] == ["肇嘉浜路 8 号"]


def test_a_strangers_number_changes_nothing_but_asks(visitor: Client, asking: Asking) -> None:
    visitor.post("/book/anhe/", FORM | {"phone": "13912345678", "name": "冒名"})
    enquiry = queries.enquiry_list()[0]
    assert enquiry.household_id == asking.household_id
    assert "肇嘉浜路 8 号" in enquiry.text
    assert len(households.homes_of(asking.household_id)) == 1
    assert households.household(asking.household_id).name == "陈女士"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": "123"}, "is not a phone number"),
        ({"consent": ""}, "Without your consent"),
        ({"name": ""}, "field-error"),
        ({"offering": "99999"}, "field-error"),
        ({"text": "字" * 601}, "field-error"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(
    visitor: Client, asking: Asking, wrong: dict[str, str], words: str
) -> None:
    answer = visitor.post("/book/anhe/", FORM | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert len(queries.enquiry_list()) == 1


def test_sending_twice_is_one_enquiry(visitor: Client, asking: Asking) -> None:
    for _ in range(2):
        visitor.post("/book/anhe/", FORM)
    assert len(queries.enquiry_list()) == 2


def test_a_robot_that_fills_the_trap_is_thanked_and_forgotten(visitor: Client, asking: Asking) -> None:
    assert visitor.post("/book/anhe/", FORM | {"website": "http://x"}).status_code == 302
    page(visitor, "/book/anhe/thanks/")
    assert len(queries.enquiry_list()) == 1


def test_a_flood_is_stopped_in_plain_words(visitor: Client, asking: Asking) -> None:
    answers = [visitor.post("/book/anhe/", FORM | {"text": f"第{n}次"}) for n in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [422] * 2
    assert "That was a lot at once" in answers[-1].content.decode()
    fresh = [Client().post("/book/anhe/", FORM | {"text": f"新{n}"}).status_code for n in range(20)]
    assert 422 in fresh


def test_no_such_company_is_404(visitor: Client, db: None) -> None:
    assert visitor.get("/book/nobody/").status_code == 404


def test_a_proposal_is_read_and_accepted_behind_its_link(visitor: Client, asking: Asking, now: datetime) -> None:
    sent = propose(asking, at=now)
    shown = page(visitor, f"/p/{sent.token}/")
    assert "¥600.00" in shown
    assert "安和家政" in shown
    answer = visitor.post(f"/p/{sent.token}/accept/")
    assert answer.headers["Location"] == f"/home/proposals/{sent.id}/"
    assert "Choose a time" in page(visitor, f"/home/proposals/{sent.id}/")
    assert queries.enquiry(asking.enquiry_id).state == "won"


def test_the_link_opens_the_households_pages_once(visitor: Client, asking: Asking, now: datetime) -> None:
    sent = propose(asking, at=now)
    visitor.post(f"/p/{sent.token}/accept/")
    later = Client()
    assert later.post(f"/p/{sent.token}/accept/").headers["Location"] == f"/p/{sent.token}/"
    assert later.get("/home/").status_code == 403
    assert "/home/times/" not in page(later, f"/p/{sent.token}/")


def test_a_proposal_is_declined_behind_its_link(visitor: Client, asking: Asking, now: datetime) -> None:
    sent = propose(asking, at=now)
    visitor.post(f"/p/{sent.token}/decline/", {"reason": "先不做了"})
    assert "You declined this proposal." in page(visitor, f"/p/{sent.token}/")


def test_a_wrong_link_is_404(visitor: Client, asking: Asking) -> None:
    for path in ("", "accept/", "decline/"):
        method = visitor.post if path else visitor.get
        assert method(f"/p/not-a-token/{path}").status_code == 404
