"""What a dispatcher should look at in a caregiver's day: what does not fit, and what is new to the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from anjia.dispatch.rules.days import Stretch, merged

# Labour law, article 36, and the State Council's rule of 1995 on working hours: 8 hours a day, 40 a week.
DAY_WORK_MINUTES = 8 * 60
WEEK_WORK_MINUTES = 40 * 60


class Gate(StrEnum):
    """What is to be looked at, the gravest first."""

    OVERLAP = "overlap"  # it begins before the visit before has ended
    WAY = "way"  # the way from the visit before takes longer than the time between
    LEAVE = "leave"  # she is on leave during a part of it
    HOURS = "hours"  # a part of it lies outside her working hours
    LONG_DAY = "long_day"  # visits and ways of the day are more than eight hours
    LONG_WEEK = "long_week"  # visits of the week are more than forty hours
    NEW_FACE = "new_face"  # she has not been in this home before


@dataclass(frozen=True)
class Piece:
    """A visit or hold of a day, with the way from the one before (0: none) and whether the home is new to her."""

    begins: int
    ends: int
    way: int
    new_face: bool = False


def gates_of(
    pieces: Sequence[Piece], works: Sequence[Stretch], leaves: Sequence[Stretch]
) -> tuple[tuple[Gate, ...], ...]:
    """The gates of each piece of one caregiver's day; pieces are in order of their begin."""
    hours, away = merged(works), merged(leaves)
    return tuple(_of(piece, before, hours, away) for before, piece in zip([None, *pieces], pieces, strict=False))


def _of(piece: Piece, before: Piece | None, works: Sequence[Stretch], leaves: Sequence[Stretch]) -> tuple[Gate, ...]:
    room = piece.begins - before.ends if before else None
    found = {
        Gate.OVERLAP: room is not None and room < 0,
        Gate.WAY: room is not None and 0 <= room < piece.way,
        Gate.LEAVE: any(begin < piece.ends and piece.begins < end for begin, end in leaves),
        Gate.HOURS: not any(begin <= piece.begins and piece.ends <= end for begin, end in works),
        Gate.NEW_FACE: piece.new_face,
    }
    return tuple(gate for gate, is_so in found.items() if is_so)


def row_gates(day_minutes: int, week_minutes: int) -> tuple[Gate, ...]:
    """What is too much for one person: minutes of visits and ways on the day, minutes of visits in the week."""
    found = {Gate.LONG_DAY: day_minutes > DAY_WORK_MINUTES, Gate.LONG_WEEK: week_minutes > WEEK_WORK_MINUTES}
    return tuple(gate for gate, is_so in found.items() if is_so)
