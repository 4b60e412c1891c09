from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjia.quality import rules
from anjia.quality.rules import ActionState, Cause, ComplaintState, Recurrence, Scores, Severity, Standing

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
DAY = timedelta(days=1)
SCORE = st.integers(1, 5)
SCORES = st.builds(Scores, SCORE, SCORE, SCORE, SCORE)


@pytest.mark.parametrize(
    ("scores", "severity"),
    [
        (Scores(5, 5, 5, 5), None),
        (Scores(4, 4, 3, 3), None),
        (Scores(3, 3, 4, 4), None),
        (Scores(5, 5, 2, 5), Severity.MINOR),
        (Scores(4, 4, 4, 2), Severity.MINOR),
        (Scores(4, 3, 3, 3), Severity.SERIOUS),
        (Scores(3, 3, 3, 3), Severity.SERIOUS),
        (Scores(2, 3, 3, 2), Severity.SERIOUS),
        (Scores(2, 2, 2, 3), Severity.GRAVE),
        (Scores(1, 5, 5, 5), Severity.GRAVE),
        (Scores(5, 5, 5, 1), Severity.GRAVE),
        (Scores(1, 1, 1, 1), Severity.GRAVE),
    ],
)
def test_severity_follows_the_worst_score_and_the_mean(scores: Scores, severity: Severity | None) -> None:
    assert rules.severity_of(scores) == severity


@given(SCORES)
def test_a_single_one_is_always_grave_and_only_good_answers_pass(scores: Scores) -> None:
    each = scores.each().values()
    severity = rules.severity_of(scores)
    assert (min(each) > 1) or severity is Severity.GRAVE
    assert severity is not None or (min(each) >= 3 and sum(each) >= 14)


@pytest.mark.parametrize(
    ("scores", "index"),
    [(Scores(5, 5, 5, 5), 100), (Scores(1, 1, 1, 1), 20), (Scores(4, 4, 4, 4), 80), (Scores(5, 3, 4, 2), 72)],
)
def test_the_index_weighs_attitude_and_skill_most(scores: Scores, index: int) -> None:
    assert rules.index_of(scores) == index


@given(SCORES)
def test_the_index_lies_between_20_and_100(scores: Scores) -> None:
    assert 20 <= rules.index_of(scores) <= 100


def test_the_weights_make_ten() -> None:
    assert sum(rules.WEIGHTS.values()) == 10


@pytest.mark.parametrize(
    ("scores", "cause"),
    [
        (Scores(1, 5, 5, 5), Cause.ATTITUDE),
        (Scores(5, 2, 5, 5), Cause.WORKMANSHIP),
        (Scores(5, 5, 3, 5), Cause.PACE),
        (Scores(5, 5, 5, 4), Cause.HANDLING),
        (Scores(2, 2, 2, 2), Cause.ATTITUDE),
    ],
)
def test_the_cause_is_that_of_the_lowest_score(scores: Scores, cause: Cause) -> None:
    assert rules.cause_of(scores) is cause


@pytest.mark.parametrize("scores", [Scores(0, 5, 5, 5), Scores(5, 6, 5, 5), Scores(5, 5, -1, 5)])
def test_scores_outside_one_to_five_are_none(scores: Scores) -> None:
    assert not rules.are_scores(scores)


def test_a_question_is_open_for_fourteen_days() -> None:
    assert rules.may_answer(NOON, NOON + 14 * DAY)
    assert not rules.may_answer(NOON, NOON + 14 * DAY + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing(), ComplaintState.OPEN),
        (Standing(answered=True), ComplaintState.ANSWERED),
        (Standing(resolutions=1), ComplaintState.RESOLVED),
        (Standing(answered=True, resolutions=1, confirmed=True), ComplaintState.CONFIRMED),
        (Standing(answered=True, resolutions=1, contests=1), ComplaintState.CONTESTED),
        (Standing(answered=True, resolutions=2, contests=1), ComplaintState.RESOLVED),
        (Standing(answered=True, resolutions=2, contests=2), ComplaintState.CONTESTED),
    ],
)
def test_a_complaint_stands_where_its_decisions_put_it(standing: Standing, state: ComplaintState) -> None:
    assert rules.complaint_state(standing) is state


@pytest.mark.parametrize(
    ("finishes", "outcomes", "state"),
    [
        (0, [], ActionState.PLANNED),
        (1, [], ActionState.FINISHED),
        (1, ["cannot_tell"], ActionState.FINISHED),
        (1, ["cannot_tell", "helped"], ActionState.EFFECTIVE),
        (1, ["accepted"], ActionState.ACCEPTED),
        (1, ["did_not_help"], ActionState.REOPENED),
        (2, ["did_not_help"], ActionState.FINISHED),
        (2, ["did_not_help", "cannot_tell", "helped"], ActionState.EFFECTIVE),
    ],
)
def test_an_action_stands_where_its_decisions_put_it(finishes: int, outcomes: list[str], state: ActionState) -> None:
    assert rules.action_state(finishes=finishes, outcomes=outcomes) is state


@pytest.mark.parametrize(
    ("clause", "price", "most"),
    [(50000, 15000, 15000), (10000, 15000, 10000), (50000, 0, 0), (50000, None, 0), (0, 15000, 0)],
)
def test_no_more_is_given_back_than_clause_and_price_allow(clause: int, price: int | None, most: int) -> None:
    assert rules.most_compensation(clause, price) == most


@pytest.mark.parametrize(
    ("seen", "effective"),
    [
        (Recurrence(14, 3, 20, 0, 18), True),
        (Recurrence(14, 3, 20, 1, 20), True),
        (Recurrence(14, 1, 20, 1, 10), False),
        (Recurrence(14, 1, 20, 1, 20), False),
        (Recurrence(14, 0, 0, 0, 4), True),
        (Recurrence(14, 5, 20, 0, 0), None),
    ],
)
def test_an_action_looks_effective_when_the_cause_is_rarer_per_visit(seen: Recurrence, effective: bool | None) -> None:
    assert rules.looks_effective(seen) is effective


def test_the_time_before_an_action_is_ninety_days() -> None:
    assert rules.begin_of_before(NOON) == NOON - 90 * DAY


def test_the_look_whether_it_helped_is_two_weeks_later() -> None:
    assert rules.check_on(date(2026, 3, 2)) == date(2026, 3, 16)


def test_a_complaint_goes_up_to_the_lead_then_to_the_owner_and_no_further() -> None:
    assert [rules.next_level(level) for level in (0, 1, 2)] == [1, 2, None]


def test_while_nobody_has_the_role_the_next_one_up_answers_and_then_down() -> None:
    assert rules.roles_from(0) == ("adviser", "quality_lead", "owner")
    assert rules.roles_from(1) == ("quality_lead", "owner", "adviser")
