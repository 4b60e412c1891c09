from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjia.catalog.rules import Unit, amount_for, half_up, minutes_are_possible


@pytest.mark.parametrize(
    ("unit", "price_fen", "minutes", "quantity", "amount_fen"),
    [
        (Unit.PER_HOUR, 5000, 180, 1, 15000),
        (Unit.PER_HOUR, 5000, 90, 1, 7500),
        (Unit.PER_HOUR, 100, 1, 1, 2),  # 1.67 fen
        (Unit.PER_HOUR, 30, 1, 1, 1),  # exactly half a fen is rounded up
        (Unit.PER_HOUR, 29, 1, 1, 0),
        (Unit.PER_HOUR, 5000, 180, 7, 15000),
        (Unit.PER_HOUR, 5000, 0, 1, 0),
        (Unit.PER_VISIT, 19900, 240, 1, 19900),
        (Unit.PER_VISIT, 19900, 240, 2, 39800),
        (Unit.PER_MONTH, 680000, 0, 1, 680000),
        (Unit.PER_DAY, 30000, 0, 3, 90000),
        (Unit.PER_SQUARE_METRE, 1234, 0, Decimal("89.5"), 110443),
        (Unit.PER_SQUARE_METRE, 1, 0, Decimal("0.5"), 1),
        ("per_hour", 10**11, 24 * 60, 1, 24 * 10**11),
    ],
)
def test_an_amount_is_price_times_what_the_unit_counts_rounded_half_up(
    unit: str, price_fen: int, minutes: int, quantity: int | Decimal, amount_fen: int
) -> None:
    assert amount_for(unit, price_fen, minutes, quantity) == amount_fen


@given(st.fractions(min_value=0, max_value=10**12))
def test_rounding_moves_an_amount_by_half_a_fen_at_most(amount: Fraction) -> None:
    assert -Fraction(1, 2) < half_up(amount) - amount <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("least", "usual", "possible"),
    [(60, 120, True), (60, 60, True), (61, 60, False), (0, 60, False), (60, 1441, False), (1, 1440, True)],
)
def test_the_usual_time_is_no_shorter_than_the_least(least: int, usual: int, possible: bool) -> None:
    assert minutes_are_possible(least, usual) is possible
