"""What households and caregivers say of one another, and who therefore does not come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Who says it."""

    HOUSEHOLD = "household"
    CAREGIVER = "caregiver"


class Liking(StrEnum):
    """What is said: gladly, or not."""

    FAVOURED = "favoured"
    REFUSED = "refused"


@dataclass(frozen=True)
class Said:
    """One open word of either side about a household and a caregiver; a refusal may be bound to a visit or a time."""

    caregiver_id: int
    side: str
    liking: str
    visit_id: int | None = None
    until_at: datetime | None = None


def excluded(words: Iterable[Said], *, at: datetime, visit_id: int | None = None) -> frozenset[int]:
    """The caregivers who are not sent: refused for good, until later than `at`, or for this very visit."""
    return frozenset(
        one.caregiver_id
        for one in words
        if one.liking == Liking.REFUSED
        and one.visit_id in (None, visit_id)
        and (one.until_at is None or one.until_at > at)
    )


def favoured(words: Iterable[Said], side: Side) -> frozenset[int]:
    """The caregivers of whom the side said "gladly"."""
    return frozenset(one.caregiver_id for one in words if one.liking == Liking.FAVOURED and one.side == side)


class Chooser(StrEnum):
    """Who chose the caregiver of an assignment: the ranking, a person at the desk, or the household."""

    SYSTEM = "system"
    STAFF = "staff"
    HOUSEHOLD = "household"


class Outcome(StrEnum):
    """What a person found who looked at a choice again."""

    STANDS = "stands"
    CHANGED = "changed"


def chooser_of(kind: str) -> Chooser:
    """Who chose, by the kind of whoever named the caregiver; clocks, callers and caregivers count as the system."""
    return Chooser(kind) if kind in (Chooser.STAFF, Chooser.HOUSEHOLD) else Chooser.SYSTEM
