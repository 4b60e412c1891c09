"""What a dispatcher should look at in a caregiver's day: what does not fit, and what is new to the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from anjia.dispatch.rules.days import Stretch, merged


class Gate(StrEnum):
    """What is to be looked at, the gravest first."""

    OVERLAP = "overlap"  # it begins before the visit before has ended
    WAY = "way"  # the way from the visit before takes longer than the time between
    LEAVE = "leave"  # she is on leave during a part of it
    HOURS = "hours"  # a part of it lies outside her working hours
    PAPERS = "papers"  # a paper that its work asks for has run out by then
    LONG_DAY = "long_day"  # visits and ways of the day are more than a usual working day
    LONG_WEEK = "long_week"  # visits of the week are more than a usual working week
    NEW_FACE = "new_face"  # she has not been in this home before


@dataclass(frozen=True)
class Piece:
    """A visit or hold of a day, with the way from the one before (0: none) and whether the home is new to her.

    `missing` is the kind of a paper that its work asks for and that is missing during a part of it; "" for none.
    """

    begins: int
    ends: int
    way: int
    new_face: bool = False
    missing: str = ""


@dataclass(frozen=True)
class UsualWork:
    """Minutes of a usual working day and week by law; None where no law of the place says."""

    day_minutes: int | None = None
    week_minutes: int | None = None


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
        Gate.PAPERS: bool(piece.missing),
        Gate.NEW_FACE: piece.new_face,
    }
    return tuple(gate for gate, is_so in found.items() if is_so)


def row_gates(day_minutes: int, week_minutes: int, usual: UsualWork) -> tuple[Gate, ...]:
    """What is too much for one person: minutes of visits and ways on the day, minutes of visits in the week."""
    found = {
        Gate.LONG_DAY: usual.day_minutes is not None and day_minutes > usual.day_minutes,
        Gate.LONG_WEEK: usual.week_minutes is not None and week_minutes > usual.week_minutes,
    }
    return tuple(gate for gate, is_so in found.items() if is_so)
