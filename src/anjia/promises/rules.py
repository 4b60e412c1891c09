"""Kinds of promises, the standard terms, and when a promise counts as kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, TypeVar


class Kind(StrEnum):
    """What can be promised. `compensation` has no clock: its clause bounds an amount."""

    FIRST_CONTACT = "first_contact"
    ARRIVAL = "arrival"
    VISIT_FOLLOW_UP = "visit_follow_up"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_SETTLED = "complaint_settled"
    ESCALATION_TAKEN_UP = "escalation_taken_up"
    COMPENSATION = "compensation"


class State(StrEnum):
    """Where a promise stands; everything but OPEN is final."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"


MOST_MINUTES = 366 * 24 * 60
_SUBJECT = re.compile(r"[a-z][a-z_]{0,29}:[1-9]\d{0,18}")


@dataclass(frozen=True)
class Terms:
    """How long the company has, in minutes, and the most it pays, in fen (0: nothing is bounded or paid)."""

    minutes: int
    most_fen: int = 0


STANDARD: Mapping[Kind, Terms] = MappingProxyType(
    {
        Kind.FIRST_CONTACT: Terms(minutes=2 * 60),
        Kind.ARRIVAL: Terms(minutes=15),
        Kind.VISIT_FOLLOW_UP: Terms(minutes=48 * 60),
        Kind.COMPLAINT_ANSWERED: Terms(minutes=24 * 60),
        Kind.COMPLAINT_SETTLED: Terms(minutes=72 * 60),
        Kind.ESCALATION_TAKEN_UP: Terms(minutes=8 * 60),
        Kind.COMPENSATION: Terms(minutes=0, most_fen=500_00),
    }
)


class Effective(Protocol):
    """Anything that holds from an instant on."""

    @property
    def effective_from(self) -> datetime: ...


C = TypeVar("C", bound=Effective)


def in_force(versions: Sequence[C], at: datetime) -> C | None:
    """The version that holds at an instant: the last to have begun; before the first one, the first.

    `versions` is ordered from the oldest to the newest.
    """
    begun = [version for version in versions if version.effective_from <= at]
    return begun[-1] if begun else next(iter(versions), None)


def due_at(made_at: datetime, minutes: int) -> datetime:
    """The last instant at which the promise can still be kept."""
    return made_at + timedelta(minutes=minutes)


def is_in_time(due: datetime, at: datetime) -> bool:
    """Whether something done at `at` keeps a promise due at `due`: the due instant itself still does."""
    return at <= due


def is_subject(text: str) -> bool:
    """Whether the text names a thing the way promises do: "complaint:7"."""
    return bool(_SUBJECT.fullmatch(text))


def share_kept(kept: int, broken: int) -> int | None:
    """Kept out of kept and broken, in whole percent; None while none has ended. Only a clean record reads 100."""
    if not kept + broken:
        return None
    return kept * 100 // (kept + broken)
