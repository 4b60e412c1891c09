"""What the household reads of a delay, an extra, a refund and its call for help."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import AssignedVisit, arrive
from anjia.guarantees import queries
from anjia.guarantees.operations import announce_delay, call_for_help, find_unjustified, grant_goodwill
from anjia.guarantees.testing import at_desk, awaited_visit
from anjia.households.operations import issue_key
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return awaited_visit(at=at)


@pytest.fixture(autouse=True)
def now(visit: AssignedVisit) -> Iterator[datetime]:
    with clock_at(visit.starts_at):
        yield visit.starts_at


def opened(household_id: int, at: datetime) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/h/{issue_key(household_id=household_id, at=at, by=SYSTEM)}/")
    return client


@pytest.fixture
def home(visit: AssignedVisit, at: datetime) -> Client:
    return opened(visit.household_id, at)


def page(home: Client, visit: AssignedVisit) -> str:
    return home.get(f"/home/visits/{visit.visit_id}/").content.decode()


def test_a_delay_is_told_with_what_is_given_and_how_it_is_reckoned(
    home: Client, visit: AssignedVisit, now: datetime
) -> None:
    announce_delay(visit_id=visit.visit_id, minutes=50, cause="traffic", text="地铁停运", at=now, by=visit.by)
    jobs.run_due_jobs(at=now)
    shown = page(home, visit)
    assert "Your caregiver will be about 50 min late" in shown and "地铁停运" in shown
    assert "For the delay we give you ¥40.00, without your asking" in shown
    assert "2 × ¥20.00 (each started 30 min) = ¥40.00" in shown and "By version 1 of our terms" in shown
    assert "2 × ¥20.00" in home.get("/home/account/").content.decode()


def test_what_the_household_asked_for_is_said_so(home: Client, visit: AssignedVisit, now: datetime) -> None:
    announce_delay(visit_id=visit.visit_id, minutes=60, cause="household", at=now, by=visit.by)
    shown = page(home, visit)
    assert "We come 1 h later, as you asked" in shown and "without your asking" not in shown


def test_an_extra_is_shown_at_a_price_of_zero(home: Client, visit: AssignedVisit) -> None:
    at = arrive(visit)
    grant_goodwill(visit_id=visit.visit_id, title="擦冰箱<i>", minutes=20, wish="asked", at=at, by=visit.by)
    shown = page(home, visit)
    assert "Done for you, free of charge" in shown and "擦冰箱&lt;i&gt;" in shown and "worth ¥16.67" in shown


def test_money_is_asked_back_once_and_the_answer_is_read(home: Client, visit: AssignedVisit, now: datetime) -> None:
    url, form = f"/home/visits/{visit.visit_id}/refund/", {"reason": "窗户没有擦", "client_id": str(uuid4())}
    assert "You hear from us within 3 days" in home.get(url).content.decode()
    for _n in range(2):
        assert home.post(url, form).status_code == 302
    assert home.post(url, {**form, "client_id": str(uuid4())}).status_code == 422
    assert home.post(url, {"reason": "", "client_id": str(uuid4())}).status_code == 422
    (request,) = queries.refunds()
    assert "We are looking at it." in page(home, visit)
    lead = at_desk(Role.QUALITY_LEAD, at=now)
    find_unjustified(request_id=request.id, text="照片显示已擦净", at=now, by=lead)
    assert "照片显示已擦净" in page(home, visit)


def test_help_reads_the_steps_first_and_calls_once(home: Client, visit: AssignedVisit) -> None:
    url, form = f"/home/visits/{visit.visit_id}/help/", {"kind": "gas", "client_id": str(uuid4())}
    shown = home.get(url).content.decode()
    assert "Touch no switch" in shown and 'href="tel:119"' in shown and "within 30 min" in shown
    for _n in range(2):
        assert home.post(url, form).status_code == 302
    assert home.post(url, {"kind": "boredom", "client_id": str(uuid4())}).status_code == 422
    assert len(queries.open_emergencies()) == 1
    assert "Everybody at the desk sees your call" in page(home, visit)


def test_what_the_caregiver_called_for_is_not_the_households(home: Client, visit: AssignedVisit, now: datetime) -> None:
    call_for_help(visit_id=visit.visit_id, kind="conflict", text="他骂人", at=now, by=visit.by)
    assert "他骂人" not in page(home, visit)
    assert "他骂人" not in home.get("/home/story/").content.decode()


@pytest.mark.parametrize("what", ["refund", "help"])
def test_a_neighbour_finds_nothing(visit: AssignedVisit, at: datetime, what: str) -> None:
    other = awaited_visit(at=at, phone="13912345679", caregiver_id=caregiver("李敏", at=at, number=2))
    neighbour = opened(other.household_id, at)
    url = f"/home/visits/{visit.visit_id}/{what}/"
    form = {"reason": "退", "kind": "fire", "client_id": str(uuid4())}
    assert neighbour.get(url).status_code == neighbour.post(url, form).status_code == 404
    assert Client().get(url).status_code == 403


def test_before_the_visit_there_is_nothing_to_give_back(home: Client, visit: AssignedVisit) -> None:
    with clock_at(visit.starts_at - timedelta(hours=1)):
        assert "Ask for money back" not in page(home, visit)
        assert "Emergency: what to do, and help" in page(home, visit)
