"""Carrying out what a preview of a series shows: visits and caregivers' time."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from anjia.booking import operations as booking
from anjia.booking.rules import (
    ExceptionKind,
    LeftAlone,
    Reshaping,
)
from anjia.dispatch import operations as dispatch
from anjia.journeys.queries.previews import SeriesPreview, release_all
from anjia.journeys.queries.staffing import Row
from anjia.kernel.actors import Actor


def carry_out(
    series_id: int, preview: SeriesPreview, *, reason: str, household_asked: bool, at: datetime, by: Actor
) -> None:
    """Cancels, moves and makes what the preview shows. The time of those who leave it is given back first."""
    said: dict[str, Any] = {"reason": reason, "household_asked": household_asked, "at": at, "by": by}
    release_all(preview.plan, at=at)
    for one in preview.plan.reshaping.cancelled:
        if one.visit_id is not None:
            booking.cancel_series_visit(visit_id=one.visit_id, **said)
    _carry_exceptions(series_id, preview.plan.reshaping, at=at, by=by)
    for row in preview.dropped:
        if row.visit_id is not None:
            booking.cancel_series_visit(visit_id=row.visit_id, **said)
        words = row.clash or gettext_noop("Left out when the series was agreed.")
        booking.except_date(
            series_id=series_id, on=row.wanted.on, kind=ExceptionKind.CANCELLED, reason=words, at=at, by=by
        )
    for row in preview.moved:
        want = replace(row.wanted, starts_at=row.chosen.starts_at or row.wanted.starts_at)
        booking.reshape_series_visit(visit_id=row.visit_id or 0, want=want, **said)
        _send(series_id, row, row.visit_id or 0, at=at, by=by)
    make_visits(series_id, preview.made, at=at, by=by)


def _carry_exceptions(series_id: int, reshaping: Reshaping, *, at: datetime, by: Actor) -> None:
    """What was decided by itself stands for the date of its week in the changed series."""
    for one, want in reshaping.left:
        if want is None or want.on == one.on:
            continue
        if one.visit_id is not None:
            booking.stand_for(visit_id=one.visit_id, on=want.on, at=at, by=by)
        elif one.alone is LeftAlone.CANCELLED:
            kind = ExceptionKind.CANCELLED
            booking.except_date(series_id=series_id, on=want.on, kind=kind, at=at, by=by)


def make_visits(series_id: int, rows: list[Row], *, at: datetime, by: Actor) -> int:
    """Plans new visits and sends whoever was chosen; returns how many."""
    wanted = [replace(row.wanted, starts_at=row.chosen.starts_at or row.wanted.starts_at) for row in rows]
    made = booking.plan_series_visits(series_id=series_id, wanted=wanted, at=at, by=by)
    for row in rows:
        if row.wanted.on in made:
            _send(series_id, row, made[row.wanted.on], at=at, by=by)
    return len(made)


def _send(series_id: int, row: Row, visit_id: int, *, at: datetime, by: Actor) -> None:
    if row.elsewhen:
        kind = ExceptionKind.GAVE_WAY
        booking.except_date(
            series_id=series_id, on=row.wanted.on, kind=kind, visit_id=visit_id, reason=row.clash, at=at, by=by
        )
    for caregiver_id in row.chosen.crew:
        dispatch.assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=by)
