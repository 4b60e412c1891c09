"""Calls for help, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.guarantees.models import Emergency, EmergencyStep
from anjia.guarantees.rules import EmergencyState, emergency_state
from anjia.kernel.errors import Missing
from anjia.kernel.prepared import Prepared


@dataclass(frozen=True)
class EmergencyStepSummary:
    """One step: taken up, answered or closed."""

    kind: str
    text: str
    at: datetime
    by_name: str
    staff_id: int


@dataclass(frozen=True)
class EmergencySummary:
    """A call for help with its steps, oldest first."""

    id: int
    visit_id: int
    household_id: int
    caregiver_id: int | None
    kind: str
    text: str
    caller: str
    by_name: str
    called_at: datetime
    said_at: datetime | None
    state: EmergencyState
    steps: tuple[EmergencyStepSummary, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.state is not EmergencyState.CLOSED

    @property
    def answers(self) -> tuple[EmergencyStepSummary, ...]:
        """What whoever called is told."""
        return tuple(step for step in self.steps if step.kind != EmergencyState.TAKEN_UP)

    @property
    def taken_up(self) -> EmergencyStepSummary | None:
        """Who sees to it."""
        return next((step for step in self.steps if step.kind == EmergencyState.TAKEN_UP), None)


@dataclass(frozen=True)
class Alarm:
    """An emergency nobody has taken up: what the top of every desk page shows."""

    id: int
    kind: str
    household_id: int
    called_at: datetime


_ALARMS = Prepared(
    lambda: (
        Emergency.objects.filter(closed_at__isnull=True, taken_up_at__isnull=True)
        .order_by("id")
        .values_list("id", "kind", "household_id", "called_at")
    )
)


def alarms() -> list[Alarm]:
    """Emergencies nobody has taken up, oldest first. Asked by every page of the desk, so it costs what is open."""
    return [Alarm(*row) for row in _ALARMS.rows()]


def emergency(emergency_id: int) -> EmergencySummary:
    """One emergency. Raises Missing."""
    row = Emergency.objects.filter(pk=emergency_id).first()
    if row is None:
        raise Missing
    return _summaries([row])[0]


def emergencies_of_visit(visit_id: int) -> list[EmergencySummary]:
    """A visit's emergencies, newest first."""
    return _summaries(Emergency.objects.filter(visit_id=visit_id).order_by("-id"))


def open_emergencies() -> list[EmergencySummary]:
    """Emergencies that are not over, oldest first."""
    return _summaries(Emergency.objects.filter(closed_at__isnull=True).order_by("id"))


def closed_emergencies(*, limit: int = 50) -> list[EmergencySummary]:
    """Emergencies that are over, newest first."""
    return _summaries(Emergency.objects.filter(closed_at__isnull=False).order_by("-id")[:limit])


def _summaries(rows: Iterable[Emergency]) -> list[EmergencySummary]:
    found = list(rows)
    steps: dict[int, list[EmergencyStepSummary]] = {row.pk: [] for row in found}
    for step in EmergencyStep.objects.filter(emergency_id__in=list(steps)).order_by("id"):
        steps[step.emergency_id].append(
            EmergencyStepSummary(step.kind, step.text, step.at, step.by_name, step.staff_id)
        )
    return [_summary(row, steps[row.pk]) for row in found]


def _summary(row: Emergency, steps: list[EmergencyStepSummary]) -> EmergencySummary:
    return EmergencySummary(
        id=row.pk,
        visit_id=row.visit_id,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        kind=row.kind,
        text=row.text,
        caller=row.caller,
        by_name=row.by_name,
        called_at=row.called_at,
        said_at=row.said_at,
        state=emergency_state([step.kind for step in steps]),
        steps=tuple(steps),
    )
