"""The minutes between places: from coordinates, by mode, or from a routing server's answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from anjia.dispatch.planning.problem import UNREACHABLE, Minutes
from anjia.kernel.places import AT_THE_DOOR_MINUTES, DETOUR, EARTH_METRES, METRES_PER_MINUTE, Place

ROWS = 512  # at once, to keep the sums of a city in little memory


@dataclass(frozen=True)
class Mode:
    """How somebody travels: streets against the straight line, speed, and minutes at the door."""

    name: str
    detour: float = DETOUR
    metres_per_minute: float = METRES_PER_MINUTE
    at_the_door_minutes: float = AT_THE_DOOR_MINUTES

    def __post_init__(self) -> None:
        if not (isfinite(self.detour) and self.detour >= 1):
            raise ValueError("a detour is at least 1: the straight line")
        if not (isfinite(self.metres_per_minute) and self.metres_per_minute > 0):
            raise ValueError("a speed must be more than none")
        if not (isfinite(self.at_the_door_minutes) and self.at_the_door_minutes >= 0):
            raise ValueError("minutes at the door must not be negative")


E_BIKE = Mode("e_bike")
WALK = Mode("walk", metres_per_minute=80)
TRANSIT = Mode("transit", detour=1.5, metres_per_minute=300, at_the_door_minutes=15)


def minutes_between(places: Sequence[Place], mode: Mode = E_BIKE) -> Minutes:
    """Whole minutes from door to door between all places, in 32 bits; by e-bike equal to `travel_minutes`."""
    latitude = np.radians([place.latitude for place in places])
    longitude = np.radians([place.longitude for place in places])
    minutes = np.empty((len(places), len(places)), np.float32)
    for row in range(0, len(places), ROWS):
        north, east = latitude[row : row + ROWS, None], longitude[row : row + ROWS, None]
        half = np.sin((latitude - north) / 2) ** 2
        half += np.cos(north) * np.cos(latitude) * np.sin((longitude - east) / 2) ** 2
        metres = 2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
        minutes[row : row + ROWS] = np.ceil(metres * mode.detour / mode.metres_per_minute) + mode.at_the_door_minutes
    return minutes


def read_table(text: str, *, at_the_door_minutes: float = 0.0) -> Minutes:
    """The minutes of a routing server's table: JSON as of OSRM's /table, `durations` in seconds, null where no way
    leads. Format: project-osrm.org, HTTP API, table service. Raises ValueError for anything else."""
    try:
        found = json.loads(text)
        if found.get("code") != "Ok":
            raise ValueError(f"the routing server says {found.get('code')}: {found.get('message', '')}")
        rows = [[_minutes(cell, at_the_door_minutes) for cell in row] for row in found["durations"]]
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"this is not a table of durations: {fault!r}") from fault
    if not rows or any(len(row) != len(rows) for row in rows):
        raise ValueError("the table of durations must be square: ask for all places to all places")
    return np.array(rows, np.float64)


def _minutes(seconds: object, at_the_door: float) -> float:
    if seconds is None:
        return UNREACHABLE
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds / 60 < UNREACHABLE:
        raise ValueError(f"{seconds!r} is not a duration in seconds")
    return seconds / 60 + at_the_door
