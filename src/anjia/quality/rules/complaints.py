"""How bad a complaint is, how it stands, who answers for it, and how much may be given back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from anjia.quality.rules.answers import Dimension, Scores
from anjia.quality.rules.causes import Cause

CONTEST_DAYS = 14
SILENT_DAYS = 7
MOST_STEPS = 12


class Severity(StrEnum):
    """How bad a complaint is."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


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
    STEP_MISSED = "step_missed"
    CONTESTED = "contested"
    BY_HAND = "by_hand"


class WaitEnd(StrEnum):
    """Why the company no longer waits for the household."""

    REPLIED = "replied"
    SETTLED = "settled"
    SILENT = "silent"
    BY_HAND = "by_hand"


# Each severity is promised other times, each under a clause of its own.
ANSWERED: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.MINOR: "complaint_answered",
        Severity.SERIOUS: "answered_serious",
        Severity.GRAVE: "answered_grave",
    }
)
SETTLED: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.MINOR: "complaint_settled",
        Severity.SERIOUS: "settled_serious",
        Severity.GRAVE: "settled_grave",
    }
)
GRAVER: tuple[Severity, ...] = (Severity.MINOR, Severity.SERIOUS, Severity.GRAVE)


def is_graver(now: Severity, before: Severity) -> bool:
    """Whether a complaint has become graver: only then is something else promised."""
    return GRAVER.index(now) > GRAVER.index(before)


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


# What each role may give back alone is bounded by a clause; the owner's bound is the company's own.
BOUND_OF_ROLE: Mapping[str, str] = MappingProxyType(
    {
        "adviser": "compensation_adviser",
        "quality_lead": "compensation_lead",
        "owner": "compensation",
    }
)


def rank_of(roles: Iterable[str]) -> int:
    """How high up somebody stands: 0 the adviser, 1 the quality lead, 2 the owner; -1 for everybody else."""
    return max((LADDER.index(role) for role in roles if role in LADDER), default=-1)


def may_approve(*, ranks: tuple[int, int], people: tuple[int, int], amount_fen: int, bound_fen: int) -> bool:
    """Whether a second person may approve what a first one asked for: another, of a higher role, within that bound.

    `ranks` and `people` are (who asked, who decides).
    """
    return people[0] != people[1] and ranks[1] > ranks[0] and amount_fen <= bound_fen
