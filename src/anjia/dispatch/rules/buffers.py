"""Which time a visit keeps busy beside itself: the way to it from the visit before.

A visit is busy from `starts - way(previous, here)` until its end, so that disjoint busy times mean that every
way fits. A visit laid between two others changes the buffer of the following one: its way begins elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from anjia.dispatch.rules.travel import LONGEST_MINUTES, travel_minutes


@dataclass(frozen=True)
class Stay:
    """A visit in a caregiver's time: epoch minutes and place."""

    starts: int
    ends: int
    latitude: float
    longitude: float


def way_between(previous: Stay, following: Stay) -> int:
    """Whole minutes from one stay to the next."""
    return int(travel_minutes(previous.latitude, previous.longitude, following.latitude, following.longitude))


def fits_between(previous: Stay | None, stay: Stay, following: Stay | None) -> bool:
    """Whether both ways fit between the neighbours in time."""
    comes_in_time = previous is None or previous.ends + way_between(previous, stay) <= stay.starts
    goes_in_time = following is None or stay.ends + way_between(stay, following) <= following.starts
    return comes_in_time and goes_in_time


def busy_from(previous: Stay | None, stay: Stay) -> int:
    """From which minute a stay keeps its caregiver busy; never earlier than the end of the stay before."""
    if previous is None or stay.starts - previous.ends >= LONGEST_MINUTES:
        return stay.starts
    return max(previous.ends, stay.starts - way_between(previous, stay))
