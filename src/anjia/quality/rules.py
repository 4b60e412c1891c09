"""How an answer is judged, how a complaint and an action stand, how much may be given back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

ANSWER_DAYS = 14
CONTEST_DAYS = 14
CHECK_AFTER_DAYS = 14
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


class ActionState(StrEnum):
    """Where a corrective action stands, from its decisions."""

    PLANNED = "planned"
    FINISHED = "finished"
    EFFECTIVE = "effective"
    REOPENED = "reopened"


CAUSE_OF_DIMENSION: Mapping[Dimension, Cause] = MappingProxyType(
    {
        Dimension.ATTITUDE: Cause.ATTITUDE,
        Dimension.SKILL: Cause.WORKMANSHIP,
        Dimension.EFFICIENCY: Cause.PACE,
        Dimension.PROBLEM_SOLVING: Cause.HANDLING,
    }
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


def may_answer(asked_at: datetime, at: datetime) -> bool:
    """Whether a survey still takes an answer: for 14 days."""
    return at <= asked_at + timedelta(days=ANSWER_DAYS)


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


def action_state(*, finishes: int, checks: Sequence[bool]) -> ActionState:
    """Where an action stands: each finish is followed by a check; an ineffective one opens it again."""
    if finishes > len(checks):
        return ActionState.FINISHED
    if not checks:
        return ActionState.PLANNED
    return ActionState.EFFECTIVE if checks[-1] else ActionState.REOPENED


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


@dataclass(frozen=True)
class Recurrence:
    """How often a cause came up in the days before an action and in as many days after it, and in how many visits."""

    days: int
    complaints_before: int
    visits_before: int
    complaints_after: int
    visits_after: int

    def to_evidence(self) -> dict[str, int]:
        """As it is kept beside the decision."""
        return {
            "days": self.days,
            "complaints_before": self.complaints_before,
            "visits_before": self.visits_before,
            "complaints_after": self.complaints_after,
            "visits_after": self.visits_after,
        }


def looks_effective(seen: Recurrence) -> bool | None:
    """Whether the cause came up less often per visit than before; None while no visit can tell."""
    if not seen.visits_after:
        return None
    before = seen.complaints_before * seen.visits_after
    after = seen.complaints_after * max(seen.visits_before, 1)
    return after < before or not seen.complaints_after


def begin_of_before(done_at: datetime, at: datetime) -> datetime:
    """Where the time before an action begins, so that it is as long as the time since; at least a day."""
    return done_at - max(at - done_at, timedelta(days=1))


def check_on(done_on: date) -> date:
    """The day on which to look whether an action worked."""
    return done_on + timedelta(days=CHECK_AFTER_DAYS)
