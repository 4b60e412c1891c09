"""How long the way takes, for many pairs of places at once: `kernel.places.travel_minutes` in columns."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.rules.values import Real, Whole
from anjia.kernel.places import AT_THE_DOOR_MINUTES, DETOUR, EARTH_METRES, METRES_PER_MINUTE

# Two visits further apart in time than this are never neighbours: the caregiver has been home in between.
LONGEST_MINUTES = 12 * 60
Degrees = Real | float


def travel_minutes(
    from_latitude: Degrees, from_longitude: Degrees, to_latitude: Degrees, to_longitude: Degrees
) -> Whole:
    """Whole minutes from door to door; columns broadcast. Never more than `LONGEST_MINUTES`."""
    a, b = np.radians(from_latitude), np.radians(to_latitude)
    across = np.radians(np.subtract(to_longitude, from_longitude))
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    metres = 2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    minutes = np.ceil(metres * DETOUR / METRES_PER_MINUTE) + AT_THE_DOOR_MINUTES
    whole: Whole = np.minimum(minutes, LONGEST_MINUTES).astype(np.int64)
    return whole
