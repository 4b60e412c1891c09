"""A calculation as lines that anybody can work out again: what, from which numbers, rounded how, by which article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from anjia.law.rules.packs import Words

MOST_FEN = 10**11  # as in kernel.money: above any amount of a home-service company


Value = int | date | Words


class Rounding(StrEnum):
    """How a line came to whole fen. Every later line goes on with the rounded amount."""

    EXACT = "exact"
    DOWN = "down"
    HALF_UP = "half_up"


@dataclass(frozen=True)
class Line:
    """One step. `code` names its sentence, `values` fill it (fen, days, counts, dates, rates in hundredths of 1 %)."""

    code: str
    amount_fen: int | None = None
    article_id: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    rounding: Rounding = Rounding.EXACT


@dataclass(frozen=True)
class Outcome:
    """A whole calculation; `notes` are what to keep in mind. `result_fen` None: our articles give no sum then."""

    lines: tuple[Line, ...]
    result_fen: int | None
    notes: tuple[Line, ...] = ()


class Wrong(ValueError):
    """An input that cannot be. `code` names its sentence, `values` fill it, `field` is the input at fault."""

    def __init__(self, code: str, field_name: str, **values: int | date) -> None:
        super().__init__(code)
        self.code = code
        self.field = field_name
        self.values = values


def share(amount: int, part: int, whole: int, rounding: Rounding) -> int:
    """amount x part / whole in whole fen; nothing negative goes in."""
    if rounding == Rounding.HALF_UP:
        return (2 * amount * part + whole) // (2 * whole)
    return amount * part // whole


def money(amount_fen: int, field_name: str, *, least_fen: int = 0, most_fen: int = MOST_FEN) -> int:
    """The amount itself within its bounds; raises Wrong."""
    if not least_fen <= amount_fen <= most_fen:
        raise Wrong("money_bounds", field_name, least_fen=least_fen, most_fen=most_fen, amount_fen=amount_fen)
    return amount_fen


def in_order(earlier: date | None, later: date | None, field_name: str) -> None:
    """Raises Wrong when both are known and the later day comes first."""
    if earlier is not None and later is not None and later < earlier:
        raise Wrong("days_order", field_name, earlier=earlier, later=later)
