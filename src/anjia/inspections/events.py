"""What inspections tell."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundSet(Event):
    """A caregiver, a service or a branch is looked at every so many weeks."""

    round_id: int
    target: str
    about: int
    every_weeks: int
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class RoundEnded(Event):
    """A regular round is not continued."""

    round_id: int
    target: str
    about: int


@dataclass(frozen=True, kw_only=True)
class SamplingPlanPublished(Event):
    """From an instant on spot checks are drawn by other weights."""

    version: int
    checks: int
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class SpotChecksDrawn(Event):
    """Spot checks were drawn at random; seed, frame and probabilities are kept, so that anybody can draw again."""

    draw_id: int
    week_on: date
    frame: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class InspectionPlanned(Event):
    """An inspection is due. It names no caregiver and no visit: nobody is told of a spot check by its story."""

    inspection_id: int
    kind: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class InspectionHeld(Event):
    """Somebody looked: so many steps seen, so many deviations. `at_home`: at the household's, which agreed."""

    inspection_id: int
    kind: str
    visit_id: int
    caregiver_id: int
    household_id: int
    at_home: bool
    seen: int
    deviations: int


@dataclass(frozen=True, kw_only=True)
class InspectionDropped(Event):
    """A planned inspection will not take place, and why."""

    inspection_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class _OfFinding:
    finding_id: int
    visit_id: int
    caregiver_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class DeviationFound(_OfFinding, Event):
    """A step was not done by the standard; its remedy is promised. `severity` is minor, serious or grave."""

    household_id: int
    severity: str
    corrective_action_id: int | None


@dataclass(frozen=True, kw_only=True)
class DeviationRemedied(_OfFinding, Event):
    """What an inspection found was put right."""


@dataclass(frozen=True, kw_only=True)
class DeviationVerified(_OfFinding, Event):
    """Somebody looked again; a deviation that stays is open anew."""

    right: bool
