"""The desk's pages of coming back to every visit."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.testing import Scene, caregiver, visit_done

HOUR = timedelta(hours=1)
STARS = {"attitude": "5", "skill": "4", "efficiency": "4", "problem_solving": "5"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def adviser(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.ADVISER)


@pytest.fixture
def scene(company_id: int, at: datetime) -> Scene:
    with company_scope(company_id):
        return visit_done(at=at)


def page_of(scene: Scene) -> str:
    return reverse("desk:follow-up", args=[scene.visit_id])


def test_the_list_says_how_many_and_which_are_missing(adviser: Client, scene: Scene) -> None:
    html = adviser.get(reverse("desk:follow-ups")).content.decode()
    assert "0 of 1 visits" in html
    assert "1 day 23 h left" in html
    assert "version 1 of the clause" in html
    assert page_of(scene) in html


def test_a_call_with_stars_is_the_familys_answer(adviser: Client, scene: Scene, company_id: int) -> None:
    sent = {"outcome": "reached", "note": "很满意", "good_points": "细心", **STARS}
    assert adviser.post(page_of(scene), sent).url == reverse("desk:follow-ups")
    with company_scope(company_id):
        survey = queries.survey(scene.survey_id)
        assert (survey.index, survey.good_points, survey.by_household) == (90, "细心", False)
        assert states_of(f"visit:{scene.visit_id}") == {"visit_follow_up": "kept"}
    assert "100%" in adviser.get(reverse("desk:follow-ups")).content.decode()
    assert "细心" in adviser.get(page_of(scene)).content.decode()


def test_a_low_answer_by_phone_leads_to_its_complaint(adviser: Client, scene: Scene) -> None:
    sent = {"outcome": "reached", **STARS, "skill": "1"}
    assert "/desk/complaints/" in adviser.post(page_of(scene), sent)["Location"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "required"),
        ({"outcome": "reached", "attitude": "5"}, "all four"),
        ({"outcome": "not_reached", **STARS}, "We spoke"),
        ({"outcome": "call_again"}, "within 14 days"),
        ({"outcome": "call_again", "call_again_at": "2020-01-01T10:00"}, "within 14 days"),
        ({"outcome": "reached", "attitude": "9"}, "Select a valid choice"),
    ],
)
def test_half_an_answer_is_refused_and_nothing_is_written(
    adviser: Client, scene: Scene, company_id: int, sent: dict[str, str], said: str
) -> None:
    answered = adviser.post(page_of(scene), sent)
    assert (answered.status_code, said in answered.content.decode()) == (422, True)
    with company_scope(company_id):
        assert queries.attempts_of(scene.visit_id) == []


def test_a_further_call_stands_on_today_and_in_the_list(adviser: Client, scene: Scene) -> None:
    adviser.post(page_of(scene), {"outcome": "call_again", "call_again_at": "2026-11-23T15:00"})
    assert "Call again after the visit" in adviser.get(reverse("desk:today")).content.decode()
    assert "Agreed for" in adviser.get(reverse("desk:follow-ups")).content.decode()


def test_today_names_the_visits_nobody_came_back_to(adviser: Client, scene: Scene, at: datetime) -> None:
    assert "1 visit nobody has come back to" in adviser.get(reverse("desk:today")).content.decode()


def test_showing_the_number_is_recorded(adviser: Client, scene: Scene) -> None:
    shown = adviser.post(reverse("desk:follow-up-phone", args=[scene.visit_id]))
    assert "13912345678" in shown.content.decode()


def test_the_list_asks_as_often_for_one_as_for_many(
    adviser: Client, scene: Scene, company_id: int, at: datetime
) -> None:
    here = reverse("desk:follow-ups")
    adviser.get(here)
    one = queries_of(lambda: adviser.get(here))
    with company_scope(company_id):
        who = caregiver(at=at, phone="13700000009")
        for number in range(4):
            visit_done(at=at, caregiver_id=who, phone=f"1391234567{number}")
    assert queries_of(lambda: adviser.get(here)) == one
    assert adviser.get(here, {"after": "nonsense"}).status_code == 200


def test_a_stranger_and_a_wrong_role_see_nothing(scene: Scene, stranger_id: int, company_id: int, at: datetime) -> None:
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    assert stranger.get(page_of(scene)).status_code == 404
    assert stranger.post(reverse("desk:follow-up-phone", args=[scene.visit_id])).status_code == 404
    assert client_of(company_id, at, "13900000009", Role.FINANCE).get(page_of(scene)).status_code == 403
    assert "/accounts/" in Client().get(reverse("desk:follow-ups"))["Location"]
