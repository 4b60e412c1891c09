"""The same law worked out slowly and otherwise: with fractions and decimals, from the text and not from our rules."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

CLASSES = [(Fraction(20000), "0.2"), (Fraction(50000), "0.3"), (None, "0.4")]
YEARLY = [(36000, 3), (144000, 10), (300000, 20), (420000, 25), (660000, 30), (960000, 35), (None, 45)]


def to_fen(yuan: Fraction) -> int:
    """Half a fen goes up."""
    exact = Decimal(yuan.numerator) / Decimal(yuan.denominator)
    return int((exact * 100).quantize(Decimal(1), ROUND_HALF_UP))


def balance_back(paid: int, gift: int, used: int, listed: int | None, customer: bool) -> int:
    """What is left of stored value, in fen."""
    if customer:
        return max(0, paid - (used if listed is None else listed))
    return paid - floor(used * Fraction(paid, paid + gift))


def visits_back(paid: int, bought: int, used: int, listed: int | None, customer: bool) -> int:
    """What is left of a package of visits: one visit after the other is taken off its price."""
    if customer and listed is not None:
        left = paid
        for _visit in range(used):
            left -= listed
        return left if left > 0 else 0
    delivered = sum((Fraction(paid, bought) for _visit in range(used)), Fraction(0))
    return paid - floor(delivered)


def days_back(paid: int, first: date, last: date, ended: date, stopped: date | None) -> int:
    """What is left of an unlimited plan: each day of it is looked at."""
    until = ended if stopped is None or stopped > ended else stopped
    whole = gone = 0
    day = first
    while day <= last:
        whole += 1
        gone += day <= until
        day += timedelta(days=1)
    return paid - floor(Fraction(paid * gone, whole))


def interest(principal: int, percent: Fraction, days: int) -> int:
    """A year has 365 days."""
    return to_fen(Fraction(principal, 100) * percent / 100 * days / 365)


def usual_tax(income_fen: int) -> int:
    """By marginal slices rather than quick deductions: each slice of the taxable sum bears its own rate."""
    income = Fraction(income_fen, 100)
    taxable = max(Fraction(0), income - 800) if income <= 4000 else Fraction(to_fen(income * Fraction(4, 5)), 100)
    quick = {"0.2": 0, "0.3": 2000, "0.4": 7000}
    for upto, rate in CLASSES:
        if upto is None or taxable <= upto:
            return to_fen(taxable * Fraction(rate)) - quick[rate] * 100
    raise AssertionError


def yearly_tax(taxable: Fraction) -> Fraction:
    """Progressive, slice by slice."""
    tax, under = Fraction(0), Fraction(0)
    for upto, percent in YEARLY:
        over = taxable if upto is None else min(taxable, Fraction(upto))
        tax += max(Fraction(0), over - under) * percent / 100
        under = Fraction(upto or 0)
    return tax


def platform_taxes(incomes_fen: list[int]) -> list[int]:
    """Month by month, what is withheld."""
    taken: list[int] = []
    for month in range(1, len(incomes_fen) + 1):
        after_costs = to_fen(Fraction(sum(incomes_fen[:month]), 100) * Fraction(80, 100))
        taxable = max(Fraction(0), Fraction(after_costs, 100) - 5000 * month)
        taken.append(max(0, to_fen(yearly_tax(taxable)) - sum(taken)))
    return taken
