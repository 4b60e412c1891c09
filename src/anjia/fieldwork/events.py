"""What field work tells. The fact's own `at` is when the server heard of it."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfVisit:
    """Every fact of a visit under way names the visit, the caregiver and the household."""

    visit_id: int
    caregiver_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class CaregiverSetOut(_OfVisit, Event):
    """The caregiver is on the way."""


@dataclass(frozen=True, kw_only=True)
class CaregiverCheckedIn(_OfVisit, Event):
    """The caregiver is at the door, `late_minutes` after the agreed start, `metres` from the home (None: unknown)."""

    late_minutes: int
    metres: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StepTicked(_OfVisit, Event):
    """A step of the standard is done."""

    position: int
    title: str


@dataclass(frozen=True, kw_only=True)
class StepUnticked(_OfVisit, Event):
    """A tick was taken back."""

    position: int
    title: str


@dataclass(frozen=True, kw_only=True)
class PhotoAdded(_OfVisit, Event):
    """A photo was taken `when` = before or after the work; position 0 is the whole home."""

    photo_id: int
    position: int
    when: str


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(_OfVisit, Event):
    """A photo was taken back."""

    photo_id: int
    position: int
    when: str


@dataclass(frozen=True, kw_only=True)
class IncidentReported(_OfVisit, Event):
    """Something went otherwise than agreed."""

    incident_id: int
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HouseholdNoted(_OfVisit, Event):
    """The household left the caregiver a word for this visit."""

    text: str


@dataclass(frozen=True, kw_only=True)
class VisitCompleted(_OfVisit, Event):
    """The work is done. `minutes` and `price_fen` are the agreed ones; `worked_minutes` from check-in to now.

    `reason` says why something of the standard is missing; empty when nothing is.
    """

    order_id: int
    offering_id: int
    starts_at: datetime
    minutes: int
    price_fen: int
    worked_minutes: int = 0
    late_minutes: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ScopeMissed(Event):
    """A guaranteed scope was not delivered; told once per visit. `missed` are the steps' titles.

    `price_fen` is the price of the visit. `because`: "left_out" when the visit ended without these steps, "too_late"
    when the promised day passed first.
    """

    visit_id: int
    household_id: int
    offering_id: int
    missed: tuple[str, ...]
    price_fen: int
    because: str = "left_out"
