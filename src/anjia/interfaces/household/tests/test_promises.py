"""What was promised to the family, and the surveys at its home."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import PHONE, plan_visit
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.households import operations as households
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.operations import make_promise, sweep_promises
from anjia.promises.queries import promise_of
from anjia.sales import operations, queries
from anjia.sales.testing import Asking, ask

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def asking(company_id: int, at: datetime) -> Asking:
    with company_scope(company_id):
        return ask(at=at)


def family(company_id: int, household_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        token = households.issue_key(household_id=household_id, at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/h/{token}/")
    return client


@pytest.fixture
def client(company_id: int, asking: Asking, at: datetime) -> Client:
    return family(company_id, asking.household_id, at)


def planned(asking: Asking, company_id: int, at: datetime) -> int:
    """The first of two surveys, tomorrow at ten; returns its id."""
    with company_scope(company_id):
        staff_id = engage_staff(
            name="周敏", phone="13900000001", password="warm-kettle-7", roles=[Role.ADVISER], at=at, by=SYSTEM
        )
        request_id = operations.request_home_surveys(
            enquiry_id=asking.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM
        )
        return operations.plan_home_survey(
            request_id=request_id, number=1, surveyor_id=staff_id, starts_at=at + DAY, at=at, by=SYSTEM
        )


def text(client: Client, name: str) -> str:
    return client.get(reverse(f"household:{name}")).content.decode()


def test_a_family_reads_what_is_promised_until_when_and_how_it_ended(
    client: Client, asking: Asking, company_id: int, at: datetime
) -> None:
    page = text(client, "promises")
    assert "First contact after an enquiry" in page
    assert "by today 12:00" in page
    assert "What we promised you" in text(client, "home")
    with company_scope(company_id):
        sweep_promises(at=at + 3 * HOUR)
    with clock_at(at + 3 * HOUR):
        assert "Not kept, due by today 12:00" in text(client, "promises")


def test_the_page_of_a_visit_says_how_its_promises_ended(
    client: Client, asking: Asking, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        visit_id = plan_visit(at=at, starts_at=at + DAY, phone=PHONE)
        own = {"subject": f"visit:{visit_id}", "household_id": asking.household_id, "by": SYSTEM}
        make_promise(kind="arrival", made_at=at, due_at=at + DAY, **own)
        make_promise(kind="needs_check", made_at=at, due_at=at + HOUR, **own)
        sweep_promises(at=at + 2 * HOUR)
    page = client.get(reverse("household:visit", args=[visit_id])).content.decode()
    assert "by tomorrow 10:00" in page
    assert "Not kept, due by today 11:00" in page


def test_what_is_the_companys_own_affair_is_not_shown(
    client: Client, asking: Asking, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        make_promise(
            kind="escalation_taken_up", subject="escalation:1", made_at=at, household_id=asking.household_id, by=SYSTEM
        )
    assert "taken up" not in text(client, "promises")


def test_the_family_asks_for_surveys_and_sees_its_promise(client: Client, asking: Asking, company_id: int) -> None:
    assert "Shall we look at your home?" in text(client, "home-surveys")
    here = reverse("household:home-surveys-ask", args=[asking.enquiry_id])
    assert client.post(here, {"home": asking.home_id}).url == reverse("household:home-surveys")
    assert "We call you to find a time" in text(client, "home-surveys")
    with company_scope(company_id):
        assert promise_of("home_survey", f"enquiry:{asking.enquiry_id}") is not None


def test_the_family_moves_a_survey_to_a_free_time(
    client: Client, asking: Asking, company_id: int, at: datetime
) -> None:
    survey_id = planned(asking, company_id, at)
    here = reverse("household:home-survey-move", args=[survey_id])
    assert "周敏" in text(client, "home-surveys")
    assert client.post(here, {"starts_at": "1"}).status_code == 422
    start = at + 5 * DAY
    assert client.post(here, {"starts_at": str(int(start.timestamp()) // 60)}).status_code == 302
    with company_scope(company_id):
        assert queries.request_of_survey(survey_id).surveys[0].starts_at == start
        moved = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
        assert moved is not None
        assert moved.due_at == start + HOUR


def test_the_family_says_that_nobody_needs_to_come(
    client: Client, asking: Asking, company_id: int, at: datetime
) -> None:
    planned(asking, company_id, at)
    with company_scope(company_id):
        (found,) = queries.surveys_of_home(asking.household_id)
    here = reverse("household:home-surveys-waive", args=[found.id])
    client.post(here, {"note": " "})
    assert "不用" not in text(client, "home-surveys")
    client.post(here, {"note": "不用来了"})
    assert "不用来了" in text(client, "home-surveys")


def test_another_family_and_nobody_find_nothing(asking: Asking, company_id: int, at: datetime) -> None:
    survey_id = planned(asking, company_id, at)
    with company_scope(company_id):
        other = ask(at=at, phone="13912345679")
        (found,) = queries.surveys_of_home(asking.household_id)
    stranger = family(company_id, other.household_id, at)
    assert stranger.get(reverse("household:home-survey-move", args=[survey_id])).status_code == 404
    for name, key in (("home-surveys-waive", found.id), ("home-surveys-ask", asking.enquiry_id)):
        sent = {"note": "x", "home": other.home_id}
        assert stranger.post(reverse(f"household:{name}", args=[key]), sent).status_code == 404
    assert stranger.get(reverse("household:home-survey-photo", args=[1])).status_code == 404
    for name in ("promises", "home-surveys"):
        assert Client().get(reverse(f"household:{name}")).status_code in (302, 403, 404)


def test_each_promise_leads_to_the_version_it_was_made_under(company_id: int, asking: Asking, at: datetime) -> None:
    household = family(company_id, asking.household_id, at)
    with company_scope(company_id):
        subject = f"household:{asking.household_id}"
        who = {"household_id": asking.household_id, "by": SYSTEM}
        make_promise(kind="complaint_settled", subject=subject, made_at=at, **who)
    address = reverse("household:term", args=["complaint_settled", 1])
    assert address in household.get(reverse("household:promises")).content.decode()
    assert "A complaint is settled within 3 days." in household.get(address).content.decode()
    assert address in household.get(reverse("household:terms")).content.decode()
    assert household.get(reverse("household:term", args=["inspection", 1])).status_code == 404
    assert Client().get(address).status_code == 403
