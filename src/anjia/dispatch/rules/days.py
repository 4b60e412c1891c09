"""What is left of a caregiver's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Stretch = tuple[int, int]


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """The stretches less what is taken, in order; both are (from, until) in minutes, in any order."""
    left = merged(stretches)
    for begin, end in taken:
        left = [piece for stretch in left for piece in _cut(stretch, begin, end)]
    return left


def _cut(stretch: Stretch, begin: int, end: int) -> Iterable[Stretch]:
    pieces = (stretch[0], min(stretch[1], begin)), (max(stretch[0], end), stretch[1])
    return (piece for piece in pieces if piece[0] < piece[1])


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time as disjoint stretches in order."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return found


def longest_minutes(stretches: Sequence[Stretch]) -> int:
    """How long the longest stretch is; 0 if there is none."""
    return max((end - begin for begin, end in stretches), default=0)
