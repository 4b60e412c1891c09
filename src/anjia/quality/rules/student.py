"""Quantiles of Student's t, as needed for an interval around a mean; checked against SciPy in the tests."""

import math
from functools import lru_cache

_TINY = 1e-300
_STEPS = 300


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Lentz's evaluation of the continued fraction of the incomplete beta function (DLMF 8.17.22)."""
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1.0 / _away_from_zero(1.0 + term * d)
            c = _away_from_zero(1.0 + term / c)
            value *= c * d
        if abs(value - before) < 1e-15 * abs(value):
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0 <= x <= 1."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _continued_fraction(a, b, x) / a
    return 1.0 - front * _continued_fraction(b, a, 1.0 - x) / b


def tail_of_t(t: float, freedom: int) -> float:
    """The probability that Student's t with so many degrees of freedom lies beyond t >= 0, on one side."""
    return incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t)) / 2.0


@lru_cache(maxsize=4096)
def t_quantile(freedom: int, confidence: float = 0.95) -> float:
    """The t beyond which lie (1 - confidence) / 2 on each side; `freedom` is at least 1."""
    wanted, low, high = (1.0 - confidence) / 2.0, 0.0, 2.0
    while tail_of_t(high, freedom) > wanted:
        high *= 2.0
    while high - low > 1e-12 * high:
        middle = (low + high) / 2.0
        low, high = (middle, high) if tail_of_t(middle, freedom) > wanted else (low, middle)
    return (low + high) / 2.0
