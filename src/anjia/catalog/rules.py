"""Trades, units, and what an amount of service costs."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

HOUR_MINUTES = 60
MOST_MINUTES = 24 * 60
MOST_STEPS = 40


class Trade(StrEnum):
    """A kind of work that takes a skill of its own."""

    DAILY_CLEANING = "daily_cleaning"
    DEEP_CLEANING = "deep_cleaning"
    WINDOW_CLEANING = "window_cleaning"
    APPLIANCE_CLEANING = "appliance_cleaning"
    TIDYING = "tidying"
    COOKING = "cooking"
    CHILDCARE = "childcare"
    NEWBORN_CARE = "newborn_care"
    ELDER_CARE = "elder_care"
    HOUSEKEEPING = "housekeeping"


class Unit(StrEnum):
    """What a price is for."""

    PER_HOUR = "per_hour"
    PER_VISIT = "per_visit"
    PER_MONTH = "per_month"
    PER_DAY = "per_day"
    PER_SQUARE_METRE = "per_square_metre"


class Photo(StrEnum):
    """When a step of the standard asks for a picture."""

    NONE = "none"
    BEFORE = "before"
    AFTER = "after"
    BOTH = "both"


def half_up(amount: Fraction) -> int:
    """The amount in whole fen: half a fen and more is rounded up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def amount_for(unit: str, price_fen: int, minutes: int = 0, quantity: int | Decimal = 1) -> int:
    """What a service costs, in fen: by the minute for a price per hour, else price times quantity, rounded half up.

    `quantity` counts visits, days, months or square metres, whichever the unit names; hours ignore it.
    """
    if unit == Unit.PER_HOUR:
        return half_up(Fraction(price_fen * minutes, HOUR_MINUTES))
    return half_up(price_fen * Fraction(quantity))


def minutes_are_possible(least_minutes: int, usual_minutes: int) -> bool:
    """Whether a service can last that long: 1 minute to a day, the usual no shorter than the least."""
    return 1 <= least_minutes <= usual_minutes <= MOST_MINUTES


class Circumstance(StrEnum):
    """What a home may hold or ask for, and what a caregiver may be good with or not want. Kept by place: append."""

    CATS = "cats"
    DOGS = "dogs"
    SMOKING = "smoking"
    INFANT = "infant"
    ELDER = "elder"
    BEDRIDDEN = "bedridden"
    ALLERGY = "allergy"
    SHANGHAINESE = "shanghainese"
    CANTONESE = "cantonese"
    LIGHT_FOOD = "light_food"
    SPICY_FOOD = "spicy_food"
    NORTHERN_FOOD = "northern_food"
    HALAL = "halal"
    VEGETARIAN = "vegetarian"
    STAIRS = "stairs"


CIRCUMSTANCES = tuple(Circumstance)


def mask_of(circumstances: Iterable[str]) -> int:
    """The circumstances as one number, a bit each: how a decision keeps them. Unknown words are left out."""
    return sum(1 << CIRCUMSTANCES.index(Circumstance(one)) for one in set(circumstances) & set(CIRCUMSTANCES))


def circumstances_in(mask: int) -> tuple[Circumstance, ...]:
    """The circumstances behind such a number."""
    return tuple(one for place, one in enumerate(CIRCUMSTANCES) if mask >> place & 1)
