"""Bounds of the weights."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from anjia.dayplans.rules.values import Weights

# (least, most) of each weight: fen, or minutes where the name says so. Two who miss their break cost less than a visit
# to which nobody comes, so that no break leaves a family alone; and a yuan off a fair share never costs a yuan, far off
# neither, so that giving a visit to somebody costs less than it pays.
BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "travel_fen": (1, 1_000),
        "new_face_fen": (0, 1_000_00),
        "wish_fen": (0, 1_000_00),
        "other_caregiver_fen": (0, 1_000_00),
        "moved_fen": (0, 10_000),
        "unserved_fen": (100_00, 10_000_00),
        "fairness_fen": (0, 1_000_00),
        "income_fen": (0, 30),
        "shift_minutes": (0, 180),
        "soon_minutes": (30, 24 * 60),
        "break_minutes": (0, 120),
        "break_fen": (0, 49_00),
    }
)


def beyond(weights: Weights) -> str:
    """The name of the first weight that lies out of its bounds; empty when all are possible."""
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(weights, name) <= most:
            return name
    return ""
