"""Numbers that arrive as text in an address or a form."""

from typing import Any

MOST_DIGITS = 18  # below 2^63, which is as far as either engine counts


def number(text: Any) -> int | None:
    """Plain digits as a number; anything else, and more digits than an id can have, is None."""
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS else None


def number_or(otherwise: int, text: Any) -> int:
    """As number, with a number to go on with where there is none."""
    found = number(text)
    return otherwise if found is None else found
