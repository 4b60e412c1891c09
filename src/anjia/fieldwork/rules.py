"""How far a visit has come, what it still lacks, and which acts are possible when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from anjia.kernel.places import Place, metres_between

FAR_METRES = 500  # a large compound with one gate is about 300 m across; beyond 500 m somebody must say why
COARSE_METRES = 10
EARLIEST = timedelta(hours=12)  # before the agreed start
LATEST = timedelta(hours=72)  # after the agreed end: a phone that was without a connection still delivers
MOST_PHOTOS = 40
LEAST_REASON = 4


class State(StrEnum):
    """How far the visit has come."""

    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    AT_THE_DOOR = "at_the_door"
    WORKING = "working"
    DONE = "done"


class When(StrEnum):
    """Whether a photo shows the home before or after the work."""

    BEFORE = "before"
    AFTER = "after"


class IncidentKind(StrEnum):
    """What went otherwise than agreed."""

    DAMAGE = "damage"
    INJURY = "injury"
    ACCESS_REFUSED = "access_refused"
    EXTRA_WORK_ASKED = "extra_work_asked"
    SAFETY = "safety"
    OTHER = "other"


# What a caregiver says about her own safety, or in confidence, is for the company and not for the household.
TOLD_TO_HOUSEHOLD = frozenset(
    {IncidentKind.DAMAGE, IncidentKind.INJURY, IncidentKind.ACCESS_REFUSED, IncidentKind.EXTRA_WORK_ASKED}
)


class Missed(StrEnum):
    """Why a guaranteed scope was not delivered."""

    LEFT_OUT = "left_out"
    TOO_LATE = "too_late"


class Timing(StrEnum):
    """Whether an act fits the visit's time."""

    EARLY = "early"
    POSSIBLE = "possible"
    LATE = "late"


@dataclass(frozen=True)
class Step:
    """A step of the visit: it must be ticked, and may need photos (none, before, after or both).

    `guaranteed`: agreed with the household; left out, it is made good.
    """

    position: int
    title: str
    detail: str = ""
    photo: str = "none"
    guaranteed: bool = False

    @property
    def needs(self) -> tuple[When, ...]:
        """The photos it needs."""
        return tuple(when for when in When if self.photo in (when, "both"))


@dataclass(frozen=True)
class Lack:
    """One thing that is still missing; `when` is None for the tick, else the photo."""

    position: int
    title: str
    when: When | None = None


def state_of(
    *, set_out_at: datetime | None, checked_in_at: datetime | None, completed_at: datetime | None, begun: bool
) -> State:
    """The state from what has happened; `begun` says that a step is ticked or a photo taken."""
    if completed_at:
        return State.DONE
    if checked_in_at:
        return State.WORKING if begun else State.AT_THE_DOOR
    return State.ON_THE_WAY if set_out_at else State.PLANNED


def timing_of(starts_at: datetime, ends_at: datetime, at: datetime) -> Timing:
    """Acts are possible from 12 hours before the agreed start until 72 hours after the agreed end."""
    if at < starts_at - EARLIEST:
        return Timing.EARLY
    return Timing.LATE if at > ends_at + LATEST else Timing.POSSIBLE


def late_minutes(starts_at: datetime, at: datetime) -> int:
    """Whole minutes after the agreed start; 0 when early or within the first minute."""
    return max(0, int((at - starts_at).total_seconds()) // 60)


def coarse_metres(home: Place, here: Place) -> int:
    """The distance to the home, rounded to 10 m: all that is kept of where the phone was."""
    return round(metres_between(home, here) / COARSE_METRES) * COARSE_METRES


def is_far(metres: int | None) -> bool:
    """Whether a check-in happened so far from the home that it needs a note. An unknown place does too."""
    return metres is None or metres > FAR_METRES


def is_on_earth(place: Place) -> bool:
    """Whether the coordinates exist (not NaN, not beyond the poles)."""
    return abs(place.latitude) <= 90 and abs(place.longitude) <= 180


def with_scope(standard: Sequence[Step], agreed: Sequence[str]) -> tuple[Step, ...]:
    """The steps of a visit: the standard's, marked where they are guaranteed, then what was agreed beyond it."""
    known = {step.title for step in standard}
    last = max((step.position for step in standard), default=0)
    beyond = [title for title in agreed if title not in known]
    marked = [replace(step, guaranteed=step.title in agreed) for step in standard]
    added = [Step(last + number, title, guaranteed=True) for number, title in enumerate(beyond, 1)]
    return (*marked, *added)


def lacks(steps: Sequence[Step], ticked: Collection[int], photos: Collection[tuple[int, str]]) -> tuple[Lack, ...]:
    """What the standard asks and the visit does not have yet, in the standard's order."""
    found: list[Lack] = []
    for step in steps:
        found += [Lack(step.position, step.title, when) for when in step.needs if (step.position, when) not in photos]
        if step.position not in ticked:
            found.append(Lack(step.position, step.title))
    return tuple(found)
