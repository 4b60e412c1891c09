"""What dispatch announces."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SlotHeld(Event):
    """A caregiver's time is kept for a while, until somebody decides or the time runs out."""

    hold_id: int
    caregiver_id: int
    household_id: int | None
    starts_at: datetime
    minutes: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class HoldReleased(Event):
    """Kept time is free again without having become a visit's: given back, or run out."""

    hold_id: int
    caregiver_id: int
    household_id: int | None
    ran_out: bool


@dataclass(frozen=True, kw_only=True)
class CaregiverAssigned(Event):
    """A visit has its caregiver. `reasons` are (ground, value, points), as in rules.Reason."""

    assignment_id: int
    visit_id: int
    caregiver_id: int
    household_id: int | None
    starts_at: datetime
    reasons: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class AssignmentChanged(Event):
    """A person gave the visit to another caregiver, and said why."""

    assignment_id: int
    visit_id: int
    caregiver_id: int
    instead_of_id: int
    household_id: int | None
    starts_at: datetime
    reason: str

    def subjects(self) -> list[str]:
        """Also part of the story of the caregiver who had the visit before."""
        own = [subject for subject in super().subjects() if not subject.startswith("instead_of:")]
        return [*own, f"caregiver:{self.instead_of_id}"]


@dataclass(frozen=True, kw_only=True)
class AssignmentReleased(Event):
    """A visit no longer has a caregiver; her time is free again."""

    assignment_id: int
    visit_id: int
    caregiver_id: int
    household_id: int | None
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaregiverRefused(Event):
    """A household does not want a caregiver; `visit_ids` are the visits that now look for somebody else."""

    preference_id: int
    household_id: int
    caregiver_id: int
    for_good: bool
    visit_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class CaregiverFavoured(Event):
    """A household would like a caregiver to come again."""

    household_id: int
    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class HouseholdRefused(Event):
    """A caregiver would rather not go to a household; why is read at the desk alone."""

    household_id: int
    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class PairPreferenceLifted(Event):
    """What a side ("household", "caregiver") said of the other ("favoured", "refused") holds no longer."""

    household_id: int
    caregiver_id: int
    side: str
    liking: str


@dataclass(frozen=True, kw_only=True)
class WeightsPublished(Event):
    """How much each part of a score counts was published anew: percents by part, and why."""

    version: int
    percents: dict[str, int]
    reason: str
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewAsked(Event):
    """A household or a caregiver ("side") asks that a person look again at who was sent."""

    review_id: int
    visit_id: int
    side: str
    household_id: int | None = None
    caregiver_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewDecided(Event):
    """A person looked again: the choice "stands", or something is "changed"."""

    review_id: int
    visit_id: int
    side: str
    household_id: int | None
    caregiver_id: int | None
    outcome: str
