"""The arithmetic of the index, against SciPy and NumPy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from anjia.quality.rules.answers import Dimension, Scores, index_of
from anjia.quality.rules.index import (
    MOST_WORTH,
    STANDARD_TERMS,
    STANDARD_WORTH,
    Prior,
    Sample,
    are_weights,
    interval_of,
    prior_of,
    ranks,
    sample_of,
    shrunk,
    together,
    weighted_index,
)
from anjia.quality.rules.student import incomplete_beta, t_quantile

ANSWERS = st.lists(st.integers(20, 100), min_size=2, max_size=40)


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 9, 29, 100, 1_000, 100_000])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_quantiles_of_t_are_scipys(freedom: int, confidence: float) -> None:
    wanted = stats.t.ppf(1 - (1 - confidence) / 2, freedom)
    assert t_quantile(freedom, confidence) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("x", [0.0, 0.001, 0.3, 0.7, 0.999, 1.0])
@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (2.0, 3.5), (50.0, 0.5)])
def test_the_incomplete_beta_is_scipys(a: float, b: float, x: float) -> None:
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-12)


@settings(max_examples=60)
@given(ANSWERS)
def test_mean_deviation_and_interval_are_scipys(answers: list[int]) -> None:
    sample = sample_of(answers)
    assert sample.mean == pytest.approx(np.mean(answers))
    assert sample.deviation == pytest.approx(np.std(answers, ddof=1), abs=1e-6)
    assert sample.low_share == pytest.approx(np.mean(np.array(answers) < 60))
    interval = interval_of(sample)
    if len(set(answers)) == 1:
        assert interval is None
        return
    low, high = stats.t.interval(0.95, len(answers) - 1, loc=np.mean(answers), scale=stats.sem(answers))
    assert interval == pytest.approx((max(low, 20), min(high, 100)))


def test_one_answer_has_no_interval_and_none_has_no_mean() -> None:
    assert interval_of(sample_of([80])) is None
    assert (Sample().mean, Sample().deviation, Sample().low_share) == (0.0, None, 0.0)


@settings(max_examples=30)
@given(ANSWERS, ANSWERS)
def test_sums_of_parts_are_the_sums_of_the_whole(first: list[int], second: list[int]) -> None:
    assert together([sample_of(first), sample_of(second)]) == sample_of(first + second)


def drawn(groups: int, seed: int) -> list[list[int]]:
    """Answers of caregivers who truly differ: means around 80 with deviation 6, answers around them with 12."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 60, groups)
    return [list(np.clip(np.rint(rng.normal(rng.normal(80, 6), 12, n)), 20, 100).astype(int)) for n in sizes]


def test_the_prior_is_the_analysis_of_variance() -> None:
    groups = drawn(40, seed=7)
    found = prior_of([sample_of(map(int, group)) for group in groups])
    sizes = np.array([len(group) for group in groups])
    everything = np.concatenate(groups)
    within = sum(((np.array(g) - np.mean(g)) ** 2).sum() for g in groups) / (len(everything) - len(groups))
    means = np.array([np.mean(g) for g in groups])
    spread = (sizes * (means - everything.mean()) ** 2).sum() / (len(groups) - 1)
    assert spread / within == pytest.approx(stats.f_oneway(*groups).statistic)
    size = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(groups) - 1)
    assert found.worth == pytest.approx(within / ((spread - within) / size))
    assert (found.learned, found.groups, found.answers) == (True, 40, len(everything))
    assert 2 < found.worth < 12  # the truth is (12 / 6)² = 4


def test_shrunk_means_lie_nearer_the_truth_than_plain_ones() -> None:
    rng = np.random.default_rng(11)
    truths = rng.normal(80, 6, 300)
    samples = [sample_of(map(int, np.clip(np.rint(rng.normal(truth, 12, 4)), 20, 100))) for truth in truths]
    prior = prior_of(samples)
    plain = sum((sample.mean - truth) ** 2 for sample, truth in zip(samples, truths, strict=True))
    drawn_in = sum((shrunk(sample, prior) - truth) ** 2 for sample, truth in zip(samples, truths, strict=True))
    assert drawn_in < 0.75 * plain


def test_groups_that_do_not_differ_are_drawn_in_as_far_as_allowed() -> None:
    alike = [sample_of([70, 90, 80, 60, 100] * 3) for _group in range(5)]
    assert prior_of(alike).worth == MOST_WORTH


@pytest.mark.parametrize("groups", [[], [[80, 90]], [[80, 90], [70, 60]], [[80], [90], [70]]])
def test_few_answers_teach_nothing_and_the_standard_holds(groups: list[list[int]]) -> None:
    found = prior_of([sample_of(group) for group in groups])
    assert (found.worth, found.learned) == (STANDARD_WORTH, False)


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [([], 80.0), ([100], 81.8182), ([100] * 10, 90.0), ([100] * 990, 99.8), ([20], 74.5455)],
)
def test_few_answers_are_drawn_far_and_many_hardly(answers: list[int], wanted: float) -> None:
    assert shrunk(sample_of(answers), Prior(80.0, 10.0)) == pytest.approx(wanted, abs=1e-4)


def test_places_are_given_from_the_stated_count_on_and_shared_by_equals() -> None:
    values = {1: 90.0, 2: 95.0, 3: 90.0, 4: 99.0, 5: 80.0}
    counts = {1: 8, 2: 20, 3: 9, 4: 7, 5: 8}
    assert ranks(values, counts, least=8) == {2: 1, 1: 2, 3: 2, 5: 4}


@pytest.mark.parametrize(
    ("weights", "right"),
    [
        ((30, 30, 20, 20), True),
        ((85, 5, 5, 5), True),
        ((100, 0, 0, 0), False),
        ((30, 30, 20, 25), False),
        ((31, 29, 20, 20), False),
        ((-5, 65, 20, 20), False),
    ],
)
def test_weights_are_steps_of_five_that_make_a_hundred(weights: tuple[int, ...], right: bool) -> None:
    assert are_weights(dict(zip(Dimension, weights, strict=True))) is right


@given(scores=st.builds(Scores, *[st.integers(1, 5)] * 4))
def test_the_standard_weights_give_the_index_known_so_far(scores: Scores) -> None:
    assert weighted_index(scores, STANDARD_TERMS.weights) == index_of(scores)
    assert not math.isnan(weighted_index(scores, STANDARD_TERMS.weights))
