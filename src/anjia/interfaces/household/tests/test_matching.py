"""A family reads why she comes, wishes for her again, asks for somebody else, and asks a person."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from anjia.booking.testing import Ground, lay_ground
from anjia.dispatch import operations as dispatch_operations
from anjia.dispatch import queries as dispatch
from anjia.dispatch.operations import decide_review
from anjia.dispatch.rules import Outcome
from anjia.dispatch.testing import caregiver
from anjia.interfaces.household.matching import rating_words
from anjia.interfaces.household.tests.test_booking import MONDAY, opened, page, pick
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, minute_of
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Rating


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def ground(scope: int, now: datetime) -> Ground:
    return lay_ground(at=now)


@pytest.fixture
def fang(ground: Ground, now: datetime) -> int:
    return caregiver("王秀芳", at=now, level=4)


@pytest.fixture
def home(ground: Ground, now: datetime) -> Client:
    return opened(ground.household_id, now)


@pytest.fixture
def visit_id(home: Client, ground: Ground, fang: int, at: datetime) -> int:
    held = pick(home, ground, at + MONDAY, fang)
    home.post(f"{held}confirm/")
    hold = dispatch.hold(int(held.rstrip("/").rpartition("/")[2]))
    assert hold.visit_id is not None
    return hold.visit_id


def test_the_family_reads_why_she_comes_and_nothing_private(home: Client, visit_id: int) -> None:
    assert f"/home/visits/{visit_id}/why/" in page(home, f"/home/visits/{visit_id}/")
    shown = page(home, f"/home/visits/{visit_id}/why/")
    assert "Comes to you for the first time" in shown
    assert "Chosen by the family among those who were proposed." in shown
    assert "No rating yet" in shown
    assert "hours of work this week" not in shown
    assert "from her home" not in shown


def test_wishing_for_her_again_is_taken_back_with_one_tap(home: Client, visit_id: int, at: datetime) -> None:
    home.post(f"/home/visits/{visit_id}/again/")
    assert "wished for again" in page(home, f"/home/visits/{visit_id}/why/")
    [said] = dispatch.preferences_of_household(_household(visit_id), at=at)
    home.post(f"/home/people/{said.id}/lift/")
    assert "Nothing is noted yet." in page(home, "/home/people/")


def _household(visit_id: int) -> int:
    assignment = dispatch.assignment_of(visit_id)
    assert assignment is not None
    assert assignment.household_id is not None
    return assignment.household_id


def test_choosing_who_comes_and_why_cost_the_same_for_few_and_many(
    home: Client, ground: Ground, fang: int, visit_id: int, at: datetime
) -> None:
    start = minute_of(at + timedelta(days=3))
    addresses = (
        f"/home/times/who/?offering={ground.offering_id}&start={start}-{fang}",
        f"/home/visits/{visit_id}/why/",
        f"/home/visits/{visit_id}/somebody-else/",
        "/home/people/",
    )

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as caught:
                page(home, address)
            counts.append(len(caught))
        return counts

    second = caregiver("李小一", at=at, number=2)
    dispatch_operations.favour_caregiver(household_id=ground.household_id, caregiver_id=second, at=at, by=SYSTEM)
    cost()
    few = cost()
    for number in range(3, 8):
        another = caregiver(f"李小{number}", at=at, number=number)
        dispatch_operations.favour_caregiver(household_id=ground.household_id, caregiver_id=another, at=at, by=SYSTEM)
    assert cost() == few


@pytest.mark.parametrize(("how", "left"), [("once", 0), ("never", 1)])
def test_somebody_else_is_looked_for(
    home: Client, ground: Ground, visit_id: int, fang: int, at: datetime, how: str, left: int
) -> None:
    assert "Only this time" in page(home, f"/home/visits/{visit_id}/somebody-else/")
    answer = home.post(f"/home/visits/{visit_id}/somebody-else/", {"how": how}, follow=True)
    assert "We look for somebody else." in answer.content.decode()
    assert dispatch.assignment_of(visit_id) is None
    assert len(dispatch.excluded_for(ground.household_id, at=at)) == left
    assert fang not in {one.caregiver_id for one in dispatch.candidates_for(visit_id, at=at)}


def test_one_of_those_proposed_is_refused_while_choosing(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    mei = caregiver("李小梅", at=now, number=2)
    start = minute_of(at + MONDAY)
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180}
    refused = {**wish, "start": f"{start}-{fang}", "how": "never"}
    times = home.post("/home/times/who/refuse/", refused).headers["Location"]
    assert re.search(rf'value="{start}-{mei}"[^>]* checked', page(home, times.removesuffix("#who")))
    assert dispatch.excluded_for(ground.household_id, at=at) == {fang}
    shown = page(home, f"/home/times/who/?offering={ground.offering_id}&start={start}-{mei}")
    assert "小梅" in shown
    assert "秀芳" not in shown


def test_who_is_not_free_any_more_is_said_in_a_sentence_and_a_stranger_is_nobody(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime, stranger_id: int
) -> None:
    caregiver("李小梅", at=now, number=2)
    away = at + MONDAY
    record_leave(caregiver_id=fang, starts_at=away, ends_at=away + timedelta(hours=4), at=at, by=SYSTEM)
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180}
    start = minute_of(away)
    refused = {**wish, "start": f"{start}-{fang}", "how": "never"}
    said = home.post("/home/times/who/refuse/", refused, follow=True).content.decode()
    assert "not free then any more" in said
    assert "小梅" in said
    assert dispatch.excluded_for(ground.household_id, at=at) == set()
    with company_scope(stranger_id):
        theirs = caregiver("吴小美", at=now, number=3)
    for nobody in (theirs, 10**9, ""):
        answer = home.post("/home/times/who/refuse/", {**wish, "start": f"{start}-{nobody}", "how": "never"})
        assert answer.status_code == 404


def test_whoever_is_named_or_unwanted_is_that_also_among_those_who_can_come(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    mei = caregiver("李小梅", at=now, number=2)
    asked = f"/home/times/who/?offering={ground.offering_id}&start={minute_of(at + MONDAY)}"
    assert "秀芳" in page(home, f"{asked}-{mei}")
    for wish in (f"with={mei}", f"not={fang}"):
        shown = page(home, f"{asked}-{mei}&{wish}")
        assert re.search(rf'value="{mei}" checked', shown)
        assert "秀芳" not in shown


def test_whoever_was_named_can_be_refused_though_others_fit_better(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    others = [caregiver(f"李小{number}", at=now, number=number) for number in range(2, 6)]
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180}
    start = minute_of(at + MONDAY)
    for number in [fang, *others]:
        refused = {**wish, "with": number, "start": f"{start}-{number}", "how": "never"}
        said = home.post("/home/times/who/refuse/", refused, follow=True).content.decode()
        assert "not free then any more" not in said
    assert dispatch.excluded_for(ground.household_id, at=at) == {fang, *others}


def test_an_unwanted_one_is_not_kept_either(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180, "not": str(fang)}
    start = f"{minute_of(at + MONDAY)}-{fang}"
    for who in ({}, {"who": str(fang)}):
        answer = home.post("/home/times/hold/", {**wish, "start": start, **who})
        assert answer.status_code == 409
        assert "You asked that somebody else comes." in answer.content.decode()


def test_the_second_of_the_three_can_be_chosen_by_name(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    mei = caregiver("李小梅", at=now, number=2)
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180}
    answer = home.post("/home/times/hold/", {**wish, "start": f"{minute_of(at + MONDAY)}-{fang}", "who": str(mei)})
    held = int(answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert dispatch.hold(held).caregiver_id == mei


def test_what_is_about_to_be_kept_names_who_is_chosen(
    home: Client, ground: Ground, fang: int, at: datetime, now: datetime
) -> None:
    caregiver("李小梅", at=now, number=2)
    asked = f"/home/times/who/?offering={ground.offering_id}&minutes=180&start={minute_of(at + MONDAY)}-{fang}"
    shown = page(home, asked)
    for name in ("秀芳", "小梅"):
        assert re.search(rf'data-picks="[^"]*, {name}, ¥', shown)
        assert re.search(rf'data-picks="[^"]*, {name} and one more, ¥', page(home, f"{asked}&people=2"))
    assert 'href="#who">Choose who comes' in shown


def test_a_person_answers_where_it_was_asked(home: Client, visit_id: int, at: datetime) -> None:
    home.post(f"/home/visits/{visit_id}/why/review/", {"text": "想要会上海话的"})
    assert "A person is looking at it" in page(home, f"/home/visits/{visit_id}/why/")
    assignment = dispatch.assignment_of(visit_id)
    assert assignment is not None
    [review] = dispatch.reviews_of(household_id=_household(visit_id), assignment_ids=[assignment.id]).values()
    later = at + timedelta(hours=1)
    decide_review(review_id=review.id, outcome=Outcome.STANDS, words="没有别人有空", at=later, by=SYSTEM)
    assert "没有别人有空" in page(home, f"/home/visits/{visit_id}/why/")


def test_a_rating_says_how_sure_it_is() -> None:
    with override("en"):
        words = rating_words(Rating(12, 92.0, 86.0, 98.0))
    assert words == "4.6 of 5 stars, surely between 4.3 and 4.9, from 12 answers"
