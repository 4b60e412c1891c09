"""Asking by the clock: when, how often, and what is told when nobody is asked."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.kernel.actors import SYSTEM
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_clause
from anjia.promises.queries import clause_in_force
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.models import PlannedSurvey, Survey
from anjia.quality.operations import ask_due_questions, open_complaint, plan_the_question
from anjia.quality.testing import Scene, caregiver, visit_done, visit_ended

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def wait(minutes: int, at: datetime) -> None:
    since = at - HOUR
    terms: Any = {"minutes": minutes, "most_fen": 0, "most_times": 4, "sentence": "", "effective_from": since}
    publish_clause(kind="survey_asking", **terms, at=since, by=SYSTEM)


def planned(ended: Scene, at: datetime) -> Scene:
    """A question two hours after the visit, unless the company says otherwise."""
    if not clause_in_force("survey_asking", at=at).id:
        wait(120, at)
    plan_the_question(
        visit_id=ended.visit_id,
        household_id=ended.household_id,
        caregiver_id=ended.caregiver_id,
        offering_id=ended.offering_id,
        done_at=at,
        at=at,
        by=SYSTEM,
    )
    return ended


def skipped() -> list[str]:
    facts: list[Any] = [fact.event for fact in latest_facts(names=["quality.SurveySkipped"])]
    return [fact.reason for fact in facts]


def test_a_visit_is_asked_about_two_hours_after_it_and_once(scope: int, at: datetime) -> None:
    ended = planned(visit_ended(at=at), at)
    assert ask_due_questions(at=at + 2 * HOUR - timedelta(seconds=1)) == 0
    assert ask_due_questions(at=at + 2 * HOUR) == 1
    assert ask_due_questions(at=at + 3 * HOUR) == 0
    assert queries.surveys_of_visits([ended.visit_id])[ended.visit_id].asked_at == at + 2 * HOUR


def test_the_clause_says_after_how_many_hours(scope: int, at: datetime) -> None:
    wait(300, at)
    planned(visit_ended(at=at), at)
    assert [ask_due_questions(at=at + hours * HOUR) for hours in (2, 5)] == [0, 1]


def test_without_a_wait_the_household_is_asked_at_once_and_once(scope: int, at: datetime) -> None:
    wait(1, at)
    ended = planned(planned(visit_ended(at=at), at), at)
    assert queries.surveys_of_visits([ended.visit_id])[ended.visit_id].asked_at == at
    assert ask_due_questions(at=at + HOUR) == 0
    assert Survey.objects.count() == 1


def test_a_visit_planned_again_is_still_asked_about_once(scope: int, at: datetime) -> None:
    ended = planned(visit_ended(at=at), at)
    ask_due_questions(at=at + 2 * HOUR)
    planned(ended, at + 3 * HOUR)
    assert ask_due_questions(at=at + 9 * HOUR) == 0
    assert Survey.objects.filter(visit_id=ended.visit_id).count() == 1


def test_a_fifth_question_in_a_month_is_skipped_but_the_visit_is_followed_up(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    for back in (25, 20, 15, 10):
        visit_done(at=at - back * DAY, caregiver_id=who)
    ended = planned(visit_ended(at=at, caregiver_id=who), at)
    assert ask_due_questions(at=at + 2 * HOUR) == 1
    assert skipped() == ["asked_often"]
    assert queries.surveys_of_visits([ended.visit_id]) == {}
    assert states_of(f"visit:{ended.visit_id}") == {"visit_follow_up": "open"}
    assert "quality.SurveySkipped" in [fact.name for fact in story_of(f"household:{ended.household_id}")]


def test_thirty_days_later_it_is_asked_again(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    for back in (31, 30, 29, 28):
        visit_done(at=at - back * DAY, caregiver_id=who)
    planned(visit_ended(at=at, caregiver_id=who), at)
    ask_due_questions(at=at + 2 * HOUR)
    assert skipped() == []


def test_another_household_is_not_kept_from_its_question(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    for back in (25, 20, 15, 10):
        visit_done(at=at - back * DAY, caregiver_id=who)
    planned(visit_ended(at=at, caregiver_id=who, phone="13912345679"), at)
    ask_due_questions(at=at + 2 * HOUR)
    assert skipped() == []


def test_who_has_complained_is_not_asked_how_it_was(scope: int, at: datetime) -> None:
    ended = planned(visit_ended(at=at), at)
    open_complaint(household_id=ended.household_id, visit_id=ended.visit_id, text="打碎了碗", at=at, by=ended.household)
    ask_due_questions(at=at + 2 * HOUR)
    assert skipped() == ["complaint_open"]


@pytest.mark.parametrize(("days", "reasons"), [(7, []), (8, ["too_late"])])
def test_after_a_long_standstill_old_visits_are_not_asked_about(
    scope: int, at: datetime, days: int, reasons: list[str]
) -> None:
    planned(visit_ended(at=at), at)
    assert ask_due_questions(at=at + days * DAY) == 1
    assert skipped() == reasons


def test_one_that_fails_holds_up_no_other(scope: int, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (planned(visit_ended(at=at, phone=f"1391234567{n}", caregiver_id=who), at) for n, who in two(at))
    from anjia.quality.operations import asking

    real = asking.ask_the_household

    def fails_once(**about: Any) -> int:
        if about["visit_id"] == first.visit_id:
            raise RuntimeError
        return real(**about)

    monkeypatch.setattr(asking, "ask_the_household", fails_once)
    assert ask_due_questions(at=at + 2 * HOUR) == 1
    monkeypatch.undo()
    assert ask_due_questions(at=at + 3 * HOUR) == 1
    assert set(queries.surveys_of_visits([first.visit_id, second.visit_id])) == {first.visit_id, second.visit_id}


def two(at: datetime) -> list[tuple[int, int]]:
    who = caregiver(at=at)
    return [(8, who), (9, who)]


def test_every_company_is_asked_within_its_own_scope(scope: int, stranger_id: int, at: datetime) -> None:
    planned(visit_ended(at=at), at)
    with company_scope(stranger_id):
        planned(visit_ended(at=at), at)
    assert ask_due_questions(at=at + 2 * HOUR) == 2
    assert Survey.objects.count() == 1
    assert PlannedSurvey.everywhere.filter(closed_at=None).count() == 0


def test_what_is_not_due_costs_nothing(scope: int, at: datetime, django_assert_num_queries: Any) -> None:
    planned(visit_ended(at=at), at)
    with django_assert_num_queries(1):
        ask_due_questions(at=at + HOUR)
