"""Yearly interest rates as dated rows; a day that the rows do not cover has no rate, and nobody guesses one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from anjia.law.rules.packs import Sure, Words, read_words

MOST_BP = 3600


@dataclass(frozen=True)
class Rate:
    """A yearly rate in hundredths of one per cent (310 is 3.10 %), with where it comes from.

    `sure` None: somebody gave the rate and answers for its source.
    """

    bp: int
    from_on: date | None
    source: Words
    sure: Sure | None


@dataclass(frozen=True)
class RateTable:
    """The rates of one kind by their first days; known up to and with `known_until`."""

    kind: str
    rows: tuple[tuple[date, int, Sure], ...]
    known_until: date
    source: Words


def read_table(kind: str, content: Mapping[str, Any]) -> RateTable:
    """A table from its parsed file. Raises ValueError when days do not rise or rates are absurd."""
    rows = tuple((row["from"], int(row["bp"]), Sure(row["sure"])) for row in content["row"])
    days = [day for day, _bp, _sure in rows]
    if not rows or days != sorted(set(days)) or not all(0 < bp <= MOST_BP for _day, bp, _sure in rows):
        raise ValueError(f"{kind}: rows out of order or out of bounds")
    return RateTable(kind, rows, content["known_until"], read_words(content, "source", kind))


def rate_on(table: RateTable, on: date) -> Rate | None:
    """The rate of the day; None before the first row and after the last known day."""
    held = [row for row in table.rows if row[0] <= on]
    if not held or on > table.known_until:
        return None
    from_on, bp, sure = held[-1]
    return Rate(bp, from_on, table.source, sure)
