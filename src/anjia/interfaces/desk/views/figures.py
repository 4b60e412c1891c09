"""Figures of dispatch on one page: continuity, fairness, travel, punctuality by hour, utilisation; and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.insight.queries import CaregiverFigures, DispatchFigures, dispatch_figures
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import kind_of, table_file
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Bar
from anjia.kernel import clock
from anjia.workforce import queries as workforce

READERS = (Role.DISPATCHER, Role.QUALITY_LEAD, Role.FINANCE)
PERIODS = (7, 28, 90)
USUAL = 28
PAGE, FIRST = 40, 10
LEAST_CONTINUOUS = 10
LATE_BELOW = 90  # percent on time below which an hour is shown as news


@dataclass(frozen=True)
class Asked:
    """The days that the page is asked for."""

    days: int
    until_day: date

    @property
    def from_day(self) -> date:
        return self.until_day - timedelta(days=self.days)

    def address(self, **more: Any) -> str:
        """The questions of the address."""
        return "?" + "&".join(f"{name}={value}" for name, value in {"days": self.days, **more}.items())


def _asked(request: Request) -> Asked:
    days = number(request.GET.get("days"))
    return Asked(days if days in PERIODS else USUAL, clock.day_of(clock.now()))


@for_desk(*READERS)
@require_GET
def figures(request: Request) -> HttpResponseBase:
    """The last whole days up to yesterday: today is not over."""
    asked = _asked(request)
    found = dispatch_figures(asked.from_day, asked.until_day)
    start = min(number(request.GET.get("from")) or 0, len(found.caregivers))
    shown = sorted(found.caregivers, key=lambda one: _off(one, found.utilisation))[start : start + PAGE]
    rows = _named(shown, workforce.names_of(one.caregiver_id for one in shown))
    least = found.households[:LEAST_CONTINUOUS]
    context = {
        "asked": asked,
        "last_day": asked.until_day - timedelta(days=1),
        "found": found,
        "shares": _shares(found),
        "income": [None if fen is None else round(fen) for fen in (found.income.low, found.income.high)],
        "hours": _hours(found),
        "rows": rows[:FIRST],
        "more": rows[FIRST:],
        "least": list(zip(least, _names(found), strict=True)),
        "periods": {7: _("7 days"), 28: _("4 weeks"), 90: _("90 days")},
        "newer": asked.address(**{"from": max(start - PAGE, 0)}) if start else "",
        "older": asked.address(**{"from": start + PAGE}) if start + PAGE < len(found.caregivers) else "",
        "file": asked.address(),
    }
    return render(request, "desk/dispatch/figures.html", context)


def _names(found: DispatchFigures) -> list[str]:
    least = found.households[:LEAST_CONTINUOUS]
    names = households.names_of(one.household_id for one in least)
    return [names.get(one.household_id, "") for one in least]


def _shares(found: DispatchFigures) -> dict[str, int | None]:
    """The shares of the head in whole percent."""
    shares = {"travel": found.travel_share, "utilisation": found.utilisation}
    rounded = {name: None if share is None else round(share * 100) for name, share in shares.items()}
    return {"on_time": found.on_time, **rounded}


def _hours(found: DispatchFigures) -> list[Bar]:
    bars = []
    for one in found.hours_of_day:
        share, count = one.share or 0, one.kept + one.broken
        shown = _("%(share)d %% of %(count)d") % {"share": share, "count": count}
        bars.append(
            Bar(label=f"{one.hour:02d}:00", value=share, shown=shown, tone="warn" if share < LATE_BELOW else "")
        )
    return bars


def _off(one: CaregiverFigures, usual: float | None) -> float:
    """Orders by how far her utilisation lies from that of all, farthest first; first of all work out of all hours."""
    if one.utilisation is None or usual is None:
        return -float("inf") if one.minutes else 1.0
    return -abs(one.utilisation - usual)


def _named(shown: Sequence[CaregiverFigures], names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "name": names.get(one.caregiver_id, ""),
            "hours": [round(minutes / 60, 1) for minutes in (one.minutes, one.way_minutes, one.duty_minutes)],
            "utilisation": None if one.utilisation is None else round(one.utilisation * 100),
        }
        for one in shown
    ]


@for_desk(*READERS)
@require_GET
def figures_file(request: Request) -> HttpResponseBase:
    """The caregivers' lines as a file."""
    asked = _asked(request)
    found = dispatch_figures(asked.from_day, asked.until_day)
    names = workforce.names_of(one.caregiver_id for one in found.caregivers)
    head = [
        _("Caregiver"),
        _("Visits"),
        _("Hours of visits"),
        _("Hours of ways"),
        _("Hours on duty"),
        _("Utilisation, %"),
        _("Income, yuan"),
    ]
    rows = [
        [
            names.get(one.caregiver_id, ""),
            one.visits,
            round(one.minutes / 60, 2),
            round(one.way_minutes / 60, 2),
            round(one.duty_minutes / 60, 2),
            "" if one.utilisation is None else round(one.utilisation * 100),
            one.income_fen / 100,
        ]
        for one in found.caregivers
    ]
    return table_file(kind_of(request.GET.get("kind", "")), f"dispatch-{asked.from_day}-{asked.days}", head, rows)
