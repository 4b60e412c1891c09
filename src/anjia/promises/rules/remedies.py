"""What is paid when a promise is broken: a formula of a clause, computed the same for everybody."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a remedy is reckoned."""

    NONE = "none"
    FIXED = "fixed"
    PER_STARTED_MINUTES = "per_started_minutes"
    SHARE = "share"


@dataclass(frozen=True)
class Remedy:
    """A remedy formula: nothing, an amount, an amount for every started `per_minutes` late, or a share of the price.

    `amount_fen` belongs to FIXED and PER_STARTED_MINUTES, `per_minutes` to the latter, `share_percent` to SHARE.
    `most_fen` bounds what comes out; 0 sets no bound.
    """

    form: str = Form.NONE
    amount_fen: int = 0
    per_minutes: int = 0
    share_percent: int = 0
    most_fen: int = 0

    @property
    def pays(self) -> bool:
        """Whether anything is paid at all."""
        return self.form != Form.NONE


NO_REMEDY = Remedy()


def remedy_fen(remedy: Remedy, *, late_minutes: int = 0, price_fen: int = 0) -> int:
    """What the remedy pays, in fen, 0..most_fen. `late_minutes` after the due time, `price_fen` of what was bought.

    A share is rounded up to whole fen, in favour of the household; without delay a formula by time pays nothing.
    """
    paid = _before_the_bound(remedy, max(0, late_minutes), max(0, price_fen))
    return min(paid, remedy.most_fen) if remedy.most_fen else paid


def _before_the_bound(remedy: Remedy, late_minutes: int, price_fen: int) -> int:
    match remedy.form:
        case Form.FIXED:
            return remedy.amount_fen
        case Form.PER_STARTED_MINUTES:
            return -(-late_minutes // max(1, remedy.per_minutes)) * remedy.amount_fen
        case Form.SHARE:
            return -(-price_fen * remedy.share_percent // 100)
        case _:
            return 0
