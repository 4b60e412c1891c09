"""The ways between what lies one behind the other in diaries, and which homes are new to whom: for many at once."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from anjia.dispatch.models import Assignment
from anjia.dispatch.rules import LONGEST_MINUTES, Piece, day_of_minute, midnight_minute, travel_minutes
from anjia.workforce import queries as workforce

Pieces = dict[int, Piece]


def pieces_of(rows: Sequence[Assignment], first: date) -> Pieces:
    """Each row's piece, by its id. The rows are in order of caregiver and start. One query about the time before, and
    three about papers."""
    known, barred = _known_homes(rows, first), _barred(rows, first)
    ways = _ways(rows)
    found: Pieces = {}
    for row, way in zip(rows, ways, strict=True):
        pair = (row.household_id, row.caregiver_id)
        new_face = row.household_id is not None and pair not in known
        lacking = (
            kind
            for trade, kind, begin, end in barred.get(row.caregiver_id, ())
            if trade == row.trade and begin < row.ends_minute and row.starts_minute < end
        )
        found[row.pk] = Piece(row.starts_minute, row.ends_minute, way, new_face, next(lacking, ""))
        known.add(pair)
    return found


def _barred(rows: Sequence[Assignment], first: date) -> dict[int, list[tuple[str, str, int, int]]]:
    """When whoever is sent lacks a paper that the work asks for: of the days that the rows touch."""
    if not rows:
        return {}
    last = day_of_minute(max(row.ends_minute for row in rows))
    trades, people = {row.trade for row in rows}, {row.caregiver_id for row in rows}
    since = min(first, day_of_minute(min(row.starts_minute for row in rows)))
    return workforce.papers_missing(trades, from_day=since, days=(last - since).days + 1, known=people)


def _ways(rows: Sequence[Assignment]) -> list[int]:
    """Minutes from the row before of the same caregiver; 0 where she has been home in between."""
    places = np.array([(row.latitude, row.longitude) for row in rows], dtype=np.float64).reshape(-1, 2)
    way = travel_minutes(places[:-1, 0], places[:-1, 1], places[1:, 0], places[1:, 1]).tolist() if len(rows) > 1 else []
    near = [
        one.caregiver_id == other.caregiver_id and other.starts_minute - one.ends_minute < LONGEST_MINUTES
        for one, other in pairwise(rows)
    ]
    return ([0] if rows else []) + [minutes if together else 0 for minutes, together in zip(way, near, strict=True)]


def _known_homes(rows: Sequence[Assignment], first: date) -> set[tuple[int | None, int]]:
    """(household, caregiver) of everybody who was in these homes before the first day."""
    households = {row.household_id for row in rows if row.household_id is not None}
    before = Assignment.objects.filter(
        household_id__in=households, state=Assignment.State.ASSIGNED, ends_minute__lte=midnight_minute(first)
    )
    return set(before.order_by().values_list("household_id", "caregiver_id").distinct())
