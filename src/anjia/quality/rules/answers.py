"""How one answer is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

ANSWER_DAYS = 14
LEAST_SCORE, MOST_SCORE = 1, 5


class Dimension(StrEnum):
    """What a household is asked about a visit."""

    ATTITUDE = "attitude"
    SKILL = "skill"
    EFFICIENCY = "efficiency"
    PROBLEM_SOLVING = "problem_solving"


WEIGHTS: Mapping[Dimension, int] = MappingProxyType(
    {Dimension.ATTITUDE: 3, Dimension.SKILL: 3, Dimension.EFFICIENCY: 2, Dimension.PROBLEM_SOLVING: 2}
)


@dataclass(frozen=True)
class Scores:
    """One answer: each dimension from 1 (bad) to 5 (good)."""

    attitude: int
    skill: int
    efficiency: int
    problem_solving: int

    def each(self) -> dict[Dimension, int]:
        """The score of every dimension, in the order of the weights."""
        return {dimension: int(getattr(self, dimension)) for dimension in Dimension}


def are_scores(scores: Scores) -> bool:
    """Whether every score lies between 1 and 5."""
    return all(LEAST_SCORE <= score <= MOST_SCORE for score in scores.each().values())


def index_of(scores: Scores) -> int:
    """The weighted index of one answer, 20 (all 1) to 100 (all 5), exact: the weights make ten."""
    return sum(WEIGHTS[dimension] * score for dimension, score in scores.each().items()) * 2


def may_answer(asked_at: datetime, at: datetime) -> bool:
    """Whether a survey still takes an answer: for 14 days."""
    return at <= asked_at + timedelta(days=ANSWER_DAYS)
