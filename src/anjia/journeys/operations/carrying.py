"""Carrying out what a preview of a series shows: visits and caregivers' time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from anjia.booking import operations as booking
from anjia.booking.operations import Decided
from anjia.booking.rules import ExceptionKind, LeftAlone, Reshaping, Wanted
from anjia.dispatch import operations as dispatch
from anjia.journeys.queries.previews import SeriesPreview
from anjia.journeys.queries.staffing import Row
from anjia.kernel.actors import Actor


def carry_out(
    series_id: int, preview: SeriesPreview, *, reason: str, household_asked: bool, at: datetime, by: Actor
) -> None:
    """Cancels, moves and makes what the preview shows. The time of those who leave it is given back first."""
    signed: dict[str, Any] = {"series_id": series_id, "at": at, "by": by}
    said: dict[str, Any] = {**signed, "reason": reason, "household_asked": household_asked}
    plan, dropped = preview.plan, preview.dropped
    dispatch.release_dates(visit_ids=plan.touched, at=at, by=by)
    booking.cancel_series_visits(
        visit_ids=[one.visit_id for one in plan.reshaping.cancelled if one.visit_id is not None], **said
    )
    _carry_exceptions(series_id, plan.reshaping, at=at, by=by)
    booking.cancel_series_visits(visit_ids=[row.visit_id for row in dropped if row.visit_id is not None], **said)
    booking.except_dates(dates=[_left_out(row) for row in dropped], **signed)
    moved = {row.visit_id or 0: row for row in preview.moved}
    booking.reshape_series_visits(wanted={visit_id: _wanted(row) for visit_id, row in moved.items()}, **said)
    _send(series_id, moved, at=at, by=by)
    make_visits(series_id, preview.made, at=at, by=by)


def _left_out(row: Row) -> Decided:
    words = row.clash or gettext_noop("Left out when the series was agreed.")
    return Decided(row.wanted.on, ExceptionKind.CANCELLED, reason=words)


def _wanted(row: Row) -> Wanted:
    return replace(row.wanted, starts_at=row.chosen.starts_at or row.wanted.starts_at)


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
    made = booking.plan_series_visits(series_id=series_id, wanted=[_wanted(row) for row in rows], at=at, by=by)
    _send(series_id, {made[row.wanted.on]: row for row in rows if row.wanted.on in made}, at=at, by=by)
    return len(made)


def _send(series_id: int, rows: Mapping[int, Row], *, at: datetime, by: Actor) -> None:
    """Sends whoever was chosen to these visits, by id, and notes which of them gave way."""
    gave_way = [
        Decided(row.wanted.on, ExceptionKind.GAVE_WAY, visit_id, row.clash)
        for visit_id, row in rows.items()
        if row.elsewhen
    ]
    booking.except_dates(series_id=series_id, dates=gave_way, at=at, by=by)
    crews = {visit_id: row.chosen.crew for visit_id, row in rows.items() if row.chosen.crew}
    dispatch.assign_dates(crews=crews, at=at, by=by)
