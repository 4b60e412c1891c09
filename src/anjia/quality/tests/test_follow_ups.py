from datetime import datetime, timedelta

import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.operations import begin_follow_up, record_call_back, record_opening
from anjia.quality.rules.follow_ups import Outcome, share
from anjia.quality.testing import Scene, answer, caregiver, visit_done

HOUR = timedelta(hours=1)


def call(scene: Scene, outcome: str, at: datetime, by: Actor, again: datetime | None = None) -> None:
    record_call_back(visit_id=scene.visit_id, outcome=outcome, note="", call_again_at=again, at=at, by=by)


def state(scene: Scene) -> str:
    return states_of(f"visit:{scene.visit_id}")["visit_follow_up"]


def test_the_follow_up_of_a_visit_begins_once(scene: Scene, at: datetime) -> None:
    ids = {
        begin_follow_up(
            visit_id=scene.visit_id,
            household_id=scene.household_id,
            caregiver_id=scene.caregiver_id,
            at=at + HOUR,
            by=SYSTEM,
        )
        for _n in range(2)
    }
    assert len(ids) == 1
    made = [fact.name for fact in story_of(f"visit:{scene.visit_id}") if fact.name == "promises.PromiseMade"]
    assert len(made) == 1


def test_opening_the_question_keeps_the_promise_and_counts_once(scene: Scene, at: datetime) -> None:
    assert record_opening(survey_id=scene.survey_id, at=at + HOUR, by=scene.household)
    assert not record_opening(survey_id=scene.survey_id, at=at + 2 * HOUR, by=scene.household)
    found = queries.follow_up_of(scene.visit_id)
    assert (found.attempted_at, found.responded_at, state(scene)) == (at + HOUR, None, "kept")


def test_another_household_opens_nothing(scene: Scene, at: datetime) -> None:
    with pytest.raises(Missing):
        record_opening(survey_id=scene.survey_id, at=at, by=Actor("household", scene.household_id + 1))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_call_is_an_attempt_with_its_outcome_as_evidence(
    scene: Scene, adviser: Actor, at: datetime, outcome: str
) -> None:
    call(scene, outcome, at + HOUR, adviser, at + 5 * HOUR if outcome == Outcome.CALL_AGAIN else None)
    kept = promise_of("visit_follow_up", f"visit:{scene.visit_id}")
    assert kept is not None
    assert kept.state == "kept"
    assert kept.evidence
    found = queries.follow_up_of(scene.visit_id)
    assert (found.responded_at is not None) == (outcome == Outcome.REACHED)
    assert [one.outcome for one in queries.attempts_of(scene.visit_id)] == [outcome]


def test_nothing_keeps_it_silently(scene: Scene, at: datetime) -> None:
    sweep_promises(at=at + timedelta(days=20))
    assert state(scene) == "broken"
    assert [one.visit_id for one in queries.not_attempted()] == [scene.visit_id]


def test_a_call_that_comes_too_late_is_an_attempt_and_a_broken_promise(
    scene: Scene, adviser: Actor, at: datetime
) -> None:
    call(scene, Outcome.REACHED, at + timedelta(days=20), adviser)
    assert state(scene) == "broken"
    assert queries.not_attempted() == []


def test_a_further_call_waits_until_it_is_made(scene: Scene, adviser: Actor, at: datetime) -> None:
    call(scene, Outcome.CALL_AGAIN, at + HOUR, adviser, at + 5 * HOUR)
    assert [one.visit_id for one in queries.calls_to_repeat(until=at + 6 * HOUR)] == [scene.visit_id]
    assert queries.calls_to_repeat(until=at + 4 * HOUR) == []
    call(scene, Outcome.REACHED, at + 5 * HOUR, adviser)
    assert queries.calls_to_repeat(until=at + 6 * HOUR) == []


def test_an_answer_makes_a_further_call_needless(scene: Scene, adviser: Actor, at: datetime) -> None:
    call(scene, Outcome.CALL_AGAIN, at + HOUR, adviser, at + 5 * HOUR)
    answer(scene, 5, at=at + 2 * HOUR)
    assert queries.calls_to_repeat(until=at + 9 * HOUR) == []


@pytest.mark.parametrize("hours", [None, -1, 0, 24 * 14 + 1])
def test_a_further_call_needs_a_time_within_two_weeks(
    scene: Scene, adviser: Actor, at: datetime, hours: int | None
) -> None:
    again = None if hours is None else at + hours * HOUR
    with pytest.raises(Refusal, match="14"):
        call(scene, Outcome.CALL_AGAIN, at, adviser, again)
    assert queries.attempts_of(scene.visit_id) == []


def test_an_unknown_outcome_is_refused(scene: Scene, adviser: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        call(scene, "voicemail", at, adviser)


def test_coverage_counts_attempts_and_answers_apart(scope: int, adviser: Actor, at: datetime) -> None:
    who = caregiver(at=at)
    scenes = [visit_done(at=at, caregiver_id=who) for _n in range(4)]
    answer(scenes[0], 5, at=at + HOUR)
    call(scenes[1], Outcome.NOT_REACHED, at + HOUR, adviser)
    record_opening(survey_id=scenes[2].survey_id, at=at + HOUR, by=scenes[2].household)
    found = queries.coverage_between(at - HOUR, at + HOUR)
    assert (found.done, found.attempted, found.responded, found.share, found.response) == (4, 3, 1, 75, 25)
    assert queries.coverage_between(at + HOUR, at + 2 * HOUR).share is None


def test_the_visits_not_attempted_come_by_page(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    ids = [visit_done(at=at + n // 2 * HOUR, caregiver_id=who).visit_id for n in range(5)]
    first = queries.not_attempted(limit=3)
    rest = queries.not_attempted(after=(first[-1].done_at, first[-1].visit_id))
    assert [one.visit_id for one in (*first, *rest)] == ids


def test_another_company_sees_no_follow_up(scene: Scene, stranger_id: int) -> None:
    with company_scope(stranger_id):
        assert queries.not_attempted() == []
        with pytest.raises(Missing):
            queries.follow_up_of(scene.visit_id)


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 0, None), (199, 200, 99), (200, 200, 100), (0, 3, 0)])
def test_only_all_of_them_reads_as_a_hundred(part: int, whole: int, shown: int | None) -> None:
    assert share(part, whole) == shown
