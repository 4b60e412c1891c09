"""A day as it is planned: people, jobs, time that is taken. Minutes are counted from the day's midnight in Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

Piece = tuple[int, int]
DAY_MINUTES = 24 * 60
# A little before and after the day counts too: nights reach over midnight, and somebody must get from one to the next.
BEFORE, AFTER = -DAY_MINUTES, 2 * DAY_MINUTES


class Pin(StrEnum):
    """Why a visit stays as it is."""

    BEGUN = "begun"
    ON_THE_WAY = "on_the_way"
    SOON = "soon"
    LOCKED = "locked"
    DECIDED = "decided"


UNDER_WAY = (Pin.BEGUN, Pin.ON_THE_WAY)


class Fault(StrEnum):
    """Why a visit is set aside before anything is computed."""

    NO_PLACE = "no_place"
    BAD_MINUTES = "bad_minutes"
    IMPOSSIBLE_WINDOW = "impossible_window"
    NOBODY_ABLE = "nobody_able"
    NO_HOURS = "no_hours"
    PARTNER = "partner"
    LATE = "late"
    TAKEN = "taken"


class Obstacle(StrEnum):
    """What keeps a caregiver from a visit, the most lasting first."""

    AWAY = "away"  # is not ready for work at all
    TRADE = "trade"
    REFUSED = "refused"
    HOURS = "hours"
    MOST = "most"
    TAKEN = "taken"
    WAY = "way"


@dataclass(frozen=True)
class Person:
    """A caregiver who is ready. `pieces` is when she works, less leave; `worked` her minutes of the last four weeks.

    `most_minutes` is the most work of a day, None without a limit.
    """

    id: int
    latitude: float
    longitude: float
    pieces: tuple[Piece, ...]
    trades: frozenset[str]
    worked: int = 0
    most_minutes: int | None = None

    def works(self, begins: int, ends: int) -> bool:
        """Whether one stretch of her working time holds all of it."""
        return any(begin <= begins and ends <= end for begin, end in self.pieces)


@dataclass(frozen=True)
class Job:
    """A visit of the day. It begins at `starts` today, and may begin from `earliest` to `latest`.

    `until` is when it is expected to end, later than agreed where it runs over. `never` must not be sent, `known` are
    (caregiver, visits done in this household), `liked` are wished for. With a `pin` it stays as it is.
    """

    visit_id: int
    household_id: int
    trade: str
    latitude: float
    longitude: float
    starts: int
    minutes: int
    earliest: int
    latest: int
    until: int
    caregiver_id: int | None = None
    pin: str = ""
    price_fen: int = 0
    never: frozenset[int] = frozenset()
    known: tuple[tuple[int, int], ...] = ()
    liked: frozenset[int] = frozenset()
    group: int | None = None

    def knows(self, caregiver_id: int | None) -> int:
        """How many visits she has done in this household."""
        return dict(self.known).get(caregiver_id or 0, 0)


@dataclass(frozen=True)
class Block:
    """Time of a caregiver that no plan moves: kept for somebody, or a visit of another day or already done."""

    id: int
    caregiver_id: int
    starts: int
    ends: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Aside:
    """A visit that is not planned, and why. `value` is what the reason measures, such as minutes."""

    visit_id: int
    fault: str
    value: int = 0


@dataclass(frozen=True)
class Weights:
    """What things cost, in fen, and how far a start may move. Version 0 are the standard weights."""

    travel_fen: int = 60
    new_face_fen: int = 20_00
    wish_fen: int = 20_00
    other_caregiver_fen: int = 25_00
    moved_fen: int = 40
    unserved_fen: int = 300_00
    fairness_fen: int = 3_00
    shift_minutes: int = 0
    soon_minutes: int = 120
    version: int = 0


@dataclass(frozen=True)
class Given:
    """Who does a visit, from when."""

    caregiver_id: int
    starts: int


Giving = Mapping[int, Given]


@dataclass(frozen=True)
class Facts:
    """The day, frozen at `now_minute`: what a plan is computed from and compared with later."""

    people: tuple[Person, ...]
    jobs: tuple[Job, ...]
    blocks: tuple[Block, ...] = ()
    aside: tuple[Aside, ...] = ()
    weights: Weights = Weights()
    now_minute: int = BEFORE

    def given(self) -> dict[int, Given]:
        """Who does what today, before anything is moved."""
        return {job.visit_id: Given(job.caregiver_id, job.starts) for job in self.jobs if job.caregiver_id is not None}


def is_place(latitude: float | None, longitude: float | None) -> bool:
    """Whether the two are a point on land: within bounds, and not the zero that stands for "unknown"."""
    if latitude is None or longitude is None or not (isfinite(latitude) and isfinite(longitude)):
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude, longitude) != (0.0, 0.0)
