"""The desk answers what is asked of the plan."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.dispatch.queries import visits_without_caregiver
from anjia.dispatch.testing import caregiver, visit_with
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import Actor
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.jobs import run_due_jobs
from anjia.workforce.operations import ask_leave
from anjia.workforce.queries import leave_request


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def dispatcher(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13700000001", Role.DISPATCHER)


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver(at=at)


def asked(caregiver_id: int, at: datetime, *, days: int = 2, urgent: bool = False) -> int:
    begins = at + timedelta(days=days, hours=-2)
    return ask_leave(
        caregiver_id=caregiver_id,
        client_id=uuid4(),
        kind="family",
        starts_at=begins,
        ends_at=begins + timedelta(hours=10),
        reason="回老家",
        urgent=urgent,
        at=at,
        by=Actor("caregiver", caregiver_id),
    )


def test_a_yes_frees_her_visit_and_the_desk_saw_it_before(dispatcher: Client, wang: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    one = asked(wang, at)
    assert "Answer a request for leave" in dispatcher.get("/desk/").content.decode()
    text = dispatcher.get(f"/desk/requests/leave/{one}/").content.decode()
    assert f"/desk/visits/{visit_id}/" in text
    assert "回老家" in text
    assert dispatcher.post(f"/desk/requests/leave/{one}/grant/", {"answer": "好"}).status_code == 302
    run_due_jobs(at=at)
    day = day_of(booking.visit(visit_id).starts_at)
    assert visits_without_caregiver(day, day) == [visit_id]
    assert "Answer a request for leave" not in dispatcher.get("/desk/").content.decode()


def test_a_repair_says_who_waits_for_an_answer_about_its_day(dispatcher: Client, wang: int, at: datetime) -> None:
    one = asked(wang, at)
    repair, waits = "/desk/plans/repair/?day=", f'href="/desk/requests/leave/{one}/"'
    assert waits in dispatcher.get(f"{repair}{day_of(at + timedelta(days=2))}").content.decode()
    assert waits not in dispatcher.get(f"{repair}{day_of(at + timedelta(days=3))}").content.decode()
    dispatcher.post(f"/desk/requests/leave/{one}/grant/", {"answer": ""})
    assert waits not in dispatcher.get(f"{repair}{day_of(at + timedelta(days=2))}").content.decode()


def test_a_no_without_a_reason_is_shown_at_its_field(dispatcher: Client, wang: int, at: datetime) -> None:
    one = asked(wang, at)
    assert dispatcher.post(f"/desk/requests/leave/{one}/refuse/", {"answer": ""}).status_code == 422
    assert leave_request(one).is_open
    assert dispatcher.post(f"/desk/requests/leave/{one}/refuse/", {"answer": "排满"}).status_code == 302
    again = dispatcher.post(f"/desk/requests/leave/{one}/grant/", {"answer": ""})
    assert again.status_code == 422


def test_who_cannot_come_today_stands_first(dispatcher: Client, wang: int, at: datetime) -> None:
    asked(wang, at, urgent=True)
    assert "A caregiver cannot come today" in dispatcher.get("/desk/").content.decode()
    assert "cannot come today" in dispatcher.get("/desk/requests/leave/").content.decode()


def test_it_is_the_dispatchers_and_no_strangers(company_id: int, stranger_id: int, wang: int, at: datetime) -> None:
    one = asked(wang, at)
    finance = client_of(company_id, at, "13700000002", Role.FINANCE)
    stranger = client_of(stranger_id, at, "13700000003", Role.OWNER)
    assert finance.get("/desk/requests/leave/").status_code == 403
    assert stranger.get(f"/desk/requests/leave/{one}/").status_code == 404
    assert stranger.post(f"/desk/requests/leave/{one}/grant/", {}).status_code == 404
    assert "王芳" not in stranger.get("/desk/requests/leave/").content.decode()


def test_the_list_costs_the_same_however_many_ask(dispatcher: Client, wang: int, at: datetime) -> None:
    asked(wang, at)
    few = queries_of(lambda: dispatcher.get("/desk/requests/leave/"))
    for number in range(2, 5):
        asked(caregiver(f"员{number}", at=at, number=number), at)
    assert queries_of(lambda: dispatcher.get("/desk/requests/leave/")) == few
