"""The desk's pages of refunds, emergencies, delays and free extras."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from anjia.billing.operations import charge_visit, record_payment
from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit
from anjia.guarantees import queries
from anjia.guarantees.operations import ask_refund, call_for_help
from anjia.guarantees.rules import EmergencyKind, RefundState
from anjia.guarantees.testing import awaited_visit, family
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_clause
from anjia.promises.rules import Kind


@pytest.fixture
def visit(company_id: int, at: datetime) -> AssignedVisit:
    with company_scope(company_id):
        return awaited_visit(at=at)


@pytest.fixture(autouse=True)
def now(visit: AssignedVisit) -> Iterator[datetime]:
    """Three hours after the visit has begun."""
    moment = visit.starts_at + timedelta(hours=3)
    with clock_at(moment):
        yield moment


@pytest.fixture
def asked(company_id: int, visit: AssignedVisit, now: datetime) -> int:
    with company_scope(company_id):
        charge_visit(visit_id=visit.visit_id, at=now, by=SYSTEM)
        record_payment(household_id=visit.household_id, amount_fen=150_00, method="cash", at=now, by=SYSTEM)
        return ask_refund(visit_id=visit.visit_id, reason="窗户没有擦", at=now, by=family(visit))


@pytest.fixture
def called(company_id: int, visit: AssignedVisit, now: datetime) -> int:
    with company_scope(company_id):
        return call_for_help(visit_id=visit.visit_id, kind=EmergencyKind.GAS, text="<b>有味</b>", at=now, by=visit.by)


def person(company_id: int, at: datetime, role: Role, number: int = 1) -> Client:
    return client_of(company_id, at, f"139000000{list(Role).index(role)}{number}", role)


def state(company_id: int, request_id: int) -> RefundState:
    with company_scope(company_id):
        return queries.refund_request(request_id).state


def test_a_refund_goes_from_asked_to_paid(company_id: int, at: datetime, asked: int) -> None:
    lead, finance = person(company_id, at, Role.QUALITY_LEAD), person(company_id, at, Role.FINANCE)
    page = lead.get(f"/desk/refunds/{asked}/").content.decode()
    assert "窗户没有擦" in page and "At most ¥150.00" in page
    lead.post(f"/desk/refunds/{asked}/justified/", {"amount": "60", "text": "三扇窗"})
    assert "¥60.00 goes back to the household" in finance.get(f"/desk/refunds/{asked}/").content.decode()
    answer = finance.post(f"/desk/refunds/{asked}/pay/", {"method": "transfer"}, follow=True)
    assert "¥60.00 paid out" in answer.content.decode()
    assert state(company_id, asked) is RefundState.PAID
    assert "¥60.00" in finance.get("/desk/guarantees/").content.decode()


def test_too_much_comes_back_in_the_form_with_the_bound(company_id: int, at: datetime, asked: int) -> None:
    lead = person(company_id, at, Role.QUALITY_LEAD)
    answer = lead.post(f"/desk/refunds/{asked}/justified/", {"amount": "151", "text": "三扇窗"})
    assert answer.status_code == 422
    assert "¥151.00 is not possible" in answer.content.decode()
    assert lead.get(f"/desk/refunds/{asked}/justified/").status_code == 302


def test_the_second_word_is_not_offered_to_who_found_it(
    company_id: int, at: datetime, now: datetime, asked: int
) -> None:
    lead, other = person(company_id, at, Role.QUALITY_LEAD), person(company_id, at, Role.QUALITY_LEAD, 2)
    with company_scope(company_id):
        values = {"kind": Kind.REFUND_ALONE, "minutes": 0, "most_fen": 5000, "sentence": "", "by": SYSTEM}
        publish_clause(**values, effective_from=at + timedelta(minutes=1), at=at)
    lead.post(f"/desk/refunds/{asked}/justified/", {"amount": "60", "text": "三扇窗"})
    page = f"/desk/refunds/{asked}/"
    assert "you found it justified yourself" in lead.get(page).content.decode()
    assert "you found it justified yourself" not in other.get(page).content.decode()
    assert lead.post(f"{page}second/", {"approved": "yes"}).status_code == 422
    other.post(f"{page}second/", {"approved": "yes"})
    assert state(company_id, asked) is RefundState.TO_PAY


def test_an_emergency_stands_above_every_page_until_somebody_sees_to_it(
    company_id: int, at: datetime, called: int
) -> None:
    dispatcher, finance = person(company_id, at, Role.DISPATCHER), person(company_id, at, Role.FINANCE)
    for client in (dispatcher, finance):
        assert "Emergency: Smell of gas" in client.get("/desk/households/").content.decode()
    page = dispatcher.get(f"/desk/emergencies/{called}/").content.decode()
    assert "&lt;b&gt;有味&lt;/b&gt;" in page and "Touch no switch" in page and 'href="tel:119"' in page
    dispatcher.post(f"/desk/emergencies/{called}/take-up/")
    assert "Emergency: Smell of gas" not in finance.get("/desk/emergencies/alarms/").content.decode()
    assert finance.post(f"/desk/emergencies/{called}/take-up/").status_code == 422
    assert dispatcher.post(f"/desk/emergencies/{called}/answer/", {"text": ""}).status_code == 422
    dispatcher.post(f"/desk/emergencies/{called}/answer/", {"text": "已通知物业关阀"})
    dispatcher.post(f"/desk/emergencies/{called}/close/", {"text": "已检修"})
    with company_scope(company_id):
        assert not queries.emergency(called).is_open


def test_the_visits_page_tells_what_was_given_and_takes_what_is_told_by_phone(
    company_id: int, at: datetime, visit: AssignedVisit
) -> None:
    dispatcher = person(company_id, at, Role.DISPATCHER)
    with clock_at(visit.starts_at):
        late = {"minutes": "40", "cause": "traffic", "client_id": str(uuid4())}
        assert "The family is told at once" in dispatcher.get(f"/desk/visits/{visit.visit_id}/delay/").content.decode()
        for _n in range(2):
            dispatcher.post(f"/desk/visits/{visit.visit_id}/delay/", late)
        assert dispatcher.post(f"/desk/visits/{visit.visit_id}/delay/", {"minutes": "1"}).status_code == 422
    extra = {"title": "擦冰箱", "minutes": "10", "wish": "asked", "client_id": str(uuid4())}
    dispatcher.post(f"/desk/visits/{visit.visit_id}/goodwill/", extra)
    page = dispatcher.get(f"/desk/visits/{visit.visit_id}/").content.decode()
    assert "1 × ¥20.00" in page and "擦冰箱" in page
    with company_scope(company_id):
        assert len(queries.pre_compensations_of(visit.visit_id)) == 1


@pytest.mark.parametrize("path", ["refunds/{asked}/", "emergencies/{called}/", "visits/{visit}/delay/"])
def test_a_stranger_finds_nothing(
    stranger_id: int, at: datetime, visit: AssignedVisit, asked: int, called: int, path: str
) -> None:
    stranger = person(stranger_id, at, Role.OWNER)
    url = "/desk/" + path.format(asked=asked, called=called, visit=visit.visit_id)
    assert stranger.get(url).status_code in (200, 404) and stranger.post(url).status_code in (404, 405)
    assert Client().get(url).status_code == 302


def test_who_pays_does_not_judge_and_who_sends_does_not_read_refunds(company_id: int, at: datetime, asked: int) -> None:
    assert person(company_id, at, Role.FINANCE).post(f"/desk/refunds/{asked}/justified/").status_code == 403
    assert person(company_id, at, Role.DISPATCHER).get("/desk/refunds/").status_code == 403


def test_lists_cost_the_same_however_long(
    company_id: int, at: datetime, now: datetime, asked: int, called: int
) -> None:
    owner = person(company_id, at, Role.OWNER)
    for path in ("/desk/refunds/", "/desk/emergencies/", "/desk/guarantees/"):
        owner.get(path)
    before = [queries_of(lambda path=path: owner.get(path)) for path in ("/desk/refunds/", "/desk/emergencies/")]
    with company_scope(company_id):
        visit = queries.refund_request(asked)
        for _n in range(4):
            call_for_help(visit_id=visit.visit_id, kind=EmergencyKind.FIRE, at=now, by=SYSTEM)
    after = [queries_of(lambda path=path: owner.get(path)) for path in ("/desk/refunds/", "/desk/emergencies/")]
    assert after == before


def test_today_holds_what_waits(company_id: int, at: datetime, asked: int, called: int) -> None:
    page = person(company_id, at, Role.OWNER).get("/desk/?whose=all").content.decode()
    assert "Decide a refund request" in page and "Smell of gas" in page
