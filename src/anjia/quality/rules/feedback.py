"""What a caregiver hears of an answer, when, and who works on the weak link."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from anjia.quality.rules.answers import Dimension, Scores

DELAY = timedelta(days=1)
OBJECT_DAYS = 30
LEAST_TOGETHER = 3
WEAK_SCORE = 3


class Team(StrEnum):
    """Who owns a weak link; the names are those of the roles at the desk."""

    QUALITY = "quality_lead"
    DISPATCH = "dispatcher"
    ADVISERS = "adviser"


TEAM_OF: Mapping[Dimension, Team] = MappingProxyType(
    {
        Dimension.ATTITUDE: Team.QUALITY,
        Dimension.SKILL: Team.QUALITY,
        Dimension.EFFICIENCY: Team.DISPATCH,
        Dimension.PROBLEM_SOLVING: Team.ADVISERS,
    }
)


class Stance(StrEnum):
    """What a caregiver says to an answer about her."""

    REMARK = "remark"
    OBJECTION = "objection"


def is_out(answered_at: datetime, at: datetime) -> bool:
    """Whether she may read an answer: a day after it was given, so that nobody is asked about it at the door."""
    return at >= answered_at + DELAY


def may_object(answered_at: datetime, at: datetime) -> bool:
    """Whether she may still say something to it: for 30 days."""
    return answered_at <= at <= answered_at + timedelta(days=OBJECT_DAYS)


def weak_links(scores: Scores) -> tuple[Dimension, ...]:
    """The dimensions of an answer that somebody should work on: 3 or less, the weakest first."""
    weak = [(score, place, one) for place, (one, score) in enumerate(scores.each().items()) if score <= WEAK_SCORE]
    return tuple(one for _score, _place, one in sorted(weak))


def strong_points(scores: Scores) -> tuple[Dimension, ...]:
    """The dimensions with full marks."""
    return tuple(one for one, score in scores.each().items() if score == 5)
