"""The demo's households: who they are, what they ask, and what they say afterwards."""

import random
from dataclasses import dataclass

from anjia.house.demo.content import (
    ACCESS,
    FAMILY_NAMES,
    GARDENS,
    GIVEN_NAMES,
    PREFERENCES,
    QUARTERS,
    STREETS,
    TABOOS,
)
from anjia.house.demo.founding import scattered
from anjia.kernel.places import Place


@dataclass(frozen=True)
class Family:
    """A household before the company knows it."""

    name: str
    phone: str
    district: str
    address: str
    place: Place
    square_metres: int
    taboo: str
    preference: str
    access: str
    kindness: float  # added to each mark it gives
    returns: float  # how likely it books again when content


def family(number: int, dice: random.Random) -> Family:
    """The family of that number; phones are all different."""
    quarter = dice.choice(QUARTERS)
    street, garden = dice.choice(STREETS), dice.choice(GARDENS)
    door = f"{dice.randint(1, 60)}号{dice.randint(1, 18)}0{dice.randint(1, 4)}室"
    return Family(
        name=dice.choice(FAMILY_NAMES) + dice.choice(GIVEN_NAMES),
        phone=f"136{number:08d}",
        district=quarter.district,
        address=f"{quarter.name}{street}路{dice.randint(1, 900)}弄{street}{garden}{door}",
        place=scattered(quarter.latitude, quarter.longitude, dice),
        square_metres=dice.randrange(48, 180),
        taboo=dice.choice(TABOOS) if dice.random() < 0.5 else "",
        preference=dice.choice(PREFERENCES),
        access=dice.choice(ACCESS),
        kindness=dice.uniform(-0.5, 0.7),
        returns=dice.uniform(0.25, 0.8),
    )
