"""Where things are, and how long it takes to get there by e-bike."""

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_METRES = 6_371_008.8  # mean radius, IUGG
DETOUR = 1.35  # streets against the straight line
METRES_PER_MINUTE = 250  # 15 km/h: a city e-bike with lights and lifts
AT_THE_DOOR_MINUTES = 5


@dataclass(frozen=True)
class Place:
    """A point in WGS-84 degrees."""

    latitude: float
    longitude: float


def metres_between(a: Place, b: Place) -> float:
    """Great-circle distance in metres (haversine)."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half))


def travel_minutes(a: Place, b: Place) -> int:
    """Whole minutes from door to door: straight line x 1.35 at 15 km/h, and 5 minutes at the door."""
    return ceil(metres_between(a, b) * DETOUR / METRES_PER_MINUTE) + AT_THE_DOOR_MINUTES
