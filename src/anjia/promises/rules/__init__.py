"""Kinds and their standard terms, clocks, remedies, scopes, and when a promise counts as kept."""

import re

from anjia.promises.rules.clocks import (
    MOST_MINUTES,
    WALL,
    WALL_CLOCK,
    WORKING,
    Clock,
    at_micros,
    due_after_pause,
    due_at,
    is_in_time,
    longest_wall_minutes,
    micros_of,
    next_percent,
    own_minutes,
    rung_at,
)
from anjia.promises.rules.kinds import (
    STANDARD,
    Kind,
    Ladder,
    Rung,
    Source,
    State,
    Terms,
    bounds_an_amount,
    is_published,
    ladder_from_json,
    ladder_to_json,
)
from anjia.promises.rules.ladders import Passing, passing
from anjia.promises.rules.remedies import NO_REMEDY, Form, Remedy, remedy_fen
from anjia.promises.rules.scopes import most_specific, specificity

_SUBJECT = re.compile(r"[a-z][a-z_]{0,29}:[1-9]\d{0,18}")


def is_subject(text: str) -> bool:
    """Whether the text names a thing the way promises do: "complaint:7"."""
    return bool(_SUBJECT.fullmatch(text))


def share_kept(kept: int, broken: int) -> int | None:
    """Kept out of kept and broken, in whole percent, rounded down; None while none has ended.

    Only a clean record reads 100, and only one of which nothing was kept 0.
    """
    if not kept + broken:
        return None
    return max(kept * 100 // (kept + broken), 1 if kept else 0)


__all__ = [
    "MOST_MINUTES",
    "NO_REMEDY",
    "STANDARD",
    "WALL",
    "WALL_CLOCK",
    "WORKING",
    "Clock",
    "Form",
    "Kind",
    "Ladder",
    "Passing",
    "Remedy",
    "Rung",
    "Source",
    "State",
    "Terms",
    "at_micros",
    "bounds_an_amount",
    "due_after_pause",
    "due_at",
    "is_in_time",
    "is_published",
    "is_subject",
    "ladder_from_json",
    "ladder_to_json",
    "longest_wall_minutes",
    "micros_of",
    "most_specific",
    "next_percent",
    "own_minutes",
    "passing",
    "remedy_fen",
    "rung_at",
    "share_kept",
    "specificity",
]
