"""How bad a complaint is, how it stands, who answers for it, and how much may be given back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from anjia.quality.rules.answers import Dimension, Scores

CONTEST_DAYS = 14


class Severity(StrEnum):
    """How bad a complaint is."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Cause(StrEnum):
    """What a complaint is about; recurrences are counted by it."""

    ATTITUDE = "attitude"
    WORKMANSHIP = "workmanship"
    PACE = "pace"
    HANDLING = "handling"
    LATENESS = "lateness"
    DAMAGE = "damage"
    MONEY = "money"
    OTHER = "other"


class ComplaintState(StrEnum):
    """Where a complaint stands, from its decisions."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class Reason(StrEnum):
    """Why a complaint went up."""

    NOT_ANSWERED = "not_answered"
    NOT_SETTLED = "not_settled"
    NOT_TAKEN_UP = "not_taken_up"
    CONTESTED = "contested"
    BY_HAND = "by_hand"


CAUSE_OF_DIMENSION: Mapping[Dimension, Cause] = MappingProxyType(
    {
        Dimension.ATTITUDE: Cause.ATTITUDE,
        Dimension.SKILL: Cause.WORKMANSHIP,
        Dimension.EFFICIENCY: Cause.PACE,
        Dimension.PROBLEM_SOLVING: Cause.HANDLING,
    }
)


def severity_of(scores: Scores) -> Severity | None:
    """How bad an answer is; None when nothing needs to follow.

    A single 1 or a mean below 2.5 is grave, a mean below 3.5 serious, a single 2 minor.
    """
    each = scores.each().values()
    total = sum(each)
    if min(each) == 1 or total < 10:
        return Severity.GRAVE
    if total < 14:
        return Severity.SERIOUS
    return Severity.MINOR if min(each) == 2 else None


def cause_of(scores: Scores) -> Cause:
    """The cause of the dimension that scored lowest; of equals, the one named first."""
    each = scores.each()
    return CAUSE_OF_DIMENSION[min(each, key=lambda dimension: each[dimension])]


def may_contest(resolved_at: datetime, at: datetime) -> bool:
    """Whether the household may still say that it is not resolved: for 14 days."""
    return at <= resolved_at + timedelta(days=CONTEST_DAYS)


@dataclass(frozen=True)
class Standing:
    """What the decisions about a complaint amount to: was it answered, how often resolved and contested, confirmed?"""

    answered: bool = False
    resolutions: int = 0
    contests: int = 0
    confirmed: bool = False


def complaint_state(standing: Standing) -> ComplaintState:
    """Where a complaint stands. Each contest undoes the resolution before it."""
    if standing.resolutions > standing.contests:
        return ComplaintState.CONFIRMED if standing.confirmed else ComplaintState.RESOLVED
    if standing.contests:
        return ComplaintState.CONTESTED
    return ComplaintState.ANSWERED if standing.answered else ComplaintState.OPEN


def is_settled(state: ComplaintState) -> bool:
    """Whether the company has nothing left to do about a complaint, unless it is contested."""
    return state in {ComplaintState.RESOLVED, ComplaintState.CONFIRMED}


LADDER: tuple[str, ...] = ("adviser", "quality_lead", "owner")


def next_level(level: int) -> int | None:
    """The level above, 0 being the adviser, 1 the quality lead and 2 the owner; None from the top."""
    return level + 1 if level + 1 < len(LADDER) else None


def roles_from(level: int) -> tuple[str, ...]:
    """Who answers for a complaint at a level, and who instead while nobody has that role: up first, then down."""
    return LADDER[level:] + LADDER[:level][::-1]


def first_level(severity: Severity) -> int:
    """A grave complaint begins with the quality lead, any other with an adviser."""
    return 1 if severity is Severity.GRAVE else 0


def most_compensation(clause_most_fen: int, visit_price_fen: int | None) -> int:
    """The most that may be given back: neither more than the clause allows nor than the visit cost."""
    return min(clause_most_fen, visit_price_fen or 0)
