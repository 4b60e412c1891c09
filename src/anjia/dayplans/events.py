"""What day plans tell."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanWeightsPublished(Event):
    """From an instant on days are planned by other weights."""

    version: int
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class DayPlanProposed(Event):
    """A whole day was computed; nothing has changed yet. `saved_fen` is what all moves would save."""

    day_plan_id: int
    day: date
    moves: int
    unserved: int
    saved_fen: int


@dataclass(frozen=True, kw_only=True)
class RepairProposed(Event):
    """What is left of today was computed anew for visits that nobody could keep; nothing has changed yet."""

    day_plan_id: int
    day: date
    orphans: int
    alternatives: int
    unserved: int


@dataclass(frozen=True, kw_only=True)
class DayPlanAccepted(Event):
    """Somebody accepted moves of a proposal; they are made."""

    day_plan_id: int
    acceptance_id: int
    day: date
    moves: int
    visit_ids: tuple[int, ...]

    def subjects(self) -> list[str]:
        """Also part of the story of every visit that was moved."""
        return [*super().subjects(), *(f"visit:{visit_id}" for visit_id in self.visit_ids)]


@dataclass(frozen=True, kw_only=True)
class DayPlanUndone(Event):
    """An acceptance was taken back; its visits are as they were before."""

    day_plan_id: int
    acceptance_id: int
    day: date
    moves: int
    visit_ids: tuple[int, ...]

    def subjects(self) -> list[str]:
        """Also part of the story of every visit that was moved."""
        return [*super().subjects(), *(f"visit:{visit_id}" for visit_id in self.visit_ids)]


@dataclass(frozen=True, kw_only=True)
class VisitPinned(Event):
    """Somebody wants a visit to stay as it is, whatever a plan finds."""

    visit_id: int


@dataclass(frozen=True, kw_only=True)
class VisitUnpinned(Event):
    """A visit may be moved by plans again."""

    visit_id: int
