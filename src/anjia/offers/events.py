"""What offers announce."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitOffered(Event):
    """The desk put a visit that nobody has to so many caregivers, until `expires_at`."""

    offer_id: int
    visit_id: int
    household_id: int
    asked: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class SwapOffered(Event):
    """A caregiver would give one of her visits to a colleague: to one named, or to whoever can keep it."""

    offer_id: int
    visit_id: int
    caregiver_id: int
    household_id: int
    asked: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class OfferTaken(Event):
    """Somebody accepted first and has the visit now; `back_visit_id` is what she gave in return."""

    offer_id: int
    visit_id: int
    caregiver_id: int
    back_visit_id: int | None


@dataclass(frozen=True, kw_only=True)
class SwapAccepted(Event):
    """A colleague would take the visit; it waits for the desk's word."""

    offer_id: int
    visit_id: int
    caregiver_id: int
    back_visit_id: int | None


@dataclass(frozen=True, kw_only=True)
class SwapRefused(Event):
    """The desk did not agree to a swap: the visit stays with whoever had it."""

    offer_id: int
    visit_id: int
    caregiver_id: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Event):
    """One of those asked said no."""

    offer_id: int
    visit_id: int
    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class OfferEnded(Event):
    """Nobody has it by this offer any more: `how` is expired, unanswered, withdrawn or gone.

    Unanswered is a swap that somebody accepted and to which the desk did not agree in time.
    """

    offer_id: int
    visit_id: int
    how: str


@dataclass(frozen=True, kw_only=True)
class WaitingJoined(Event):
    """A household that found no time waits for one."""

    waiting_id: int
    household_id: int
    offering_id: int


@dataclass(frozen=True, kw_only=True)
class FreedTimeOffered(Event):
    """Time was freed and is kept for the next on the waiting list until `held_until`."""

    waiting_id: int
    household_id: int
    caregiver_id: int
    hold_id: int
    starts_at: datetime
    held_until: datetime


@dataclass(frozen=True, kw_only=True)
class FreedTimePassed(Event):
    """The household did not take the time kept for it; `ran_out`: it said nothing in time."""

    waiting_id: int
    household_id: int
    ran_out: bool


@dataclass(frozen=True, kw_only=True)
class WaitingEnded(Event):
    """A household no longer waits: `how` is booked, left or lapsed."""

    waiting_id: int
    household_id: int
    visit_id: int | None
    how: str


@dataclass(frozen=True, kw_only=True)
class VisitLinkMade(Event):
    """A link was made that opens one visit without a log-in."""

    visit_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class VisitLinkRevoked(Event):
    """The link of a visit leads nowhere any more."""

    visit_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(Event):
    """Somebody said by the visit's link that the time is known and stands."""

    visit_id: int
    household_id: int
    starts_at: datetime
