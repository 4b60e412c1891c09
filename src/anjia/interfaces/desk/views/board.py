"""The board: everybody's day or week on an axis, as a table or on a map, in parts that renew themselves, as a file."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog_queries
from anjia.company.rules import Role
from anjia.dispatch import queries
from anjia.interfaces.desk.board.asked import MAP, WEEK, BoardAsked, named_ids, read
from anjia.interfaces.desk.board.lanes import Lane, axis_of, lanes_of
from anjia.interfaces.desk.board.map import map_of
from anjia.interfaces.desk.board.tray import tray_of
from anjia.interfaces.desk.board.weeks import week_lanes
from anjia.interfaces.desk.board.words import why_not
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import kind_of, table_file
from anjia.kernel import clock
from anjia.kernel.clock import midnight
from anjia.kernel.queries import latest_fact_ids
from anjia.workforce import queries as workforce_queries

DISPATCHERS = (Role.DISPATCHER, Role.ADVISER)


@for_desk()
@require_GET
def board(request: Request) -> HttpResponseBase:
    """One day or week of the company's caregivers, in the face that is asked for."""
    at = clock.now()
    today = clock.day_of(at)
    asked = read(request.GET, today)
    # Before anything else is asked: whatever happens from here on, the live stream tells.
    seen = max(latest_fact_ids(limit=1), default=0)
    context = {
        "asked": asked,
        "day": asked.day,
        "last_day": asked.first + timedelta(days=asked.days - 1),
        "today": today,
        "seen": seen,
        **_may(request),
        "tabs": asked.faces(),
        "steps": asked.steps(today),
        "trades": sorted(catalog_queries.trade_names().items(), key=lambda pair: pair[1]),
        "districts": workforce_queries.ready_districts(),
        "tray": tray_of(asked.first, asked.first + timedelta(days=asked.days - 1), at),
        "why_not": why_not(),
        "rows_url": asked.address("desk:board-rows"),
        "csv_url": asked.address("desk:board-file", path=("csv",), view=""),
        "xlsx_url": asked.address("desk:board-file", path=("xlsx",), view=""),
        **_face(asked, at),
    }
    return render(request, "desk/dispatch/board.html", context)


def _may(request: Request) -> dict[str, bool]:
    """Whether the one who looks moves visits by hand, and has days planned."""
    return {"may_move": request.person.may(*DISPATCHERS), "may_plan": request.person.may(Role.DISPATCHER)}


def _face(asked: BoardAsked, at: datetime) -> dict[str, Any]:
    """The rows of the face, and where more of them are."""
    if asked.view == WEEK:
        week = queries.week_board(asked.first, at=at, asked=asked.whose(), after_id=asked.after_id)
        shown: dict[str, Any] = {"weeks": week_lanes(week.rows, week.monday, at), "days": _days(asked)}
        return shown | _pages(asked, week.caregivers, week.next_after_id)
    day = queries.day_board(asked.day, at=at, asked=asked.whose(), after_id=asked.after_id)
    lanes = lanes_of(day.rows, midnight(asked.day), at)
    shown = {"lanes": lanes, "axis": axis_of(lanes, midnight(asked.day), at)}
    if asked.view == MAP:
        shown["map"] = map_of(lanes, asked, at)
    return shown | _pages(asked, day.caregivers, day.next_after_id)


def _days(asked: BoardAsked) -> list[Any]:
    return [asked.first + timedelta(days=number) for number in range(asked.days)]


def _pages(asked: BoardAsked, count: int, next_after_id: int | None) -> dict[str, Any]:
    return {
        "count": count,
        "next": asked.address(after=next_after_id) if next_after_id else "",
        "first": asked.address() if asked.after_id else "",
    }


@for_desk()
@require_GET
def rows(request: Request) -> HttpResponseBase:
    """Some rows of the board as they are now, and the tray: what a change elsewhere makes the page fetch."""
    at = clock.now()
    asked = read(request.GET, clock.day_of(at))
    only = named_ids(request.GET.get("rows", ""))
    context: dict[str, Any] = {
        "asked": asked,
        **_may(request),
        "tray": tray_of(asked.first, asked.first + timedelta(days=asked.days - 1), at),
        "day": asked.day,
        "last_day": asked.first + timedelta(days=asked.days - 1),
    }
    if asked.view == WEEK:
        week = queries.week_board(asked.first, at=at, asked=asked.whose(only), size=len(only))
        context |= {"weeks": week_lanes(week.rows, week.monday, at), "days": _days(asked)}
    else:
        day = queries.day_board(asked.day, at=at, asked=asked.whose(only), size=len(only))
        context["lanes"] = lanes_of(day.rows, midnight(asked.day), at)
    response = render(request, "desk/dispatch/board_rows.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@for_desk()
@require_GET
def day_file(request: Request, kind: str) -> HttpResponse:
    """The day as a file: a line for each visit, and one for each caregiver who has none."""
    at = clock.now()
    asked = read(request.GET, clock.day_of(at))
    found = queries.day_board(asked.day, at=at, asked=asked.whose(), size=MOST_IN_A_FILE)
    lanes = lanes_of(found.rows, midnight(asked.day), at)
    head = [
        _("Caregiver"),
        _("District"),
        _("Begins"),
        _("Ends"),
        _("Household"),
        _("Service"),
        _("Way there (minutes)"),
        _("State"),
        _("To be looked at"),
    ]
    return table_file(kind_of(kind), f"board-{asked.day.isoformat()}", head, _lines(lanes))


MOST_IN_A_FILE = 5000


def _lines(lanes: Sequence[Lane]) -> list[list[str | int]]:
    lines: list[list[str | int]] = []
    for lane in lanes:
        hers = [lane.row.name, lane.row.district]
        lines += [
            [
                *hers,
                block.begins,
                block.ends,
                block.household,
                block.title,
                block.way_minutes,
                block.standing.words,
                "; ".join(block.warnings),
            ]
            for block in lane.blocks
        ] or [[*hers, "", "", "", "", "", lane.note, "; ".join(lane.warnings)]]
    return lines
