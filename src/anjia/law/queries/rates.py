"""Interest rates by day."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from anjia.law.rules import Ground, Rate, RateTable, Words, rate_on, read_table

LPR, DEPOSIT = "lpr-1y", "deposit-1y"


@cache
def rate_table(kind: str) -> RateTable:
    """A table of this installation. Raises ValueError for a file that is not whole."""
    text = files("anjia.law").joinpath("tables", f"{kind}.toml").read_text(encoding="utf-8")
    return read_table(kind, tomllib.loads(text))


def refund_rate(ground: Ground, contract_on: date) -> Rate | None:
    """The yearly rate that article 16 of the interpretation names for a contract of that day.

    None: it names none for this ground, or this installation does not know the day.
    """
    if ground == Ground.NEITHER:
        return None
    return rate_on(rate_table(LPR if ground == Ground.OPERATOR else DEPOSIT), contract_on)


def given_rate(bp: int, source: str) -> Rate:
    """A rate that a person gives and answers for."""
    return Rate(bp, None, Words(source, source), None)
