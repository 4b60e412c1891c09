"""The index of a caregiver, a service, a branch: mean with its interval, spread, and what is made of few answers.

Everything follows from sums that a database adds up: how many answers, their total, the total of their squares,
and how many lay below 60. Sums of parts are the sums of the whole.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from anjia.quality.rules.answers import WEIGHTS, Dimension, Scores
from anjia.quality.rules.student import t_quantile

LEAST_INDEX, MOST_INDEX = 20, 100
LOW_BELOW = 60
CONFIDENCE = 0.95
STEP_PERCENT = 5
LEAST_WEIGHT, WHOLE = 5, 100
# What the company's mean is worth, in answers, while the answers do not tell; and within which bounds they may.
STANDARD_WORTH, LEAST_WORTH, MOST_WORTH = 10.0, 2.0, 60.0
LEAST_GROUPS, LEAST_FREEDOM = 3, 20


@dataclass(frozen=True)
class IndexTerms:
    """By what the index is computed: percents by dimension that make 100, and how many answers a rank needs."""

    weights: Mapping[Dimension, int] = field(
        default_factory=lambda: MappingProxyType({dimension: 10 * tenths for dimension, tenths in WEIGHTS.items()})
    )
    least_ranked: int = 8


STANDARD_TERMS = IndexTerms()


def are_weights(weights: Mapping[Dimension, int]) -> bool:
    """Whether the weights are percents in steps of 5, at least 5 each, that make 100."""
    shares = [weights.get(dimension, 0) for dimension in Dimension]
    steps = all(share >= LEAST_WEIGHT and share % STEP_PERCENT == 0 for share in shares)
    return steps and sum(shares) == WHOLE


def weighted_index(scores: Scores, weights: Mapping[Dimension, int]) -> int:
    """The index of one answer under the weights, 20 (all 1) to 100 (all 5); exact, as weights are fifths."""
    return sum(weights[dimension] // STEP_PERCENT * score for dimension, score in scores.each().items())


@dataclass(frozen=True)
class Sample:
    """The answers of one group, as sums: how many, their total, the total of their squares, how many below 60."""

    count: int = 0
    total: int = 0
    squares: int = 0
    low: int = 0

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(
            self.count + other.count, self.total + other.total, self.squares + other.squares, self.low + other.low
        )

    @property
    def mean(self) -> float:
        """The mean index; 0 of nothing."""
        return self.total / self.count if self.count else 0.0

    @property
    def scatter(self) -> float:
        """The sum of squared distances from the mean, from whole numbers so that nothing cancels."""
        return (self.count * self.squares - self.total**2) / self.count if self.count else 0.0

    @property
    def deviation(self) -> float | None:
        """The standard deviation in points; None of fewer than two answers."""
        return math.sqrt(self.scatter / (self.count - 1)) if self.count > 1 else None

    @property
    def low_share(self) -> float:
        """The share of answers below 60, 0 to 1."""
        return self.low / self.count if self.count else 0.0


def sample_of(indexes: Iterable[int]) -> Sample:
    """The sums of single answers."""
    known = list(indexes)
    return Sample(len(known), sum(known), sum(one * one for one in known), sum(one < LOW_BELOW for one in known))


def together(samples: Iterable[Sample]) -> Sample:
    """The sums of all groups."""
    return sum(samples, Sample())


def interval_of(sample: Sample) -> tuple[float, float] | None:
    """Where the true mean lies with 95 % confidence, by Student's t, kept within 20 to 100.

    None of fewer than two answers, and of answers that are all equal: these say nothing about how far others lie.
    """
    deviation = sample.deviation
    if not deviation:
        return None
    half = t_quantile(sample.count - 1, CONFIDENCE) * deviation / math.sqrt(sample.count)
    return max(float(LEAST_INDEX), sample.mean - half), min(float(MOST_INDEX), sample.mean + half)


@dataclass(frozen=True)
class Prior:
    """Towards what few answers are drawn: the company's mean, which counts like `worth` answers.

    `learned` says whether the answers themselves showed how much; otherwise it is the standard.
    """

    mean: float
    worth: float
    groups: int = 0
    answers: int = 0
    learned: bool = False


def prior_of(samples: Sequence[Sample]) -> Prior:
    """Empirical Bayes: how far groups truly differ, against how far single answers do (one-way analysis of variance).

    `worth` is the variance within groups divided by the variance between them, by the method of moments with unequal
    sizes, kept between 2 and 60. With fewer than 3 groups or 20 degrees of freedom it is 10.
    """
    known = [sample for sample in samples if sample.count]
    whole = together(known)
    freedom = whole.count - len(known)
    if len(known) < LEAST_GROUPS or freedom < LEAST_FREEDOM:
        return Prior(whole.mean, STANDARD_WORTH, len(known), whole.count)
    within = sum(sample.scatter for sample in known) / freedom
    between = _between(known, whole, within)
    worth = within / between if between > 0 else MOST_WORTH
    return Prior(whole.mean, min(max(worth, LEAST_WORTH), MOST_WORTH), len(known), whole.count, learned=True)


def _between(samples: Sequence[Sample], whole: Sample, within: float) -> float:
    """The variance between groups; 0 when they differ no more than chance makes them."""
    spread = sum(sample.count * (sample.mean - whole.mean) ** 2 for sample in samples) / (len(samples) - 1)
    size = (whole.count - sum(sample.count**2 for sample in samples) / whole.count) / (len(samples) - 1)
    return max(0.0, (spread - within) / size)


def shrunk(sample: Sample, prior: Prior) -> float:
    """The mean drawn towards the company's: few answers far, many hardly."""
    return (sample.total + prior.mean * prior.worth) / (sample.count + prior.worth)


def ranks(values: Mapping[int, float], counts: Mapping[int, int], least: int) -> dict[int, int]:
    """Places from 1 by value, the highest first; equals share one. Groups of fewer than `least` answers have none."""
    ranked = sorted((key for key in values if counts[key] >= least), key=lambda key: -values[key])
    places: dict[int, int] = {}
    for number, key in enumerate(ranked, 1):
        before = ranked[number - 2] if number > 1 else None
        same = before is not None and math.isclose(values[before], values[key], abs_tol=1e-9)
        places[key] = places[before] if same and before is not None else number
    return places
