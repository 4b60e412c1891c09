"""The household's voice: surveys and complaints on the phone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.company.rules import Role
from anjia.households.operations import issue_key
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at
from anjia.promises.operations import sweep_promises
from anjia.quality import operations, queries
from anjia.quality.testing import Scene, answer, staff, visit_done

HOUR = timedelta(hours=1)
STARS = {"attitude": "5", "skill": "4", "efficiency": "5", "problem_solving": "5"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def scene(scope: int, at: datetime) -> Scene:
    return visit_done(at=at)


@pytest.fixture
def adviser(scope: int, at: datetime) -> Actor:
    return staff(Role.ADVISER, at=at)


def opened(household_id: int, at: datetime) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/h/{issue_key(household_id=household_id, at=at, by=SYSTEM)}/")
    return client


@pytest.fixture
def home(scene: Scene, at: datetime) -> Client:
    return opened(scene.household_id, at)


@pytest.fixture
def neighbour(scene: Scene, at: datetime) -> Client:
    other = visit_done(at=at, caregiver_id=scene.caregiver_id, phone="13912345679")
    return opened(other.household_id, at)


@pytest.fixture
def complaint(scene: Scene, adviser: Actor, at: datetime) -> int:
    found = answer(scene, 3, at=at, improve="窗台没有擦")
    assert found is not None
    return found


def survey_url(scene: Scene) -> str:
    return f"/home/survey/{scene.survey_id}/"


def questions(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_survey_is_four_ratings_and_two_texts(home: Client, scene: Scene) -> None:
    text = text_of(home, survey_url(scene))
    assert text.count('type="radio"') == 20
    assert text.count("<textarea") == 2


def test_a_good_answer_is_thanked_for(home: Client, scene: Scene) -> None:
    answered = home.post(survey_url(scene), {**STARS, "good_points": "很细心"}, follow=True)
    assert "It helps the next visit." in answered.content.decode()
    assert queries.survey(scene.survey_id).good_points == "很细心"


def test_a_low_answer_says_by_when_somebody_answers(home: Client, scene: Scene) -> None:
    answered = home.post(survey_url(scene), {**STARS, "skill": "1"}, follow=True)
    assert "today 13:00" in answered.content.decode()
    assert queries.count_unsettled() == 1


def test_a_missing_star_is_named_and_the_words_stay(home: Client, scene: Scene) -> None:
    given = {name: value for name, value in STARS.items() if name != "skill"}
    answered = home.post(survey_url(scene), {**given, "good_points": "很细心"})
    assert answered.status_code == 422
    assert "很细心" in answered.content.decode()
    assert queries.survey(scene.survey_id).answered_at is None


@pytest.mark.parametrize("stars", ["0", "6", "x", "٣"])
def test_stars_that_do_not_exist_are_refused(home: Client, scene: Scene, stars: str) -> None:
    assert home.post(survey_url(scene), {**STARS, "skill": stars}).status_code == 422


def test_a_second_answer_changes_nothing(home: Client, scene: Scene) -> None:
    home.post(survey_url(scene), STARS)
    assert home.post(survey_url(scene), {**STARS, "skill": "1"}).status_code == 422
    assert queries.survey(scene.survey_id).scores["skill"] == 4
    assert home.get(survey_url(scene))["Location"].endswith("/thanks/")


def test_after_fourteen_days_the_question_is_closed(scene: Scene, at: datetime) -> None:
    with clock_at(at + timedelta(days=15)):
        home = opened(scene.household_id, at + timedelta(days=15))
        assert "This question is closed" in text_of(home, survey_url(scene))
        assert home.post(survey_url(scene), STARS).status_code == 422


def test_thanks_come_after_the_answer_only(home: Client, scene: Scene) -> None:
    assert home.get(f"{survey_url(scene)}thanks/")["Location"] == survey_url(scene)


def test_a_complaint_in_ones_own_words_shows_its_steps(home: Client, scene: Scene, adviser: Actor) -> None:
    url = f"/home/visits/{scene.visit_id}/complaint/"
    assert home.post(url, {"cause": "damage", "text": ""}).status_code == 422
    answered = home.post(url, {"cause": "damage", "text": "花瓶碎了"}, follow=True)
    text = answered.content.decode()
    assert "花瓶碎了" in text
    assert "promised by today 19:00" in text
    assert home.get(url)["Location"] == answered.redirect_chain[-1][0]


def test_the_household_sees_answers_money_and_what_was_not_kept(
    home: Client, complaint: int, adviser: Actor, scene: Scene, at: datetime
) -> None:
    url = f"/home/complaints/{complaint}/"
    sweep_promises(at=at + 25 * HOUR)
    with clock_at(at + 26 * HOUR):
        assert "not kept" in text_of(home, url)
    given = {"complaint_id": complaint, "at": at + 26 * HOUR, "by": adviser}
    operations.reply_to_complaint(**given, text="马上处理")
    operations.grant_compensation(**given, amount_fen=3000, text="补偿")
    text = text_of(home, url)
    for words in ("马上处理", "¥30.00", "补偿"):
        assert words in text


def test_the_household_writes_confirms_and_contests(home: Client, complaint: int, adviser: Actor, at: datetime) -> None:
    url = f"/home/complaints/{complaint}/"
    home.post(f"{url}write/", {"text": "周三在家"})
    assert "周三在家" in text_of(home, url)
    operations.resolve_complaint(complaint_id=complaint, text="已补做", at=at, by=adviser)
    assert "Is it settled?" in text_of(home, url)
    assert home.post(f"{url}contest/", {"text": "还是没擦"}).status_code == 302
    assert queries.complaint(complaint).times_contested == 1
    operations.resolve_complaint(complaint_id=complaint, text="换人补做", at=at, by=adviser)
    assert home.post(f"{url}confirm/").status_code == 302
    assert queries.complaint(complaint).state == "confirmed"
    assert "Is it settled?" not in text_of(home, url)


def test_confirming_twice_is_refused_in_words(home: Client, complaint: int, adviser: Actor, at: datetime) -> None:
    operations.resolve_complaint(complaint_id=complaint, text="已补做", at=at, by=adviser)
    home.post(f"/home/complaints/{complaint}/confirm/")
    again = home.post(f"/home/complaints/{complaint}/confirm/")
    assert again.status_code == 422
    assert "nothing to confirm" in again.content.decode()


def test_what_went_on_inside_stays_inside(home: Client, complaint: int, adviser: Actor, at: datetime) -> None:
    operations.escalate_complaint(complaint_id=complaint, reason="by_hand", text="客户难缠", at=at, by=adviser)
    assert "客户难缠" not in text_of(home, f"/home/complaints/{complaint}/")


def test_the_page_asks_the_same_for_a_short_and_a_long_talk(home: Client, complaint: int) -> None:
    url = f"/home/complaints/{complaint}/"
    few = questions(home, url)
    for _n in range(6):
        home.post(f"{url}write/", {"text": "还在等"})
    assert questions(home, url) <= few + 2  # the toast of the last message lives in the session once


def test_a_neighbour_finds_nothing(neighbour: Client, scene: Scene, complaint: int) -> None:
    for url in (survey_url(scene), f"/home/visits/{scene.visit_id}/complaint/", f"/home/complaints/{complaint}/"):
        assert neighbour.get(url).status_code == 404
        assert neighbour.post(url, STARS).status_code in (404, 405)
    for act in ("write", "confirm", "contest"):
        assert neighbour.post(f"/home/complaints/{complaint}/{act}/", {"text": "坏话"}).status_code == 404


def test_without_a_link_nothing_opens(scene: Scene) -> None:
    assert Client().get(survey_url(scene)).status_code == 403


def test_a_plan_and_a_question_are_shown_in_plain_words(
    home: Client, complaint: int, adviser: Actor, scene: Scene, at: datetime, scope: int
) -> None:
    now = {"complaint_id": complaint, "at": at + HOUR, "by": adviser}
    steps = [operations.NewStep("周二上门量尺寸", at + 48 * HOUR), operations.NewStep("换地板", at + 96 * HOUR)]
    operations.plan_settlement(**now, reason="地板要订货", steps=steps)
    operations.ask_back(**now, text="周二几点在家？")
    url = f"/home/complaints/{complaint}/"
    text = text_of(home, url)
    for words in ("地板要订货", "周二上门量尺寸", "We need a word from you", "周二几点在家？", "the time stands still"):
        assert words in text
    home.post(f"{url}write/", {"text": "下午三点"})
    text = text_of(home, url)
    assert "We need a word from you" not in text
    found = queries.case_of(complaint).plan
    assert found is not None
    operations.take_plan_step(plan_step_id=found.steps[0].id, text="尺寸已量好", at=at + 2 * HOUR, by=adviser)
    assert "周二上门量尺寸" in text_of(home, url)


def test_how_often_it_was_opened_again_is_shown(
    home: Client, complaint: int, adviser: Actor, scene: Scene, at: datetime, scope: int
) -> None:
    url = f"/home/complaints/{complaint}/"
    operations.resolve_complaint(complaint_id=complaint, text="已返工", at=at + HOUR, by=adviser)
    home.post(f"{url}contest/", {"text": "<b>还是没擦</b>"})
    text = text_of(home, url)
    assert "opened again 1 time" in text
    assert "&lt;b&gt;还是没擦" in text
    assert home.post(f"{url}write/", {"text": "😀" * 250000}).status_code >= 400
