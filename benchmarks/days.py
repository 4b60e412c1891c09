"""Who goes where on which day: the diaries of a large company, laid so that every way fits.

Pure and the same for the same seed. A day is built from visits put one behind the other with their ways and waits,
so that nobody is in two places at once by construction; the guard in the database judges it all the same.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from anjia.dispatch.rules import midnight_minute
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.kernel.places import Place, travel_minutes

# The districts in which a company of this size works, by how much of the work lies there.
DISTRICTS = {
    "黄浦区": 8,
    "徐汇区": 13,
    "长宁区": 9,
    "静安区": 11,
    "普陀区": 10,
    "虹口区": 8,
    "杨浦区": 10,
    "闵行区": 12,
    "宝山区": 5,
    "浦东新区": 14,
}
# Weekdays and hours, as three in a company have them. A week has five or six days.
WEEKS = (
    ((0, 1, 2, 3, 4, 5), 8 * 60, 18 * 60),
    ((2, 3, 4, 5, 6), 9 * 60, 19 * 60),
    ((0, 1, 2, 3, 4, 6), 7 * 60 + 30, 17 * 60),
)
LENGTHS = (120, 120, 120, 180, 180, 240)
WAITS = (0, 0, 30, 60)
GRID = 30
NEAR_HOMES = 40
NEXT_DAYS = 7
# What part of all visits lies in the next seven days, and in the days behind them.
NEXT_PART, LATER_PART = 0.12, 0.06
ON_LEAVE_PART = 0.03
CANCELLED_PART = 0.02


@dataclass(frozen=True)
class Size:
    """How large a company, and how many days of it."""

    caregivers: int = 1000
    households: int = 2400
    visits: int = 100_000
    days_back: int = 90
    days_ahead: int = 14

    def part(self, part: float) -> "Size":
        """A smaller company of the same busyness."""
        caregivers, households = max(4, round(self.caregivers * part)), max(8, round(self.households * part))
        return Size(caregivers, households, max(100, round(self.visits * part)), self.days_back, self.days_ahead)


@dataclass(frozen=True)
class Spot:
    """Where somebody lives."""

    district: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Laid:
    """One visit: caregiver and home by their positions, epoch minutes, and from when the way keeps her busy."""

    caregiver: int
    home: int
    starts: int
    ends: int
    busy_from: int
    cancelled: bool


@dataclass(frozen=True)
class Town:
    """The people, by position: where they live, which of `WEEKS` they work, on which days they are on leave."""

    caregivers: Sequence[Spot]
    homes: Sequence[Spot]
    week_of: Sequence[int]
    leave: Sequence[tuple[date, date]]


def town_of(size: Size, today: date, dice: random.Random) -> Town:
    """Who lives where. One in thirty has three days of leave within the next fortnight."""
    caregivers, homes = _spots(size.caregivers, dice), _spots(size.households, dice)
    leave = []
    for _caregiver in caregivers:
        first = today + timedelta(days=dice.randrange(14))
        away = dice.random() < ON_LEAVE_PART
        leave.append((first, first + timedelta(days=3)) if away else (date.max, date.max))
    return Town(caregivers, homes, [dice.randrange(len(WEEKS)) for _caregiver in caregivers], leave)


def _spots(count: int, dice: random.Random) -> list[Spot]:
    names = dice.choices(list(DISTRICTS), list(DISTRICTS.values()), k=count)
    centres = [(name, SHANGHAI_CENTRES[name]) for name in names]
    return [
        Spot(name, round(c.latitude + dice.gauss(0, 0.015), 6), round(c.longitude + dice.gauss(0, 0.018), 6))
        for name, c in centres
    ]


def lay_days(size: Size, town: Town, today: date, dice: random.Random) -> Iterator[Laid]:
    """All visits, day by day; what does not fit into one day falls to the next."""
    near = _homes_near(town)
    left_over = 0
    for day, wanted in _quotas(size, today):
        left_over += wanted
        for one in _lay_day(_at_work(day, town, dice), left_over, town, near, dice):
            left_over -= 1
            yield one


def _quotas(size: Size, today: date) -> Iterator[tuple[date, int]]:
    """How many visits each day gets; the latest day is laid last and takes the rest."""
    soon, later = round(size.visits * NEXT_PART), round(size.visits * LATER_PART)
    parts = [
        (today - timedelta(days=size.days_back), size.days_back, size.visits - soon - later),
        (today, NEXT_DAYS, soon),
        (today + timedelta(days=NEXT_DAYS), size.days_ahead - NEXT_DAYS, later),
    ]
    for first, days, visits in parts:
        for number in range(days):
            yield first + timedelta(days=number), visits * (number + 1) // days - visits * number // days


def _homes_near(town: Town) -> list[list[int]]:
    """For each caregiver the homes nearest to her own: whom she knows."""
    homes = np.array([(one.latitude, one.longitude) for one in town.homes])
    far = (np.hypot(*(homes - (one.latitude, one.longitude)).T) for one in town.caregivers)
    return [np.argsort(distances, kind="stable")[:NEAR_HOMES].tolist() for distances in far]


Turn = tuple[int, int, Spot | None]  # free from, until, where the visit before was


def _at_work(day: date, town: Town, dice: random.Random) -> dict[int, Turn]:
    """Who works on the day, and when. Nights are longer than any way counts, so each day begins without one."""
    begins = midnight_minute(day)
    turns: dict[int, Turn] = {}
    for caregiver, week in enumerate(town.week_of):
        weekdays, opens, closes = WEEKS[week]
        away, back = town.leave[caregiver]
        if day.weekday() in weekdays and not away <= day < back:
            turns[caregiver] = begins + opens + GRID * dice.randrange(4), begins + closes, None
    return turns


def _lay_day(
    turns: dict[int, Turn], wanted: int, town: Town, near: list[list[int]], dice: random.Random
) -> Iterator[Laid]:
    """Gives visits to people at random, each one behind the one before, until the day or its people are full."""
    at_work = list(turns)
    while wanted and at_work:
        position = dice.randrange(len(at_work))
        caregiver = at_work[position]
        free_from, until, before = turns[caregiver]
        home = dice.choice(near[caregiver])
        there = town.homes[home]
        way = _way(before, there) if before else 0
        starts = -(-(free_from + way) // GRID) * GRID + (dice.choice(WAITS) if before else 0)
        ends = starts + dice.choice(LENGTHS)
        if ends > until:
            at_work[position] = at_work[-1]
            at_work.pop()
            continue
        wanted -= 1
        cancelled = dice.random() < CANCELLED_PART
        if not cancelled:
            turns[caregiver] = ends, until, there
        yield Laid(caregiver, home, starts, ends, starts - way, cancelled)


def _way(before: Spot, home: Spot) -> int:
    return travel_minutes(Place(before.latitude, before.longitude), Place(home.latitude, home.longitude))


__all__ = ["WEEKS", "Laid", "Size", "Spot", "Town", "lay_days", "town_of"]
