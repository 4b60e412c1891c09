"""The desk's today page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.households.operations import register_household
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.models import Job
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.quality.testing import answer, caregiver, visit_done
from anjia.sales.operations import receive_enquiry

HOUR = timedelta(hours=1)
HERE = "/desk/"


@pytest.fixture
def present(at: datetime) -> datetime:
    """A quarter past one in the afternoon."""
    return at + timedelta(hours=3, minutes=15)


@pytest.fixture(autouse=True)
def now(present: datetime) -> Iterator[None]:
    with clock_at(present):
        yield


def desk(company_id: int, at: datetime, role: Role, number: int = 1) -> Client:
    return client_of(company_id, at, f"1390000000{number}", role)


def asked(company_id: int, at: datetime, number: int, text: str = "想做保洁") -> None:
    with company_scope(company_id):
        household_id = register_household(name=f"家庭{number}", phone=f"1391234000{number}", at=at, by=SYSTEM)
        receive_enquiry(household_id=household_id, channel="phone", text=text, at=at, by=SYSTEM)


def complained(company_id: int, at: datetime, number: int) -> None:
    with company_scope(company_id):
        who = caregiver(at=at, phone=f"1370000000{number}")
        answer(visit_done(at=at, caregiver_id=who, phone=f"1391234560{number}"), 5, 5, 2, 5, at=at, improve="窗台")


def text_of(client: Client, **asked: str) -> str:
    return client.get(HERE, asked).content.decode()


def test_an_empty_day_says_what_will_appear(company_id: int, at: datetime) -> None:
    assert "Nothing waits for you." in text_of(desk(company_id, at, Role.ADVISER))


def test_things_stand_in_three_heaps_by_urgency(company_id: int, at: datetime, present: datetime) -> None:
    adviser = desk(company_id, at, Role.ADVISER)
    asked(company_id, at, 1, "逾期的")
    asked(company_id, present - HOUR, 2, "今天的")
    complained(company_id, at, 3)
    text = text_of(adviser)
    late, today, week = (text.index(f'<span class="strong">{word}') for word in ("Overdue", "Today", "This week"))
    assert late < text.index("逾期的") < today < text.index("今天的") < week < text.index("First answer to a complaint")


def test_mine_is_what_waits_for_me(company_id: int, at: datetime, present: datetime) -> None:
    adviser, lead = desk(company_id, at, Role.ADVISER, 1), desk(company_id, at, Role.QUALITY_LEAD, 2)
    asked(company_id, at, 1, "想做保洁")
    complained(company_id, at, 3)
    assert "想做保洁" in text_of(adviser)
    assert "想做保洁" not in text_of(lead, whose="mine")
    assert "想做保洁" in text_of(lead, whose="all")
    assert "Call-backs" not in text_of(lead, whose="all")


def test_a_kind_alone(company_id: int, at: datetime) -> None:
    client = desk(company_id, at, Role.ADVISER)
    asked(company_id, at, 1, "想做保洁")
    complained(company_id, at, 3)
    text = text_of(client, kind="complaint")
    assert "First answer to a complaint" in text
    assert "想做保洁" not in text
    assert "想做保洁" in text_of(client, kind="nonsense")


def test_a_visit_nobody_is_sent_to_and_one_that_has_not_begun(company_id: int, at: datetime, present: datetime) -> None:
    with company_scope(company_id):
        plan_visit(at=at, starts_at=present + 5 * HOUR, phone="13912340001")
        plan_visit(at=at, starts_at=present - HOUR, phone="13912340002")
    text = text_of(desk(company_id, at, Role.DISPATCHER))
    assert "Nobody is sent to this visit" in text
    assert "The visit has not begun" in text


def test_visits_nobody_came_back_to_are_one_line(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        who = caregiver(at=at)
        for number in range(3):
            visit_done(at=at - timedelta(days=2) + 6 * HOUR, caregiver_id=who, phone=f"1391234560{number}")
    text = text_of(desk(company_id, at, Role.ADVISER))
    assert "3 visits nobody has come back to" in text


def test_a_complaint_whose_answer_is_overdue_stays_on_top_until_it_is_answered(company_id: int, at: datetime) -> None:
    complained(company_id, at - timedelta(days=1), 3)
    sweep_promises(at=at + HOUR)
    text = text_of(desk(company_id, at, Role.ADVISER), whose="all")
    assert text.index("Overdue") < text.index("First answer to a complaint")
    assert "3 h 15 min overdue" in text


def test_stopped_deliveries_wait_for_the_owner(company_id: int, at: datetime) -> None:
    owner = desk(company_id, at, Role.OWNER)
    given = {"task": "x", "arguments": {}, "due_at": at, "made_at": at, "closed_at": at}
    Job.objects.create(company_id=company_id, state="dead", **given)
    assert "1 delivery has stopped" in text_of(owner)
    assert "delivery has stopped" not in text_of(desk(company_id, at, Role.ADVISER, 2))


def test_the_page_asks_the_same_for_few_and_for_many(company_id: int, at: datetime, present: datetime) -> None:
    client = desk(company_id, at, Role.OWNER)

    def more(numbers: range) -> None:
        for number in numbers:
            asked(company_id, at, number)
            complained(company_id, at, number)
            with company_scope(company_id):
                plan_visit(at=at, starts_at=present + number * HOUR, phone=f"1391234100{number}")
                plan_visit(at=at, starts_at=present - HOUR, phone=f"1391234200{number}")

    more(range(1, 2))
    few = queries_of(lambda: client.get(f"{HERE}?whose=all"))
    more(range(2, 5))
    assert queries_of(lambda: client.get(f"{HERE}?whose=all")) == few


def test_nobody_looks_without_logging_in() -> None:
    assert "/accounts/" in Client().get(HERE)["Location"]


def test_another_companys_day_is_empty(company_id: int, stranger_id: int, at: datetime) -> None:
    asked(company_id, at, 1)
    assert "想做保洁" not in text_of(desk(stranger_id, at, Role.OWNER), whose="all")


def test_the_rail_leads_here(company_id: int, at: datetime) -> None:
    assert reverse("desk:today") == HERE
