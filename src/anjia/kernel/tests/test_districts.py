"""Where a place roughly is, when nobody noted its district."""

import pytest

from anjia.kernel.districts import district_near
from anjia.kernel.places import Place


@pytest.mark.parametrize(
    ("latitude", "longitude", "district"),
    [
        (31.1884, 121.4361, "徐汇区"),
        (31.62, 121.45, "崇明区"),
        (30.90, 121.93, "奉贤区"),  # Lingang is in Pudong, whose centre is farther: it is a guess
        (31.52, 121.96, "宝山区"),  # as is the east end of Chongming, far out in the river
        (31.30, 120.60, ""),  # Suzhou
    ],
)
def test_the_nearest_centre_within_the_city(latitude: float, longitude: float, district: str) -> None:
    assert district_near(Place(latitude, longitude)) == district
