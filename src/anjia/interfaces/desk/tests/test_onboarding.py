"""The desk's import pages: look first, then take; strangers see nothing."""

import io
from datetime import datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.catalog import queries as catalog
from anjia.company.operations import engage_staff
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.onboarding import queries
from anjia.onboarding.testing import HOUSEHOLDS, PRICES, a_list_of_households, csv_of


def client_of(company_id: int, at: datetime, phone: str, *roles: Role) -> Client:
    """Somebody of the company at the desk, reading English."""
    with company_scope(company_id):
        staff_id = engage_staff(name="周敏", phone=phone, password="a-long-password", roles=roles, at=at, by=SYSTEM)
        (person,) = (person for person in staff_list() if person.id == staff_id)
    from django.contrib.auth import get_user_model

    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(pk=person.user_id))
    return client


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.ADVISER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000002", Role.OWNER)


def sent(client: Client, content: bytes, kind: str = "households", name: str = "客户.csv"):
    return client.post(reverse("desk:imports"), {"kind": kind, "file": SimpleUploadedFile(name, content)})


def the_batch(company_id: int) -> queries.BatchSummary:
    with company_scope(company_id):
        return queries.batches()[0]


def test_a_list_is_looked_at_first_and_taken_then(desk: Client, company_id: int) -> None:
    answer = sent(desk, a_list_of_households())
    batch = the_batch(company_id)
    assert answer.url == reverse("desk:import", args=[batch.id])
    page = desk.get(answer.url).content.decode()
    assert "Take 2 rows" in page
    assert "has 10 digits" in page
    assert "139****5678" in page
    assert "13912345678" not in page
    with company_scope(company_id):
        assert households.count_households() == 0
    desk.post(reverse("desk:import-confirm", args=[batch.id]))
    page = desk.get(answer.url).content.decode()
    assert "2 rows are written." in page
    assert "王女士" in page
    with company_scope(company_id):
        assert households.count_households() == 2
    assert "In force" in desk.get(reverse("desk:imports")).content.decode()


def test_a_file_that_is_no_list_is_refused_on_the_page(desk: Client, company_id: int) -> None:
    answer = sent(desk, b"\x89PNG\r\n\x1a\n\x00\x00", name="a.xlsx")
    assert answer.status_code == 422
    assert "This is a PNG file" in answer.content.decode()
    assert desk.post(reverse("desk:imports"), {"kind": "secrets"}).status_code == 422


def test_rows_to_mend_come_back_as_a_workbook(desk: Client, company_id: int) -> None:
    sent(desk, a_list_of_households())
    answer = desk.get(reverse("desk:import-bad-rows", args=[the_batch(company_id).id]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["客户姓名", "赵女士"]
    assert answer["Cache-Control"] == "private, no-store"


def test_rows_are_filtered_by_what_becomes_of_them(desk: Client, company_id: int) -> None:
    sent(desk, a_list_of_households())
    address = reverse("desk:import", args=[the_batch(company_id).id])
    assert "赵女士" not in desk.get(f"{address}?show=good").content.decode()
    assert "王女士" not in desk.get(f"{address}?show=bad").content.decode()
    assert desk.get(f"{address}?show=nonsense&after=x").status_code == 200


def test_a_long_list_goes_on_by_itself(desk: Client, company_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from anjia.interfaces.desk.views import onboarding

    monkeypatch.setattr(onboarding, "SECONDS_AT_ONCE", 0.0001)
    rows = [(f"客户{n}", f"1380000{n:04d}", "", "", "", "", "") for n in range(150)]
    sent(desk, csv_of(HOUSEHOLDS, *rows))
    address = reverse("desk:import-confirm", args=[the_batch(company_id).id])
    first = desk.post(address, headers={"HX-Request": "true"})
    assert "100 of 150 rows are written" in first.content.decode()
    last = desk.post(address, headers={"HX-Request": "true"})
    assert last["HX-Redirect"] == reverse("desk:import", args=[the_batch(company_id).id])
    assert the_batch(company_id).written == 150


def test_a_discarded_file_is_gone(desk: Client, company_id: int) -> None:
    sent(desk, a_list_of_households())
    batch = the_batch(company_id)
    assert desk.post(reverse("desk:import-discard", args=[batch.id])).url == reverse("desk:imports")
    assert desk.post(reverse("desk:import-confirm", args=[batch.id])).status_code == 422


def test_a_price_that_is_in_doubt_is_settled_by_hand(desk: Client, company_id: int) -> None:
    sent(desk, csv_of(PRICES, ("擦玻璃", "面议", "高空除外"), ("沙发清洗", "120元/座", "")), "prices", "价目.csv")
    desk.post(reverse("desk:import-confirm", args=[the_batch(company_id).id]))
    with company_scope(company_id):
        first, second = catalog.price_questions()
    assert "面议" in desk.get(reverse("desk:price-questions")).content.decode()
    address = reverse("desk:price-question", args=[second.id])
    assert 'value="120.00"' in desk.get(address).content.decode()
    meaning = {"price": "x", "unit": "per_visit", "trade": "deep_cleaning", "usual_minutes": 90, "least_minutes": 60}
    assert desk.post(address, meaning).status_code == 422
    assert desk.post(address, meaning | {"price": "120"}).status_code == 302
    desk.post(reverse("desk:price-question-aside", args=[first.id]))
    with company_scope(company_id):
        assert not catalog.price_questions()
        assert [offering.price_fen for offering in catalog.offerings()] == [12000]
    assert desk.get(address).status_code == 404


def test_pages_cost_the_same_number_of_queries_for_many_rows(desk: Client, company_id: int) -> None:
    counts = []
    for many in (3, 40):
        rows = [(f"客户{n}", f"13{many:02d}000{n:04d}", "", "", "", "", "") for n in range(many)]
        sent(desk, csv_of(HOUSEHOLDS, *rows))
        address = reverse("desk:import", args=[the_batch(company_id).id])
        desk.post(reverse("desk:import-confirm", args=[the_batch(company_id).id]))
        desk.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_strangers_and_passers_by_see_nothing(desk: Client, stranger: Client, company_id: int) -> None:
    sent(desk, csv_of(PRICES, ("擦玻璃", "面议", "")), "prices")
    batch = the_batch(company_id)
    desk.post(reverse("desk:import-confirm", args=[batch.id]))
    with company_scope(company_id):
        (question,) = catalog.price_questions()
    pages = [("desk:import", batch.id), ("desk:import-bad-rows", batch.id), ("desk:price-question", question.id)]
    acts = [
        ("desk:import-confirm", batch.id),
        ("desk:import-discard", batch.id),
        ("desk:price-question-aside", question.id),
    ]
    for name, number in pages:
        assert stranger.get(reverse(name, args=[number])).status_code == 404
        assert "login" in Client().get(reverse(name, args=[number])).url
    for name, number in acts:
        assert stranger.post(reverse(name, args=[number])).status_code == 404
    assert "客户.csv" not in stranger.get(reverse("desk:imports")).content.decode()


def test_a_role_without_lists_is_refused(company_id: int, at: datetime) -> None:
    finance = client_of(company_id, at, "13900000003", Role.FINANCE)
    assert finance.get(reverse("desk:imports")).status_code == 403
