"""The exact test behind "it helped": against scipy, and by simulation against its own promises."""

from datetime import date

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from anjia.quality.rules import Effect, Recurrence, finding_of, look_again_on
from anjia.quality.rules.effects import ERROR, MISSED, as_few, as_many, error_of_look, least_visits, power_of
from anjia.quality.rules.prevention import BY_CHANCE, Cluster, Place, Scope, beyond_chance, chance_of

COUNT, VISITS = st.integers(0, 12), st.integers(1, 400)
SEEN = st.builds(Recurrence, st.integers(1, 90), COUNT, VISITS, COUNT, VISITS)
TODAY = date(2026, 11, 22)


@given(SEEN)
def test_the_chances_are_those_of_the_conditional_binomial_test(seen: Recurrence) -> None:
    total = seen.complaints_before + seen.complaints_after
    share = seen.visits_after / (seen.visits_after + seen.visits_before)
    halved = 0.5 * seen.visits_after / (0.5 * seen.visits_after + seen.visits_before)
    if total:
        few = binomtest(seen.complaints_after, total, share, alternative="less").pvalue
        many = binomtest(seen.complaints_after, total, halved, alternative="greater").pvalue
        assert as_few(seen) == pytest.approx(few, abs=1e-9)
        assert as_many(seen) == pytest.approx(many, abs=1e-9)
    else:
        assert (as_few(seen), as_many(seen)) == (1.0, 1.0)


@given(SEEN, st.floats(0.001, 0.2))
def test_with_the_least_visits_a_clean_record_decides_and_with_one_less_it_does_not(
    seen: Recurrence, error: float
) -> None:
    least = least_visits(seen, error)
    if least is None:
        assert not seen.complaints_before
        return
    clean = [Recurrence(1, seen.complaints_before, seen.visits_before, 0, n) for n in (least, least - 1)]
    assert as_few(clean[0]) <= error * (1 + 1e-9)
    assert least <= 1 or as_few(clean[1]) > error * (1 - 1e-9)


def test_all_looks_together_spend_no_more_than_they_may() -> None:
    assert sum(error_of_look(number) for number in range(1, 50)) <= ERROR


@pytest.mark.parametrize(
    ("seen", "effect"),
    [
        (Recurrence(30, 8, 100, 0, 100), Effect.HELPED),
        (Recurrence(30, 8, 100, 7, 100), Effect.CANNOT_TELL),
        (Recurrence(30, 8, 100, 12, 100), Effect.DID_NOT_HELP),
        (Recurrence(30, 0, 100, 0, 500), Effect.CANNOT_TELL),
        (Recurrence(30, 0, 100, 3, 50), Effect.DID_NOT_HELP),
        (Recurrence(30, 8, 100, 0, 5), Effect.CANNOT_TELL),
        (Recurrence(30, 0, 0, 0, 0), Effect.CANNOT_TELL),
        (Recurrence(30, 3, 0, 0, 40), Effect.CANNOT_TELL),
    ],
)
def test_figures_say_helped_not_helped_or_nothing_yet(seen: Recurrence, effect: Effect) -> None:
    assert finding_of(seen, look=1).effect is effect


@pytest.mark.parametrize(("rate", "ratio"), [(0.02, 1.0), (0.05, 1.0), (0.10, 1.0)])
def test_what_changed_nothing_is_called_helpful_in_no_more_than_one_case_in_twenty(rate: float, ratio: float) -> None:
    """Six looks at 4,000 simulated actions without effect, each after 40 more visits."""
    assert _wrong(rate, ratio, Effect.HELPED) <= ERROR


@pytest.mark.parametrize("rate", [0.05, 0.10])
def test_what_halved_the_cause_is_opened_again_in_no_more_than_one_case_in_ten(rate: float) -> None:
    assert _wrong(rate, 0.5, Effect.DID_NOT_HELP) <= MISSED


def _wrong(rate: float, ratio: float, wrong: Effect) -> float:
    dice, times = numpy.random.default_rng(20261122), 2000
    before = dice.poisson(rate * 120, times)
    after = numpy.cumsum(dice.poisson(rate * ratio * 40, (times, 6)), axis=1)
    said: dict[tuple[int, int, int], Effect] = {}
    errors = 0
    for case in range(times):
        for look in range(6):
            key = (int(before[case]), int(after[case, look]), look)
            if key not in said:
                said[key] = finding_of(Recurrence(14, key[0], 120, key[1], 40 * (look + 1)), look=look + 1).effect
            if said[key] is not Effect.CANNOT_TELL:
                errors += said[key] is wrong
                break
    return errors / times


def test_a_look_says_how_probable_it_was_to_find_anything() -> None:
    few, many = (power_of(Recurrence(30, 10, 150, 0, visits), 0.025) for visits in (40, 600))
    assert few < 0.1 < many
    assert power_of(Recurrence(30, 10, 150, 0, 600), 0.025, ratio=0.0) == 1.0
    assert power_of(Recurrence(30, 0, 150, 0, 600), 0.025) == 0.0


def test_the_next_look_waits_for_the_visits_it_needs() -> None:
    slow = Recurrence(14, 6, 100, 0, 20)
    finding = finding_of(slow, look=1)
    assert finding.least_visits == 85
    assert look_again_on(slow, finding, on=TODAY) == date(2027, 1, 7)  # 65 visits more at 20 in 14 days
    assert look_again_on(Recurrence(14, 6, 100, 0, 0), finding, on=TODAY) == date(2026, 11, 29)
    assert look_again_on(Recurrence(14, 1, 100, 0, 5), finding_of(slow, look=5), on=TODAY) == date(2027, 1, 21)


def test_a_cluster_is_proposed_when_chance_does_not_explain_it() -> None:
    def cluster(times: int, visits: int) -> Cluster:
        return Cluster(Place(Scope.CAREGIVER, 1), "pace", times, visits, 12, 600)

    assert beyond_chance([cluster(8, 30)])[0].chance < 0.0001
    assert beyond_chance([cluster(2, 4)]) == []  # improbable, but fewer than three
    assert beyond_chance([cluster(4, 200)]) == []
    assert beyond_chance([cluster(3, 20)] * 40) == []  # one of forty places looks like that by chance
    assert chance_of(3, 600, 12, 600) == 1.0


def test_places_without_pattern_are_proposed_on_no_more_than_one_day_in_a_hundred() -> None:
    dice, days = numpy.random.default_rng(7), 400
    wrong = 0
    for _day in range(days):
        times = dice.multinomial(60, [1 / 30] * 30)
        rows = [Cluster(Place(Scope.CAREGIVER, n), "pace", int(t), 40, 60, 1200) for n, t in enumerate(times)]
        wrong += bool(beyond_chance(rows))
    assert wrong / days <= BY_CHANCE + 0.01
