"""The day board: everybody's day on one time axis, or as a table."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking_queries
from anjia.catalog import queries as catalog_queries
from anjia.dispatch import queries
from anjia.interfaces.desk.board_lanes import axis_of, lanes_of
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.desk.visit_lines import visit_lines
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.parts import Link
from anjia.kernel import clock
from anjia.workforce import queries as workforce_queries

FILTERS = ("q", "trade", "district", "free", "view")
SHOWN_WITHOUT = 6


@for_desk()
@require_GET
def board(request: Request) -> HttpResponseBase:
    """One day of the company's caregivers, fifty at a time."""
    at = clock.now()
    today = clock.day_of(at)
    day = day_asked(request.GET.get("day", ""), today)
    asked = {name: request.GET.get(name, "")[:40] for name in FILTERS}
    after = request.GET.get("after", "")
    page = queries.day_board(
        day,
        at=at,
        trade=asked["trade"],
        district=asked["district"],
        query=asked["q"],
        free_only=bool(asked["free"]),
        after_id=number_or(0, after),
    )
    lanes = lanes_of(page, at)
    context = {
        "day": day,
        "today": today,
        "lanes": lanes,
        "axis": axis_of(lanes, page, at),
        "count": page.caregivers,
        "asked": asked,
        "narrowed": any(asked[name] for name in ("q", "trade", "district", "free")),
        "trades": sorted(catalog_queries.trade_names().items(), key=lambda pair: pair[1]),
        "districts": workforce_queries.ready_districts(),
        "tabs": _faces(day, asked),
        "next": _address(day, asked, after=page.next_after_id) if page.next_after_id else "",
        "first": _address(day, asked) if after else "",
        "day_before": _address(day - timedelta(days=1), asked),
        "day_after": _address(day + timedelta(days=1), asked),
        "to_today": _address(today, asked),
        **_without_caregiver(day, at),
    }
    return render(request, "desk/dispatch/board.html", context)


def _address(day: date, asked: dict[str, str], **more: Any) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode({'day': day.isoformat(), **kept, **more})}"


def _faces(day: date, asked: dict[str, str]) -> list[Link]:
    as_table = asked["view"] == "table"
    return [
        Link(label=_("Board"), url=_address(day, asked | {"view": ""}), icon="board", current=not as_table),
        Link(label=_("Table"), url=_address(day, asked | {"view": "table"}), icon="list", current=as_table),
    ]


def _without_caregiver(day: date, at: datetime) -> dict[str, Any]:
    """The day's visits to which nobody is sent yet: how many, and the first few."""
    ids = queries.visits_without_caregiver(day, day)
    first = booking_queries.visits(ids[:SHOWN_WITHOUT])
    lines = visit_lines([first[visit_id] for visit_id in ids[:SHOWN_WITHOUT] if visit_id in first], at) if ids else []
    return {"without": lines, "without_count": len(ids)}
