"""Analysis: what people complain of, where, how it changes, what moves the index, what they wish for."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company import queries as company
from anjia.interfaces.desk.analysis_parts import Asked, asked_of, drivers_of, groups_of, trend_of, wishes_of
from anjia.interfaces.desk.remark_rows import PERIODS, tabs_of
from anjia.interfaces.shared import exports
from anjia.interfaces.shared.access import Request, for_desk
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.remarks import queries
from anjia.remarks.queries import AspectLine


@for_desk()
@require_GET
def analysis(request: Request) -> HttpResponseBase:
    """The whole page in a fixed number of queries, however much was said."""
    asked = asked_of(request.GET.dict(), at=clock.now())
    counts = queries.count_of(asked.wanted)
    lines = queries.by_aspect(asked.wanted, texts=counts["all"])
    context = {
        "tabs": tabs_of("analysis"),
        "asked": asked,
        "counts": counts,
        "unhappy_share": _percent(counts["unhappy"], counts["all"]),
        "lines": [_line(line, asked) for line in lines],
        "groups": groups_of(asked),
        "trend": trend_of(asked, lines),
        "drivers": drivers_of(asked),
        "wishes": wishes_of(asked),
        "branches": company.branches(),
        "periods": PERIODS,
        "query": f"days={asked.days}&branch={asked.wanted.branch_id or ''}",
    }
    return render(request, "desk/remarks/analysis.html", context)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def _line(line: AspectLine, asked: Asked) -> dict[str, Any]:
    share = line.share
    return {
        "line": line,
        "name": queries.aspect_names()[line.aspect],
        "percent": f"{100 * share.value:.0f}%",
        "low": f"{100 * share.low:.0f}%",
        "high": f"{100 * share.high:.0f}%",
        "url": asked.list_url(aspect=line.aspect, polarity=""),
    }


@for_desk()
@require_GET
def export(request: Request) -> HttpResponseBase:
    """What people complain of as a file: one line an aspect, and one a week and aspect."""
    now = clock.now()
    asked = asked_of(request.GET.dict(), at=now)
    counts = queries.count_of(asked.wanted)
    names = queries.aspect_names()
    lines = queries.by_aspect(asked.wanted, texts=counts["all"])
    weekly = queries.aspects_by_week(asked.wanted, first=asked.first, last=day_of(now))
    weeks = [week.isoformat() for week in _mondays(asked.first, day_of(now))]
    head = [_("Aspect"), _("Unhappy"), _("Happy"), _("Share, %"), _("From, %"), _("To, %"), *weeks]
    rows = [
        [*cells, *weekly.get(line.aspect, [0] * len(weeks))]
        for cells, line in zip(queries.as_rows(lines, names), lines, strict=True)
    ]
    return exports.table_file(exports.kind_of(request.GET.get("kind", "")), "remarks", head, rows)


def _mondays(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]
