"""The figures against published values and against their definitions taken word for word."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.insight.rules import continuity, continuity_of, gini, mean_continuity, part_of, percentile


@pytest.mark.parametrize(
    ("visits", "index"),
    [([8, 2], 0.6444), ([10], 1.0), ([1] * 10, 0.0), ([5, 5], 0.4444), ([1], None), ([], None), ([1, 1], 0.0)],
)
def test_continuity_is_the_index_of_bice_and_boxerman(visits: list[int], index: float | None) -> None:
    found = continuity(visits)
    assert found is None if index is None else found == pytest.approx(index, abs=5e-5)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_continuity_is_the_chance_that_two_visits_had_the_same_caregiver(visits: list[int]) -> None:
    done = [who for who, count in enumerate(visits) for _visit in range(count)]
    pairs = [(a, b) for (i, a), (j, b) in product(enumerate(done), repeat=2) if i != j]
    same = sum(a == b for a, b in pairs)
    assert continuity(visits) == (pytest.approx(same / len(pairs)) if pairs else None)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_gini_is_half_the_mean_difference_over_the_mean(values: list[int]) -> None:
    total, count = sum(values), len(values)
    found = gini(values)
    if total == 0:
        assert found is None
        return
    assert found == pytest.approx(sum(abs(a - b) for a, b in product(values, repeat=2)) / (2 * count * total))


def test_gini_at_its_ends() -> None:
    assert gini([7, 7, 7]) == 0
    assert gini([0, 0, 0, 100]) == 0.75
    assert gini([]) is None


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0, 5.0], 0.5) == 3.0
    assert percentile([0.0, 10.0], 0.1) == 1.0
    assert percentile([3.0], 0.9) == 3.0
    assert percentile([], 0.5) is None
    assert part_of(1, 0) is None


def test_households_are_told_from_the_least_continuous_and_weighed_by_their_visits() -> None:
    found = continuity_of({(1, 7): 8, (1, 8): 2, (2, 7): 10, (3, 9): 1})
    assert [(one.household_id, one.visits, one.caregivers) for one in found] == [(1, 10, 2), (2, 10, 1)]
    assert mean_continuity(found) == pytest.approx((0.6444 + 1) / 2, abs=5e-5)
    assert mean_continuity([]) is None
