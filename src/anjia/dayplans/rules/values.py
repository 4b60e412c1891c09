"""A day as it is planned: people, jobs, time that is taken. Minutes are counted from the day's midnight in Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from anjia.dispatch.rules import Rest

Piece = tuple[int, int]
DAY_MINUTES = 24 * 60
# A little before and after the day counts too: nights reach over midnight, and somebody must get from one to the next.
BEFORE, AFTER = -DAY_MINUTES, 2 * DAY_MINUTES
_SEATS_APART = 1 << 40


def key_of(visit_id: int, seat: int) -> int:
    """The key of a place in a visit: of the first its visit's own id."""
    return visit_id + (seat - 1) * _SEATS_APART


def visit_of(key: int) -> int:
    """The visit to which a key belongs."""
    return key % _SEATS_APART


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
    PAPERS = "papers"  # one that the work asks for is missing on that day
    DISTRICT = "district"  # it lies outside the districts that she keeps to
    AREA = "area"  # it is farther from her home than she goes
    MOST = "most"  # the hours of the day would be too many
    WEEK = "week"  # the hours of the week would be too many
    DAY_OFF = "day_off"  # she would work seven days in a row
    REST = "rest"  # too little rest after the working day before, or before the next
    PARTNER = "partner"  # whoever comes with her begins at another time
    TAKEN = "taken"
    WAY = "way"


@dataclass(frozen=True)
class Person:
    """A caregiver who is ready. `pieces` is when she works, less leave; `worked` her minutes of the last four weeks
    and of the day as far as it is done.

    `barred` are (trade, from, until): when a paper that the trade asks for is missing. `farthest` is the longest way
    from her home that she takes. `beyond` are (working day, minutes) of work that is neither a job nor a block of the
    day; the plan's own working day is 0, and each runs from five to five. `share_fen` is her fair share of an income of
    four weeks and the day at `pay_fen` an hour (see rules.shares), 0 where nothing is known. `only_in` are the
    districts outside which she is not sent, none: everywhere.
    """

    id: int
    latitude: float
    longitude: float
    pieces: tuple[Piece, ...]
    trades: frozenset[str]
    worked: int = 0
    barred: tuple[tuple[str, int, int], ...] = ()
    farthest: int | None = None
    beyond: tuple[tuple[int, int], ...] = ()
    pay_fen: int = 0
    share_fen: int = 0
    only_in: frozenset[str] = frozenset()

    def lacks_paper(self, trade: str, begins: int, ends: int) -> bool:
        """Whether a paper that the trade asks for is missing during a part of it."""
        return any(work == trade and start < ends and begins < end for work, start, end in self.barred)

    def works(self, begins: int, ends: int) -> bool:
        """Whether one stretch of her working time holds all of it."""
        return any(begin <= begins and ends <= end for begin, end in self.pieces)


@dataclass(frozen=True)
class Job:
    """A visit of the day, or one person's part in it: of `people` who begin together she has place `seat`.

    It begins at `starts` today, and may begin from `earliest` to `latest`.

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
    seat: int = 1
    people: int = 1
    district: str = ""

    @property
    def key(self) -> int:
        """What tells the part from every other of the day; of a visit with one caregiver its visit's id."""
        return key_of(self.visit_id, self.seat)

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
    income_fen: int = 2
    shift_minutes: int = 0
    soon_minutes: int = 120
    break_minutes: int = 30
    break_fen: int = 15_00
    version: int = 0


@dataclass(frozen=True)
class Given:
    """Who does a visit, from when."""

    caregiver_id: int
    starts: int


Giving = Mapping[int, Given]  # by the key of a job


@dataclass(frozen=True)
class Facts:
    """The day, frozen at `now_minute`: what a plan is computed from and compared with later.

    `rest` is what everybody is due by law, None where nothing is; the day's `weekday` is 0 on Monday.
    """

    people: tuple[Person, ...]
    jobs: tuple[Job, ...]
    blocks: tuple[Block, ...] = ()
    aside: tuple[Aside, ...] = ()
    weights: Weights = Weights()
    now_minute: int = BEFORE
    rest: Rest | None = None
    weekday: int = 0

    def given(self) -> dict[int, Given]:
        """Who does what today, before anything is moved."""
        return {job.key: Given(job.caregiver_id, job.starts) for job in self.jobs if job.caregiver_id is not None}


def is_place(latitude: float | None, longitude: float | None) -> bool:
    """Whether the two are a point on land: within bounds, and not the zero that stands for "unknown"."""
    if latitude is None or longitude is None or not (isfinite(latitude) and isfinite(longitude)):
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude, longitude) != (0.0, 0.0)
