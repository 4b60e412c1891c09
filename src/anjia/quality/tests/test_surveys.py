from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.models import Survey
from anjia.quality.operations import ask_the_household, record_answer, record_call_back
from anjia.quality.rules import Scores, index_of, severity_of
from anjia.quality.testing import Scene, answer, caregiver, visit_done

DAY = timedelta(days=1)


def ask_again(scene: Scene, at: datetime) -> int:
    return ask_the_household(
        visit_id=scene.visit_id,
        household_id=scene.household_id,
        caregiver_id=scene.caregiver_id,
        offering_id=scene.offering_id,
        at=at,
        by=SYSTEM,
    )


def test_a_visit_is_asked_about_once(scene: Scene, at: datetime) -> None:
    assert ask_again(scene, at + DAY) == scene.survey_id
    assert [f.name for f in story_of(f"survey:{scene.survey_id}")] == ["quality.SurveyAsked"]


def test_asking_promises_to_follow_up_and_an_answer_keeps_it(scene: Scene, at: datetime) -> None:
    assert states_of(f"visit:{scene.visit_id}") == {"visit_follow_up": "open"}
    answer(scene, 5, at=at + DAY)
    assert states_of(f"visit:{scene.visit_id}") == {"visit_follow_up": "kept"}


def test_good_points_and_points_to_improve_are_kept_apart(scene: Scene, at: datetime) -> None:
    answer(scene, 5, 4, 4, 5, at=at, good="很细心", improve="可以早一点到")
    said = queries.survey(scene.survey_id)
    assert (said.good_points, said.points_to_improve) == ("很细心", "可以早一点到")
    assert said.scores == {"attitude": 5, "skill": 4, "efficiency": 4, "problem_solving": 5}
    assert (said.index, said.by_household) == (90, True)


def test_a_good_answer_opens_no_complaint(scene: Scene, at: datetime) -> None:
    assert answer(scene, 4, at=at) is None


def test_a_second_answer_is_refused_with_the_day_of_the_first(scene: Scene, at: datetime) -> None:
    answer(scene, 5, at=at)
    with pytest.raises(Refusal, match=r"(?<!年)11月22日|22 November already"):
        answer(scene, 1, at=at + DAY)
    assert queries.survey(scene.survey_id).index == 100
    assert len(latest_facts(names=["quality.SurveyAnswered"])) == 1


def test_an_answer_after_fourteen_days_is_refused(scene: Scene, at: datetime) -> None:
    with pytest.raises(Refusal, match="14"):
        answer(scene, 5, at=at + 15 * DAY)


@pytest.mark.parametrize("scores", [(0, 1, 1, 1), (6, 5, 5, 5)])
def test_a_score_that_is_none_is_refused(scene: Scene, at: datetime, scores: tuple[int, ...]) -> None:
    with pytest.raises(Refusal) as refusal:
        answer(scene, *scores, at=at)
    assert refusal.value.field == "scores"


def test_too_long_a_text_is_refused_and_nul_is_dropped(scene: Scene, at: datetime) -> None:
    with pytest.raises(Refusal, match="1000"):
        answer(scene, 5, at=at, good="好" * 1001)
    answer(scene, 5, at=at, good="好\x00！")
    assert queries.survey(scene.survey_id).good_points == "好！"


def test_another_household_cannot_answer(scene: Scene, at: datetime) -> None:
    with pytest.raises(Missing):
        record_answer(
            survey_id=scene.survey_id,
            scores=Scores(1, 1, 1, 1),
            good_points="",
            points_to_improve="",
            at=at,
            by=Actor("household", scene.household_id + 99),
        )


def test_another_company_sees_no_survey(scene: Scene, stranger_id: int) -> None:
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.survey(scene.survey_id)
        assert queries.surveys_of_visits([scene.visit_id]) == {}


def test_a_call_back_keeps_the_follow_up_promise(scene: Scene, lead: Actor, at: datetime) -> None:
    record_call_back(visit_id=scene.visit_id, outcome="reached", note="都好", at=at + DAY, by=lead)
    assert states_of(f"visit:{scene.visit_id}") == {"visit_follow_up": "kept"}
    assert queries.survey(scene.survey_id).called_back


def test_staff_may_write_down_an_answer_given_by_phone(scene: Scene, lead: Actor, at: datetime) -> None:
    record_answer(
        survey_id=scene.survey_id, scores=Scores(5, 5, 5, 5), good_points="", points_to_improve="", at=at, by=lead
    )
    assert queries.survey(scene.survey_id).by_household is False


def test_the_database_keeps_an_answer_whole(scene: Scene) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=scene.survey_id).update(index=90)


def test_a_caregivers_index_has_mean_count_and_spread(scope: int, at: datetime) -> None:
    who, silent = caregiver(at=at), caregiver(at=at, name="王桂芳", phone="13700000002")
    for score in (3, 5):
        answer(visit_done(at=at, caregiver_id=who), score, at=at)
    visit_done(at=at, caregiver_id=silent)
    found = queries.index_of_caregivers([who, silent])
    assert set(found) == {who}
    assert (found[who].mean, found[who].count, found[who].spread, found[who].stars) == (80.0, 2, 20.0, 4.0)
    assert queries.index_of_caregivers([who], since=at + DAY) == {}


def test_the_company_average_counts_asked_and_answered(scope: int, at: datetime) -> None:
    answer(visit_done(at=at), 4, at=at)
    visit_done(at=at, caregiver_id=caregiver(at=at, phone="13700000003"))
    average = queries.average_since(at - DAY)
    assert (average["asked"], average["answered"], average["mean"], average["skill"]) == (2, 1, 80.0, 4.0)


def test_answers_come_by_page(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    ids = [visit_done(at=at, caregiver_id=who).survey_id for _n in range(5)]
    first = queries.answers_page(limit=3)
    rest = queries.answers_page(limit=3, before=first.next_before)
    assert [s.id for s in (*first.surveys, *rest.surveys)] == ids[::-1]
    assert rest.next_before is None
    assert queries.answers_page(answered=True).surveys == ()


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(scores=st.builds(Scores, *[st.integers(1, 5)] * 4))
def test_a_complaint_follows_exactly_the_low_answers(scene: Scene, at: datetime, scores: Scores) -> None:
    with transaction.atomic():
        complaint_id = answer(scene, *scores.each().values(), at=at)
        assert (complaint_id is None) == (severity_of(scores) is None)
        assert queries.survey(scene.survey_id).index == index_of(scores)
        transaction.set_rollback(True)
