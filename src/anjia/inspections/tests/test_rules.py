"""The arithmetic of rounds, draws, findings and figures."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from anjia.inspections.rules import (
    STANDARD_PLAN,
    Candidate,
    DeviationState,
    Entry,
    SamplingPlan,
    deviation_state,
    draw,
    frame_of,
    is_plan,
    next_round_on,
    probabilities,
    risks_of,
    share_of,
    weight_of,
    weighted_share,
)

WEIGHTS = st.lists(st.integers(1, 2000), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        (date(2026, 11, 1), date(2026, 11, 2)),
        (date(2026, 11, 2), date(2026, 11, 16)),
        (date(2026, 11, 15), date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 30)),
    ],
)
def test_a_round_comes_every_so_many_weeks(after: date, wanted: date) -> None:
    assert next_round_on(date(2026, 11, 2), 2, after) == wanted


@pytest.mark.parametrize(
    ("remedies", "looks", "state"),
    [
        (0, [], DeviationState.OPEN),
        (1, [], DeviationState.REMEDIED),
        (1, [True], DeviationState.VERIFIED),
        (1, [False], DeviationState.OPEN),
        (2, [False], DeviationState.REMEDIED),
        (2, [False, True], DeviationState.VERIFIED),
    ],
)
def test_a_deviation_is_closed_only_by_a_look(remedies: int, looks: list[bool], state: DeviationState) -> None:
    assert deviation_state(remedies=remedies, looks=looks) is state


@pytest.mark.parametrize(
    ("candidate", "risks", "weight"),
    [
        (Candidate(1, 1, 400, 85.0, 15000, 10), (), 100),
        (Candidate(1, 1, 5, None, 15000, 10), ("new",), 200),
        (Candidate(1, 1, 400, 69.9, 30000, 10), ("low", "high"), 300),
        (Candidate(1, 1, 0, 50.0, 90000, None), ("new", "low", "high", "unchecked"), 1200),
    ],
)
def test_each_risk_raises_the_weight(candidate: Candidate, risks: tuple[str, ...], weight: int) -> None:
    assert risks_of(candidate, STANDARD_PLAN) == risks
    assert weight_of(risks, STANDARD_PLAN) == weight


@settings(max_examples=60)
@given(WEIGHTS, st.integers(0, 40))
def test_probabilities_make_up_the_number_and_follow_the_weights(weights: list[int], number: int) -> None:
    chances = probabilities(weights, number)
    assert sum(chances) == min(number, len(weights))
    assert all(0 <= chance <= 1 for chance in chances)
    below = [(Fraction(w), c) for w, c in zip(weights, chances, strict=True) if 0 < c < 1]
    assert len({c / w for w, c in below}) <= 1


@settings(max_examples=60)
@given(WEIGHTS, st.integers(0, 40), st.text("abc123", min_size=1, max_size=6))
def test_a_draw_has_the_right_size_and_can_be_repeated(weights: list[int], number: int, seed: str) -> None:
    frame = [Entry(place, 1, weight) for place, weight in enumerate(weights, 1)]
    drawn = draw(seed, frame, number)
    assert len(drawn) == len(set(drawn)) == min(number, len(weights))
    assert draw(seed, list(reversed(frame)), number) == drawn


def test_visits_are_drawn_as_often_as_their_probability_says() -> None:
    frame = [Entry(place, 1, weight) for place, weight in enumerate([100, 100, 200, 400, 1200, 100], 1)]
    chances = probabilities([entry.weight for entry in frame], 2)
    rounds = 3000
    times = Counter(one for seed in range(rounds) for one in draw(str(seed), frame, 2))
    for entry, chance in zip(frame, chances, strict=True):
        low, high = stats.binom.interval(0.9999, rounds, float(chance)) if chance < 1 else (rounds, rounds)
        assert low <= times[entry.visit_id] <= high


def test_a_known_draw_stays_the_same() -> None:
    frame = [Entry(place, 1, 100 * place) for place in range(1, 11)]
    assert draw("anjia-2026-11-23", frame, 3) == draw("anjia-2026-11-23", frame, 3)
    assert len({draw(f"seed {n}", frame, 3) for n in range(40)}) > 10


@pytest.mark.parametrize(("part", "whole"), [(0, 5), (1, 9), (5, 10), (40, 200), (7, 7)])
def test_the_interval_of_a_share_is_scipys_wilson(part: int, whole: int) -> None:
    share = share_of(part, whole)
    assert share is not None
    wanted = stats.binomtest(part, whole).proportion_ci(method="wilson")
    assert (share.low, share.high) == pytest.approx((wanted.low, wanted.high))


def test_nothing_has_no_share() -> None:
    assert share_of(0, 0) is None
    assert weighted_share([]) is None


def test_a_risky_visit_that_was_drawn_often_counts_less() -> None:
    share = weighted_share([(True, 0.8), (False, 0.2)])
    assert share is not None
    assert share.value == pytest.approx(1.25 / 6.25)
    equal = weighted_share([(True, 0.5), (False, 0.5), (False, 0.5)])
    plain = share_of(1, 3)
    assert equal == plain


@pytest.mark.parametrize(
    ("plan", "right"),
    [
        (STANDARD_PLAN, True),
        (SamplingPlan(checks=0), False),
        (SamplingPlan(checks=201), False),
        (SamplingPlan(new_percent=99), False),
        (SamplingPlan(low_percent=1001), False),
        (SamplingPlan(high_fen=-1), False),
    ],
)
def test_plans_have_bounds(plan: SamplingPlan, right: bool) -> None:
    assert is_plan(plan) is right


def test_a_frame_is_in_the_order_of_its_visits() -> None:
    rows = [Candidate(3, 1, 400, 85.0, 1, 1), Candidate(1, 1, 1, 85.0, 1, 1)]
    assert [(entry.visit_id, entry.weight) for entry in frame_of(rows, STANDARD_PLAN)] == [(1, 200), (3, 100)]
