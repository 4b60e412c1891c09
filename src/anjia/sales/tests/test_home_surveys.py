"""Two surveys at home within three days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.sales import operations, queries
from anjia.sales.rules import fits_the_day
from anjia.sales.testing import Asking, ask

pytestmark = pytest.mark.usefixtures("scope")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def adviser(scope: int, at: datetime) -> Actor:
    return Actor("staff", engaged(at, "13900000001"), "周敏")


def engaged(at: datetime, phone: str) -> int:
    return engage_staff(name="周敏", phone=phone, password="warm-kettle-7", roles=[Role.ADVISER], at=at, by=SYSTEM)


def requested(at: datetime, phone: str = "13912345678") -> tuple[Asking, int]:
    asking = ask(at=at, phone=phone)
    return asking, operations.request_home_surveys(
        enquiry_id=asking.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM
    )


def plan(request_id: int, number: int, starts_at: datetime, at: datetime, by: Actor) -> int:
    return operations.plan_home_survey(
        request_id=request_id, number=number, surveyor_id=by.id or 0, starts_at=starts_at, at=at, by=by
    )


def record(
    survey_id: int, at: datetime, by: Actor, *, rooms: int = 3, metres: int = 90, notes: str = "朝南，有地暖"
) -> None:
    operations.record_home_survey(survey_id=survey_id, rooms=rooms, square_metres=metres, notes=notes, at=at, by=by)


def state(asking: Asking) -> str:
    return states_of(f"enquiry:{asking.enquiry_id}")["home_survey"]


def test_a_request_is_promised_two_surveys_within_three_days_once(at: datetime) -> None:
    asking, request_id = requested(at)
    again = operations.request_home_surveys(enquiry_id=asking.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM)
    made = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
    assert made is not None
    assert (again, made.due_at, made.household_id) == (request_id, at + 3 * DAY, asking.household_id)
    assert queries.survey_request(request_id).unplanned == (1, 2)


def test_one_survey_keeps_nothing_and_the_second_keeps_it_with_evidence(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    first, second = (plan(request_id, n, at + n * DAY, at, adviser) for n in (1, 2))
    record(first, at + DAY, adviser)
    assert state(asking) == "open"
    record(second, at + 2 * DAY, adviser)
    kept = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
    assert kept is not None
    assert (kept.state, kept.evidence) == ("kept", "Two surveys: 11-23 10:00, 11-24 10:00.")
    assert queries.survey_request(request_id).closed_at == at + 2 * DAY


def test_the_second_after_the_third_day_is_a_broken_promise(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    first = plan(request_id, 1, at + DAY, at, adviser)
    record(first, at + DAY, adviser)
    sweep_promises(at=at + 4 * DAY)
    second = plan(request_id, 2, at + 5 * DAY, at + 4 * DAY, adviser)
    record(second, at + 5 * DAY, adviser)
    assert state(asking) == "broken"
    assert queries.survey_request(request_id).closed_at is not None


@pytest.mark.parametrize(
    ("rooms", "metres", "notes", "field"),
    [(0, 90, "x", "rooms"), (3, 0, "x", "square_metres"), (3, 5001, "x", "square_metres"), (3, 90, " ", "notes")],
)
def test_a_survey_without_evidence_is_refused(
    at: datetime, adviser: Actor, rooms: int, metres: int, notes: str, field: str
) -> None:
    _asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    with pytest.raises(Refusal) as refused:
        record(survey_id, at + DAY, adviser, rooms=rooms, metres=metres, notes=notes)
    assert refused.value.field == field


def test_a_survey_is_not_written_down_before_it_takes_place_nor_twice(at: datetime, adviser: Actor) -> None:
    _asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    with pytest.raises(Refusal, match=r"11月23日 10:00|23 November 10:00"):
        record(survey_id, at + HOUR, adviser)
    record(survey_id, at + DAY, adviser)
    with pytest.raises(Refusal):
        record(survey_id, at + DAY, adviser)


@pytest.mark.parametrize(
    ("hour", "minute", "fits"), [(8, 0, True), (19, 0, True), (19, 30, False), (7, 30, False), (10, 15, False)]
)
def test_a_survey_begins_on_a_half_hour_of_the_day(at: datetime, hour: int, minute: int, fits: bool) -> None:
    assert fits_the_day(at.replace(hour=hour, minute=minute)) is fits


def test_the_desk_cannot_plan_past_the_promise_nor_into_the_past(at: datetime, adviser: Actor) -> None:
    _asking, request_id = requested(at)
    with pytest.raises(Refusal, match=r"11月25日 10:00|25 November 10:00"):
        plan(request_id, 1, at + 3 * DAY, at, adviser)
    with pytest.raises(Refusal, match=r"11月21日 10:00|21 November 10:00"):
        plan(request_id, 1, at - DAY, at, adviser)


def test_a_surveyor_is_not_at_two_homes_at_once(at: datetime, adviser: Actor) -> None:
    _asking, first = requested(at)
    _other, second = requested(at, phone="13912345679")
    plan(first, 1, at + DAY, at, adviser)
    with pytest.raises(Refusal, match="at another home"):
        plan(second, 1, at + DAY + timedelta(minutes=30), at, adviser)
    plan(second, 1, at + DAY + HOUR, at, adviser)
    free = queries.free_survey_starts(adviser.id or 0, from_day=date(2026, 11, 23), days=1, at=at)
    assert [start.hour for start in free if start.minute == 0] == [8, 9, 12, 13, 14, 15, 16, 17, 18, 19]


def test_the_desk_moves_a_survey_and_sends_another_surveyor(at: datetime, adviser: Actor) -> None:
    _asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    other = Actor("staff", engaged(at, "13900000007"), "顾青")
    assert plan(request_id, 1, at + DAY + HOUR, at, other) == survey_id
    (found,) = queries.survey_request(request_id).surveys
    assert (found.surveyor_id, found.starts_at) == (other.id, at + DAY + HOUR)
    names = [fact.name for fact in story_of(f"home_survey:{survey_id}")]
    assert names == ["sales.HomeSurveyMoved", "sales.HomeSurveyPlanned"]


def test_the_household_moves_within_the_promise_and_it_stands(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    household = Actor("household", asking.household_id)
    operations.move_home_survey(survey_id=survey_id, starts_at=at + 2 * DAY, at=at, by=household)
    made = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
    assert made is not None
    assert made.due_at == at + 3 * DAY


def test_a_later_time_of_its_own_moves_the_promise_along(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    household = Actor("household", asking.household_id)
    operations.move_home_survey(survey_id=survey_id, starts_at=at + 6 * DAY, at=at, by=household)
    made = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
    assert made is not None
    assert (made.state, made.due_at) == ("open", at + 6 * DAY + HOUR)


def test_the_household_moves_its_own_surveys_only_and_not_at_the_last_minute(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    survey_id = plan(request_id, 1, at + DAY, at, adviser)
    own, stranger = (Actor("household", asking.household_id + n) for n in (0, 1))
    with pytest.raises(Missing):
        operations.move_home_survey(survey_id=survey_id, starts_at=at + 2 * DAY, at=at, by=stranger)
    with pytest.raises(Refusal):
        operations.move_home_survey(survey_id=survey_id, starts_at=at + HOUR, at=at, by=own)


def test_the_household_may_waive_the_rest_in_its_words(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    first, second = (plan(request_id, n, at + n * DAY, at, adviser) for n in (1, 2))
    record(first, at + DAY, adviser)
    operations.waive_home_surveys(
        request_id=request_id, note="看一次就够了", at=at + DAY, by=Actor("household", asking.household_id)
    )
    released = promise_of("home_survey", f"enquiry:{asking.enquiry_id}")
    assert released is not None
    assert (released.state, released.evidence) == ("released", "看一次就够了")
    assert [one.state for one in queries.survey_request(request_id).surveys] == ["done", "cancelled"]
    with pytest.raises(Refusal):
        record(second, at + 2 * DAY, adviser)


def test_a_lost_enquiry_needs_no_survey(at: datetime, adviser: Actor) -> None:
    asking, request_id = requested(at)
    plan(request_id, 1, at + DAY, at, adviser)
    operations.lose_enquiry(enquiry_id=asking.enquiry_id, reason="price", at=at + HOUR, by=adviser)
    assert states_of(f"enquiry:{asking.enquiry_id}") == {"first_contact": "released", "home_survey": "released"}
    assert [one.state for one in queries.survey_request(request_id).surveys] == ["cancelled"]
    assert queries.open_survey_requests() == []


def test_foreign_homes_households_and_companies_find_nothing(at: datetime, adviser: Actor, stranger_id: int) -> None:
    asking, request_id = requested(at)
    other = ask(at=at, phone="13912345679")
    with pytest.raises(Missing):
        operations.request_home_surveys(enquiry_id=other.enquiry_id, home_id=asking.home_id, at=at, by=SYSTEM)
    with pytest.raises(Missing):
        plan(request_id, 3, at + DAY, at, adviser)
    with company_scope(stranger_id), pytest.raises(Missing):
        queries.survey_request(request_id)
