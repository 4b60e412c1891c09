"""The waiting list on the household's phone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch import operations as dispatch
from anjia.dispatch.queries import assignments_of_visits
from anjia.dispatch.testing import caregiver
from anjia.households.operations import issue_key, register_household
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.offers import queries
from anjia.workforce.rules import Hours


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def taken(scope: int, at: datetime) -> int:
    """The only time there is, Tuesday from ten to one, is a visit's."""
    wang = caregiver(at=at, hours=(Hours(1, 10 * 60, 13 * 60),))
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2), minutes=180)
    dispatch.assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)
    return visit_id


def phone_of(household_id: int, at: datetime) -> Client:
    browser = Client(headers={"Accept-Language": "en"})
    browser.get(f"/h/{issue_key(household_id=household_id, at=at, by=SYSTEM)}/")
    return browser


def wish(visit_id: int, at: datetime, **changed: str) -> dict[str, str]:
    visit, day = booking.visit(visit_id), day_of(at)
    what = {"offering": str(visit.offering_id), "home": str(visit.home_id), "minutes": "180"}
    when = {"from_on": str(day), "until_on": str(day + timedelta(days=7)), "earliest": "08:00", "latest": "20:00"}
    return what | when | changed


def test_joined_offered_and_taken_once(taken: int, at: datetime) -> None:
    household_id = booking.visit(taken).household_id
    phone = phone_of(household_id, at)
    assert phone.get("/home/waiting/join/", wish(taken, at)).status_code == 200
    assert phone.post("/home/waiting/join/", wish(taken, at)).status_code == 302
    (one,) = queries.waiting_of_household(household_id)
    assert "You are number 1" in phone.get("/home/waiting/").content.decode()
    dispatch.release_visit(visit_id=taken, at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at)
    assert "A time is free" in phone.get("/home/").content.decode()
    answers = [phone.post(f"/home/waiting/{one.id}/accept/") for _time in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert queries.waiting(one.id).state == "booked"
    assert len(booking.visits_of_household(household_id)) == 2


def test_what_cannot_be_is_said_and_nothing_kept(taken: int, at: datetime) -> None:
    household_id = booking.visit(taken).household_id
    phone = phone_of(household_id, at)
    for changed in ({"until_on": str(day_of(at) - timedelta(days=1))}, {"latest": "08:30"}, {"from_on": "x"}):
        assert phone.post("/home/waiting/join/", wish(taken, at, **changed)).status_code == 422
    assert not queries.waiting_of_household(household_id)


def test_another_household_has_no_hand_in_it(taken: int, at: datetime) -> None:
    household_id = booking.visit(taken).household_id
    mine = phone_of(household_id, at)
    mine.post("/home/waiting/join/", wish(taken, at))
    (one,) = queries.waiting_of_household(household_id)
    other = phone_of(register_household(name="吴先生", phone="13711112222", at=at, by=SYSTEM), at)
    for act in ("accept", "decline", "leave"):
        assert other.post(f"/home/waiting/{one.id}/{act}/").status_code == 404
    assert mine.post(f"/home/waiting/{one.id}/leave/").status_code == 302
    assert queries.waiting(one.id).state == "left"


def test_who_should_come_is_kept_and_shown_and_nobody_unknown_can_be_named(taken: int, at: datetime) -> None:
    household_id = booking.visit(taken).household_id
    (wang,) = (one.caregiver_id for one in assignments_of_visits([taken]).values())
    phone = phone_of(household_id, at)
    form = phone.get("/home/waiting/join/", wish(taken, at, **{"with": str(wang)})).content.decode()
    assert f'<option value="{wang}" selected' in form
    unknown = caregiver("赵琴", at=at, number=3)
    assert phone.post("/home/waiting/join/", wish(taken, at, caregiver=str(unknown))).status_code == 422
    phone.post("/home/waiting/join/", wish(taken, at, caregiver=str(wang)))
    (one,) = queries.waiting_of_household(household_id)
    assert one.caregiver_id == wang
    assert "should come" in phone.get("/home/waiting/").content.decode()
