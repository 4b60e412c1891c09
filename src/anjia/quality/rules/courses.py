"""What the decisions about a complaint amount to, told again from their rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from anjia.quality.rules.complaints import ComplaintState, Standing, complaint_state


class Step(StrEnum):
    """What can be decided about a complaint."""

    ASSESSED = "assessed"
    HANDED = "handed"
    ANSWERED = "answered"
    WAITED = "waited"
    WAIT_ENDED = "wait_ended"
    PLANNED = "planned"
    REQUESTED = "requested"
    DECIDED = "decided"
    GRANTED = "granted"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


@dataclass(frozen=True)
class Decided:
    """One decision row. Only what the step says is filled in."""

    step: Step
    severity: str = ""
    cause: str = ""
    team: str = ""
    owner_id: int | None = None
    amount_fen: int = 0


@dataclass(frozen=True)
class Course:
    """How a complaint stands after some decisions."""

    severity: str = ""
    cause: str = ""
    team: str = ""
    owner_id: int | None = None
    standing: Standing = field(default_factory=Standing)
    waits: int = 0
    plans: int = 0
    asked: int = 0
    granted_fen: int = 0

    @property
    def state(self) -> ComplaintState:
        """Open, answered, resolved, confirmed or contested."""
        return complaint_state(self.standing)

    @property
    def waiting(self) -> bool:
        """Whether the company waits for the household."""
        return self.waits > 0


def _step(course: Course, decided: Decided) -> Course:
    stands = course.standing
    match decided.step:
        case Step.ASSESSED:
            return replace(course, severity=decided.severity, cause=decided.cause)
        case Step.HANDED:
            return replace(course, team=decided.team, owner_id=decided.owner_id)
        case Step.ANSWERED:
            return replace(course, standing=replace(stands, answered=True))
        case Step.WAITED | Step.WAIT_ENDED:
            return replace(course, waits=course.waits + (1 if decided.step is Step.WAITED else -1))
        case Step.PLANNED:
            return replace(course, plans=course.plans + 1)
        case Step.REQUESTED | Step.DECIDED:
            return replace(course, asked=course.asked + (1 if decided.step is Step.REQUESTED else -1))
        case Step.GRANTED:
            return replace(course, granted_fen=course.granted_fen + decided.amount_fen)
        case Step.RESOLVED:
            return replace(course, standing=replace(stands, resolutions=stands.resolutions + 1))
        case Step.CONFIRMED:
            return replace(course, standing=replace(stands, confirmed=True))
        case Step.CONTESTED:
            return replace(course, standing=replace(stands, contests=stands.contests + 1))


def course_of(decisions: Iterable[Decided]) -> Course:
    """How a complaint stands after these decisions. Within one kind their order matters, between kinds it does not."""
    course = Course()
    for decided in decisions:
        course = _step(course, decided)
    return course
