"""The desk's pages of remarks, their analysis and the reader."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import Actor
from anjia.kernel.clock import clock_at
from anjia.kernel.jobs import run_due_jobs
from anjia.kernel.scope import company_scope
from anjia.quality.testing import Scene, visit_done
from anjia.remarks import operations, queries
from anjia.remarks.rules import Aspect, Polarity
from anjia.remarks.testing import labelled, remark

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def finance(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.FINANCE)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000003", Role.OWNER)


@pytest.fixture
def scene(company_id: int, at: datetime) -> Scene:
    with company_scope(company_id):
        return visit_done(at=at)


@pytest.fixture
def said(company_id: int, scene: Scene, at: datetime) -> int:
    with company_scope(company_id):
        remark(scene, "阿姨很热情，下次还约", at=at)
        return remark(scene, "又迟到了，希望能早点来", at=at)


def page(client: Client, name: str, *args: int, **asked: str) -> str:
    response = client.get(reverse(f"desk:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def read_as(company_id: int, remark_id: int) -> queries.RemarkSummary:
    with company_scope(company_id):
        return queries.remark(remark_id)


def test_the_list_puts_the_unhappy_first_and_marks_what_decided(lead: Client, said: int) -> None:
    shown = page(lead, "remarks")
    assert shown.index("迟到") < shown.index("热情")
    assert '<mark class="said said-bad"' in shown
    assert "热情" not in page(lead, "remarks", polarity="unhappy", aspect="punctuality", days="30", labelled="no")
    assert "Nothing was said that fits." in page(lead, "remarks", aspect="price")


@pytest.mark.parametrize(
    "asked", [{"aspect": "x'"}, {"days": "-1"}, {"before": "9-9"}, {"week": "2026-99-99"}, {"caregiver": "9" * 30}]
)
def test_an_address_that_makes_no_sense_shows_a_list(lead: Client, said: int, asked: dict[str, str]) -> None:
    page(lead, "remarks", **asked)


def test_one_click_corrects_with_a_way_back(lead: Client, said: int, company_id: int) -> None:
    url = reverse("desk:label-remark", args=[said])
    response = lead.post(url, {"polarity": "happy"}, headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith("<tr>")
    assert read_as(company_id, said).polarity is Polarity.HAPPY
    toast = response.headers["HX-Trigger"]
    with company_scope(company_id):
        label_id = queries.labels_left(said)
    assert f"/labels/{label_id}/take-back/" in toast
    lead.post(reverse("desk:take-back-label", args=[label_id]))
    assert read_as(company_id, said).polarity is Polarity.UNHAPPY


def test_an_aspect_is_corrected_on_the_page_of_the_remark(lead: Client, said: int, company_id: int) -> None:
    assert "Words that decided" in page(lead, "remark", said)
    url = reverse("desk:label-remark", args=[said])
    assert lead.post(url, {"aspect": "price", "said": "unhappy"}).status_code == 302
    assert Aspect.PRICE in {one.aspect for one in read_as(company_id, said).aspects}
    assert lead.post(url, {"polarity": "furious"}).status_code == 404
    assert lead.post(reverse("desk:label-remark", args=[9999]), {"polarity": "happy"}).status_code == 404


def test_a_stranger_sees_and_corrects_nothing(stranger: Client, said: int) -> None:
    assert "迟到" not in page(stranger, "remarks")
    assert stranger.get(reverse("desk:remark", args=[said])).status_code == 404
    assert stranger.post(reverse("desk:label-remark", args=[said]), {"polarity": "happy"}).status_code == 404
    assert "Nothing was said" in page(stranger, "analysis")


def test_who_is_not_logged_in_is_sent_to_the_door(client: Client) -> None:
    for name in ("remarks", "analysis", "reader"):
        assert client.get(reverse(f"desk:{name}")).status_code == 302


def test_markup_in_a_text_is_shown_and_not_run(lead: Client, company_id: int, scene: Scene, at: datetime) -> None:
    with company_scope(company_id):
        remark(scene, "<script>迟到</script>", at=at)
    assert "<script>迟" not in page(lead, "remarks")
    assert "&lt;script&gt;" in page(lead, "remarks")


def test_lists_ask_as_often_for_many_texts_as_for_few(
    lead: Client, company_id: int, scene: Scene, at: datetime
) -> None:
    def counts() -> tuple[int, int]:
        return queries_of(lambda: page(lead, "remarks")), queries_of(lambda: page(lead, "analysis"))

    with company_scope(company_id):
        for number in range(5):
            remark(scene, "又迟到了，建议早点", at=at, origin=f"message:{number}")
    page(lead, "analysis")
    few = counts()
    with company_scope(company_id):
        for number in range(30):
            remark(scene, "玻璃没擦干净，收费太贵，热情", at=at - number * timedelta(days=1), origin=f"letter:{number}")
    assert counts() == few


def test_the_analysis_says_what_where_and_what_is_wished(
    lead: Client, company_id: int, scene: Scene, at: datetime
) -> None:
    with company_scope(company_id):
        for number in range(6):
            remark(scene, "又迟到了，希望能早点来", at=at, origin=f"message:{number}")
    shown = page(lead, "analysis", days="30")
    assert "Punctuality" in shown
    assert "6 of 6" in shown
    assert "希望能早点来" in shown
    assert "too few to say" in shown
    export = lead.get(reverse("desk:analysis-export"), {"kind": "csv", "days": "30"})
    assert export.headers["Content-Type"].startswith("text/csv")
    assert "Punctuality,6,0,100" in export.content.decode("utf-8-sig")


def test_too_few_labels_are_refused_in_a_sentence(lead: Client, said: int) -> None:
    response = lead.post(reverse("desk:train-reader"))
    assert response.status_code == 422
    assert "Training needs at least 40" in response.content.decode()


def test_the_lead_trains_and_chooses_and_finance_may_only_look(
    lead: Client, finance: Client, company_id: int, scene: Scene, at: datetime
) -> None:
    with company_scope(company_id):
        labelled(scene, at=at, by=Actor("staff", 1, "周敏"))
    assert lead.post(reverse("desk:train-reader")).status_code == 302
    assert "is learning" in page(lead, "reader")
    assert "0%" in page(lead, "reader-progress")
    run_due_jobs(at=at + 2 * HOUR)
    assert lead.get(reverse("desk:reader-progress")).headers["HX-Refresh"] == "true"
    assert "Let it read" in page(lead, "reader")
    assert "Let it read" not in page(finance, "reader")
    with company_scope(company_id):
        (version,) = queries.readers()
    choose = reverse("desk:choose-reader")
    assert finance.post(choose, {"reader": version.id}).status_code == 403
    assert lead.post(choose, {"reader": version.id}).status_code == 302
    assert "Back to it" in page(lead, "reader")
    assert lead.post(choose, {"reader": 9999}).status_code == 404


def test_the_owner_of_an_aspect_finds_it_on_today_until_noted(lead: Client, finance: Client, said: int) -> None:
    assert lead.post(reverse("desk:aspect-owners"), {"punctuality": "finance", "price": "nobody"}).status_code == 302
    today = finance.get(reverse("desk:today"), {"whose": "mine"}).content.decode()
    assert "1 unhappy text to read" in today
    assert "I have read them" in page(finance, "remarks", aspect="punctuality")
    assert finance.post(reverse("desk:note-aspect", args=["punctuality"])).status_code == 302
    assert "unhappy text to read" not in finance.get(reverse("desk:today"), {"whose": "mine"}).content.decode()
    assert finance.post(reverse("desk:note-aspect", args=["weather"])).status_code == 404


def test_a_reading_by_the_company_s_own_reader_says_so(lead: Client, said: int, company_id: int) -> None:
    assert "Read by the lexicon." in page(lead, "remark", said)
    with company_scope(company_id):
        assert not operations.choose_reader(reader_id=None, at=datetime.now().astimezone(), by=Actor("staff", 1))
