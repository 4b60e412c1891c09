"""The desk's pages of losses."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import lay_ground
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.losses import queries
from anjia.losses.operations import record_loss
from anjia.losses.rules import Lost

HERE = "/desk/losses/"


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + timedelta(hours=1)):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def loss(company_id: int, at: datetime) -> int:
    return lost(company_id, at, 1)


def lost(company_id: int, at: datetime, number: int, guess: str = "price.too_high", words: str = "太贵了") -> int:
    with company_scope(company_id):
        ground = lay_ground(at=at)
        return record_loss(
            lost=Lost.ENQUIRY,
            subject=f"enquiry:{number}",
            household_id=ground.household_id,
            offering_id=ground.offering_id,
            amount_fen=15000,
            guess=guess,
            words=words,
            at=at,
            by=SYSTEM,
        )


def text_of(client: Client, url: str, **asked: str) -> str:
    return client.get(url, asked).content.decode()


def test_the_tree_shows_counts_and_money_and_leads_to_the_cases(lead: Client, loss: int) -> None:
    text = text_of(lead, HERE)
    for words in ("too expensive", "¥150.00", "1 guessed", "1 waits for a reason", "cause=price.too_high"):
        assert words in text
    assert "陈女士" in text_of(lead, f"{HERE}cases/", cause="price")
    assert "陈女士" not in text_of(lead, f"{HERE}cases/", cause="trust")


def test_one_click_confirms_the_guess(lead: Client, loss: int, scope: int) -> None:
    url, back = reverse("desk:explain-loss", args=[loss]), f"{HERE}cases/?unexplained=yes"
    assert "too expensive?" in text_of(lead, back)
    answered = lead.post(url, {"reason": "price.too_high", "back": back})
    assert answered["Location"] == back
    assert queries.loss(loss).reason == "price.too_high"
    assert lead.post(url, {"reason": "nothing"}).status_code >= 400
    assert lead.post(url, {"reason": "other", "back": "https://evil.example/"})["Location"] == HERE


def test_the_list_goes_out_as_a_file_without_formulas(lead: Client, company_id: int, at: datetime) -> None:
    lost(company_id, at, 2, words="=HYPERLINK(1)")
    content = lead.get(f"{HERE}cases/", {"as": "csv"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in content


def test_the_tree_grows_and_a_reason_is_closed_and_put_back(lead: Client, scope: int) -> None:
    here, close = reverse("desk:loss-tree"), reverse("desk:close-reason")
    assert lead.post(here, {"parent": "price", "name": "团购<b>更便宜"}).status_code == 302
    assert lead.post(here, {"parent": "price", "name": "团购<b>更便宜"}).status_code == 422
    assert "团购&lt;b&gt;更便宜" in text_of(lead, here)
    lead.post(close, {"code": "price.own1", "closed": "yes"})
    assert "price.own1" not in dict(queries.tree().choices())
    lead.post(close, {"code": "price.own1", "closed": "no"})
    assert "price.own1" in dict(queries.tree().choices())


def test_a_reason_gets_an_action_with_a_page_of_its_own(lead: Client, loss: int, scope: int, at: datetime) -> None:
    staff = str(staff_list()[0].id)
    given = {"cause": "price", "what": "报价单写清包含项", "staff": staff, "due_on": "2026-11-01"}
    assert lead.post(f"{HERE}actions/", given).status_code == 422
    answered = lead.post(f"{HERE}actions/", {**given, "due_on": "2026-11-30"})
    assert answered.status_code == 302
    page = answered["Location"]
    assert "报价单写清包含项" in text_of(lead, page)
    action_id = int(page.rstrip("/").rpartition("/")[2])
    assert lead.post(reverse("desk:finish-action", args=[action_id]), {"note": "已改"})["Location"] == page
    with clock_at(at + timedelta(days=15)):
        assert "The figures cannot tell yet." in text_of(lead, page)
    assert "报价单写清包含项" in text_of(lead, HERE)


def test_an_adviser_explains_and_does_not_change_the_tree(company_id: int, loss: int, at: datetime) -> None:
    adviser = client_of(company_id, at, "13900000002", Role.ADVISER)
    assert adviser.get(HERE).status_code == 200
    assert adviser.get(reverse("desk:loss-tree")).status_code == 403
    assert adviser.post(f"{HERE}actions/", {}).status_code == 403


def test_a_stranger_finds_nothing(stranger_id: int, loss: int, at: datetime) -> None:
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    assert "陈女士" not in text_of(stranger, f"{HERE}cases/")
    assert stranger.post(reverse("desk:explain-loss", args=[loss]), {"reason": "other"}).status_code == 404
    assert Client().get(HERE).status_code == 302


def test_the_pages_ask_the_same_for_one_and_for_many(lead: Client, company_id: int, loss: int, at: datetime) -> None:
    few = [queries_of(lambda url=url: lead.get(url)) for url in (HERE, f"{HERE}cases/")]
    for number in range(2, 8):
        lost(company_id, at, number)
    assert [queries_of(lambda url=url: lead.get(url)) for url in (HERE, f"{HERE}cases/")] == few


@pytest.mark.parametrize(
    "asked", [{"days": "x"}, {"branch": "-1"}, {"lost": "<"}, {"cause": "'" * 90}, {"before": "9" * 30}]
)
def test_an_address_that_makes_no_sense_shows_a_page(lead: Client, loss: int, asked: dict[str, str]) -> None:
    assert lead.get(HERE, asked).status_code == 200
    assert lead.get(f"{HERE}cases/", asked).status_code == 200
