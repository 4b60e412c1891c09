"""The desk's pages of surveys at home, of needs asked before a visit, and of what is guaranteed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anjia.booking import queries as booking
from anjia.booking.operations import plan_needs_check
from anjia.booking.testing import plan_visit
from anjia.catalog.operations import NewStep, set_standard
from anjia.company.rules import Role
from anjia.fieldwork.testing import a_photo
from anjia.households import queries as households
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.testing import states_of
from anjia.sales import queries as sales
from anjia.sales.operations import request_home_surveys
from anjia.sales.testing import Asking, ask

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FOUND = {"rooms": "3", "square_metres": "90", "notes": "朝南"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def adviser(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.ADVISER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000003", Role.OWNER)


@pytest.fixture
def asking(company_id: int, at: datetime) -> Asking:
    with company_scope(company_id):
        return ask(at=at)


@pytest.fixture
def visit_id(company_id: int, at: datetime) -> int:
    """A visit ten days ahead whose needs are to be asked."""
    with company_scope(company_id):
        found = plan_visit(at=at, starts_at=at + 10 * DAY)
        plan_needs_check(visit_id=found, at=at, by=SYSTEM)
    return found


def request_of(asking: Asking, company_id: int) -> sales.SurveyRequestSummary:
    with company_scope(company_id):
        found = sales.survey_request_of(asking.enquiry_id)
    assert found is not None
    return found


def text(client: Client, name: str, *args: int) -> str:
    return client.get(reverse(f"desk:{name}", args=args)).content.decode()


def plan(client: Client, request_id: int, number: int, day: str, time: str = "10:00"):  # type: ignore[no-untyped-def]
    here = reverse("desk:home-survey-plan", args=[request_id, number])
    (surveyor,) = client.get(here).context["form"].fields["surveyor"].choices
    return client.post(here, {"surveyor": surveyor[0], "day": day, "starts_at": time})


def test_from_the_request_to_the_kept_promise(adviser: Client, asking: Asking, company_id: int, at: datetime) -> None:
    adviser.post(reverse("desk:home-surveys-request", args=[asking.enquiry_id]), {"home": asking.home_id})
    found = request_of(asking, company_id)
    assert "no time yet" in text(adviser, "enquiry", asking.enquiry_id)
    assert "Plan the surveys at home" in text(adviser, "today")
    for number, day in ((1, "2026-11-23"), (2, "2026-11-24")):
        assert plan(adviser, found.id, number, day).status_code == 302
    assert "Survey 1 of 2 at home" in text(adviser, "today")
    for survey in request_of(asking, company_id).surveys:
        with clock_at(survey.starts_at):
            upload = SimpleUploadedFile("room.jpg", a_photo().read(), "image/jpeg")
            here = reverse("desk:home-survey-record", args=[survey.id])
            assert adviser.post(here, {**FOUND, "photos": upload}).status_code == 302
    with company_scope(company_id):
        assert states_of(f"enquiry:{asking.enquiry_id}")["home_survey"] == "kept"
    with clock_at(at + 3 * DAY):
        page = text(adviser, "enquiry", asking.enquiry_id)
    (photo,) = request_of(asking, company_id).surveys[0].photos
    assert reverse("desk:home-survey-photo", args=[photo]) in page
    assert "version 1 of the clause" in page
    assert adviser.get(reverse("desk:home-survey-photo", args=[photo])).status_code == 200


def test_a_time_after_the_promise_is_refused_on_the_page(adviser: Client, asking: Asking, company_id: int) -> None:
    adviser.post(reverse("desk:home-surveys-request", args=[asking.enquiry_id]), {"home": asking.home_id})
    answered = plan(adviser, request_of(asking, company_id).id, 1, "2026-11-29")
    assert (answered.status_code, "only the household may choose later" in answered.content.decode()) == (422, True)


def test_a_survey_without_evidence_is_refused_on_the_page(adviser: Client, asking: Asking, company_id: int) -> None:
    adviser.post(reverse("desk:home-surveys-request", args=[asking.enquiry_id]), {"home": asking.home_id})
    plan(adviser, request_of(asking, company_id).id, 1, "2026-11-22", "12:00")
    (survey,) = request_of(asking, company_id).surveys
    answered = adviser.post(reverse("desk:home-survey-record", args=[survey.id]), {**FOUND, "notes": ""})
    assert (answered.status_code, "add a photo" in answered.content.decode()) == (422, True)


def test_the_household_may_waive_by_phone(adviser: Client, asking: Asking, company_id: int) -> None:
    adviser.post(reverse("desk:home-surveys-request", args=[asking.enquiry_id]), {"home": asking.home_id})
    waive = reverse("desk:home-survey-waive", args=[request_of(asking, company_id).id])
    adviser.post(waive, {"note": ""})
    assert request_of(asking, company_id).waived_at is None
    adviser.post(waive, {"note": "不用看了"})
    assert "不用看了" in text(adviser, "enquiry", asking.enquiry_id)


def test_the_list_of_open_enquiries_says_how_much_time_is_left(adviser: Client, asking: Asking) -> None:
    html = adviser.get(reverse("desk:enquiries"), {"state": "open"}).content.decode()
    assert "1 h left" in html


def test_needs_asked_on_the_page_reach_the_dossier(adviser: Client, visit_id: int, company_id: int) -> None:
    assert "Ask for the needs before the visit" in text(adviser, "today")
    assert reverse("desk:needs-check", args=[visit_id]) in text(adviser, "visit", visit_id)
    here = reverse("desk:needs-check", args=[visit_id])
    assert adviser.post(here, {"changed": "yes"}).status_code == 422
    assert adviser.post(here, {"changed": "yes", "people": "家里多了一只猫\n老人同住"}).status_code == 302
    with company_scope(company_id):
        household_id = booking.visit(visit_id).household_id
        assert {one.text for one in households.dossier_of(household_id)} == {"家里多了一只猫", "老人同住"}
        assert states_of(f"visit:{visit_id}") == {"needs_check": "kept"}
    assert "something has changed" in text(adviser, "visit", visit_id)
    assert adviser.get(here).status_code == 302


def test_the_number_is_shown_for_the_call_and_the_household_may_decline(adviser: Client, visit_id: int) -> None:
    shown = adviser.post(reverse("desk:needs-check-phone", args=[visit_id]))
    assert "13912345678" in shown.content.decode()
    adviser.post(reverse("desk:needs-check-waive", args=[visit_id]), {"note": "不用再打了"})
    assert "不用再打了" in text(adviser, "visit", visit_id)


def test_a_scope_is_agreed_for_a_visit_from_its_standard_and_beyond(
    adviser: Client, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        visit_id = plan_visit(at=at, starts_at=at + 3 * DAY)
        offering_id = booking.visit(visit_id).offering_id
        set_standard(offering_id=offering_id, steps=[NewStep("厨房除油"), NewStep("地面")], at=at, by=SYSTEM)
    here = reverse("desk:visit-scope", args=[visit_id])
    assert adviser.post(here, {"steps": []}).status_code == 422
    sent = {"steps": ["厨房除油"], "beyond": "玻璃内侧\n", "move_in_on": "2026-11-24"}
    assert adviser.post(here, sent).status_code == 302
    with company_scope(company_id):
        scope = booking.scope_of(visit_id)
        assert scope is not None
        assert (scope.steps, scope.move_in_on) == (("厨房除油", "玻璃内侧"), date(2026, 11, 24))
        assert states_of(f"visit:{visit_id}") == {"move_in_clean": "open"}
    page = text(adviser, "visit", visit_id)
    assert ("Guaranteed" in page, "2 steps" in page) == (True, True)


def test_a_scope_is_agreed_with_an_enquiry(adviser: Client, asking: Asking, company_id: int) -> None:
    here = reverse("desk:enquiry-scope", args=[asking.enquiry_id])
    assert adviser.post(here, {"beyond": "玻璃内侧", "move_in_on": "2026-11-28"}).status_code == 302
    assert "玻璃内侧" in text(adviser, "enquiry", asking.enquiry_id)
    assert adviser.post(here, {"beyond": "玻璃", "move_in_on": "2031-01-01"}).status_code == 422


def test_strangers_and_other_roles_find_nothing(
    stranger: Client, asking: Asking, visit_id: int, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        request_id = request_home_surveys(enquiry_id=asking.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM)
    pages = [
        reverse("desk:home-survey-plan", args=[request_id, 1]),
        reverse("desk:enquiry-scope", args=[asking.enquiry_id]),
        reverse("desk:needs-check", args=[visit_id]),
        reverse("desk:visit-scope", args=[visit_id]),
        reverse("desk:home-survey-record", args=[1]),
        reverse("desk:home-survey-photo", args=[1]),
    ]
    finance = client_of(company_id, at, "13900000009", Role.FINANCE)
    for here in pages:
        assert stranger.get(here).status_code == 404
        assert finance.get(here).status_code == 403
        assert "/accounts/" in Client().get(here)["Location"]
    assert stranger.post(reverse("desk:home-survey-waive", args=[request_id]), {"note": "x"}).status_code == 404


def test_today_asks_as_often_for_one_request_as_for_many(
    adviser: Client, company_id: int, at: datetime, visit_id: int
) -> None:
    def one_more(number: int) -> None:
        with company_scope(company_id):
            asking = ask(at=at, phone=f"1391234560{number}")
            request_home_surveys(enquiry_id=asking.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM)
            more = plan_visit(at=at, starts_at=at + 9 * DAY, phone=f"1391234560{number}")
            plan_needs_check(visit_id=more, at=at, by=SYSTEM)

    here = reverse("desk:today")
    one_more(1)
    adviser.get(here)
    before = queries_of(lambda: adviser.get(here))
    for number in (2, 3, 4):
        one_more(number)
    assert queries_of(lambda: adviser.get(here)) == before
