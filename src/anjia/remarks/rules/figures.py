"""How well a reader reads: recall of the unhappy first, then precision, F1, and macro-F1 over both sides."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

LEAST_LABELS, LEAST_EACH = 40, 12


def enough(unhappy: int, others: int) -> bool:
    """Whether so many labels are enough to learn from."""
    return unhappy + others >= LEAST_LABELS and min(unhappy, others) >= LEAST_EACH


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1 over `count` texts of which `unhappy` were unhappy."""

    recall: float
    precision: float
    f1: float
    macro_f1: float
    count: int
    unhappy: int

    def to_json(self) -> dict[str, float]:
        """As plain values."""
        return asdict(self)


def figures_of(said: Sequence[bool], truth: Sequence[bool]) -> Figures:
    """Figures of a reader that `said` unhappy where `truth` tells whether it was. Empty sides count as 0."""
    both = sum(a and b for a, b in zip(said, truth, strict=True))
    called, were, count = sum(said), sum(truth), len(truth)
    neither = count - called - were + both
    recall, precision = _share(both, were), _share(both, called)
    happy = _f1(_share(neither, count - were), _share(neither, count - called))
    f1 = _f1(recall, precision)
    return Figures(recall, precision, f1, (f1 + happy) / 2, count, were)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
