"""What households spend after a complaint that was made good, beside others like them: a comparison, not a proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

LEAST_FAMILIES = 10
BANDS = (1, 2, 4, 8)


@dataclass(frozen=True)
class Spending:
    """One household: its visits in the ninety days of the complaint, and what it spent in the ninety after, in fen."""

    visits_before: int
    after_fen: int
    converted: bool


@dataclass(frozen=True)
class Comparison:
    """Mean spending after, in fen, of `families` whose complaint was made good, and of matched others.

    `others_fen` weighs the others as the families are spread over how often they came before. The difference lies
    between `low_fen` and `high_fen` in 95 of 100 such samples.
    """

    families: int
    others: int
    families_fen: int
    others_fen: int
    low_fen: int
    high_fen: int


def band_of(visits: int) -> int:
    """Households are alike when they came about as often: once, 2-3, 4-7, 8 times and more."""
    return max((band for band in BANDS if visits >= band), default=0)


def compared(households: Iterable[Spending]) -> Comparison | None:
    """The comparison; None with fewer than ten families that have others like them."""
    groups: dict[tuple[int, bool], list[int]] = {}
    for one in households:
        groups.setdefault((band_of(one.visits_before), one.converted), []).append(one.after_fen)
    bands = [band for band, converted in groups if converted and len(groups.get((band, False), [])) > 1]
    families = sum(len(groups[band, True]) for band in bands)
    if families < LEAST_FAMILIES:
        return None
    mine = _mean([fen for band in bands for fen in groups[band, True]])
    theirs = sum(_mean(groups[band, False]) * len(groups[band, True]) for band in bands) / families
    noise = sum(_variance(groups[band, True]) * len(groups[band, True]) for band in bands) / families**2
    noise += sum(
        (len(groups[band, True]) / families) ** 2 * _variance(groups[band, False]) / len(groups[band, False])
        for band in bands
    )
    reach = 1.96 * sqrt(noise)
    return Comparison(
        families=families,
        others=sum(len(groups[band, False]) for band in bands),
        families_fen=round(mine),
        others_fen=round(theirs),
        low_fen=round(mine - theirs - reach),
        high_fen=round(mine - theirs + reach),
    )


def _mean(values: list[int]) -> float:
    return sum(values) / len(values)


def _variance(values: list[int]) -> float:
    if len(values) < 2:
        return 0.0
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
