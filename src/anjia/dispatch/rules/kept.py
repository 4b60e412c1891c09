"""The kept index: what is given out of a caregiver's week as one value, in order of its starts.

A week and not a day, because a week is what a question reads: its rest, its hours, its neighbours over midnight. Kept
are starts, ends and places, not free stretches: how much of a gap is free depends on where the next home is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import numpy as np

from anjia.dispatch.rules.values import SHANGHAI_OFFSET_MINUTES, WEEK_MINUTES, Work, some_work

STAY = np.dtype([("starts", "<i4"), ("ends", "<i4"), ("latitude", "<f8"), ("longitude", "<f8"), ("expires", "<i8")])
_FIRST_MONDAY = 4 * 24 * 60 - SHANGHAI_OFFSET_MINUTES  # 5 January 1970, midnight in Shanghai
Taken = tuple[int, int, float, float, datetime | None]  # starts, ends, latitude, longitude, when the hold runs out


def week_of_minute(minute: int) -> int:
    """The number of the week, Monday to Sunday in Shanghai, to which an epoch minute belongs."""
    return (minute - _FIRST_MONDAY) // WEEK_MINUTES


def week_begins(week: int) -> int:
    """The epoch minute with which the week begins."""
    return _FIRST_MONDAY + week * WEEK_MINUTES


def micros(at: datetime | None) -> int:
    """Microseconds since 1970, so that what has run out is told as exactly as the database tells it; 0 for None."""
    if at is None:
        return 0
    span = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def packed(rows: Iterable[Taken]) -> bytes:
    """The stays of a week as one value."""
    ordered = sorted((*row[:4], micros(row[4])) for row in rows)
    return np.array(ordered, dtype=STAY).tobytes()


def unpacked(weeks: Sequence[tuple[int, bytes]], at: datetime) -> Work:
    """Columns from rows of (caregiver id, packed stays), without the holds that have run out at `at`."""
    stays = np.frombuffer(b"".join([row[1] for row in weeks]), dtype=STAY)
    counts = [len(row[1]) // STAY.itemsize for row in weeks]
    caregiver_id = np.repeat(np.array([row[0] for row in weeks], dtype=np.int64), counts)
    holds = (stays["expires"] == 0) | (stays["expires"] > micros(at))
    if not holds.all():
        stays, caregiver_id = stays[holds], caregiver_id[holds]
    return Work(
        caregiver_id,
        stays["starts"].astype(np.int64),
        stays["ends"].astype(np.int64),
        stays["latitude"],
        stays["longitude"],
    )


def without_rows(work: Work, rows: Iterable[tuple[int, int]]) -> Work:
    """The work less that of (caregiver id, start)."""
    kept = np.ones(len(work.starts), dtype=np.bool)
    for caregiver_id, starts in rows:
        kept &= (work.caregiver_id != caregiver_id) | (work.starts != starts)
    return work if kept.all() else some_work(work, kept)


__all__ = [
    "STAY",
    "Taken",
    "packed",
    "unpacked",
    "week_begins",
    "week_of_minute",
    "without_rows",
]
