"""The index of caregivers, services and branches: mean with its interval, spread, place; the weights behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.surveys import WeightsForm
from anjia.interfaces.desk.survey_faces import survey_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import kind_of, table_file
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Refusal
from anjia.quality import operations
from anjia.quality.queries import dimension_names
from anjia.quality.queries.index import (
    Group,
    IndexLine,
    IndexTable,
    index_table,
    monthly_means,
    weights_in_force,
    weights_published,
)
from anjia.quality.rules.answers import Dimension
from anjia.workforce import queries as workforce

PAGE = 40
MONTHS = 6
PERIODS = (30, 90, 365)
SORTS = {
    "place": lambda line: (line.rank is None, line.rank or 0, -line.shrunk),
    "mean": lambda line: -line.mean,
    "spread": lambda line: -(line.deviation or 0.0),
    "low": lambda line: -line.sample.low_share,
    "answers": lambda line: -line.sample.count,
}


@dataclass(frozen=True)
class Asked:
    """What the page is asked for."""

    group: Group
    days: int
    sort: str
    since: datetime
    until: datetime

    def address(self, **changed: Any) -> str:
        """The questions of the address, with some of them changed."""
        values = {"by": self.group.value, "days": self.days, "sort": self.sort, **changed}
        return "?" + "&".join(f"{name}={value}" for name, value in values.items())


def _asked(request: Request) -> Asked:
    given, now = request.GET, clock.now()
    days = number(given.get("days"))
    days = days if days in PERIODS else 90
    group = Group(given["by"]) if given.get("by") in set(Group) else Group.CAREGIVER
    sort = given.get("sort", "") if given.get("sort") in SORTS else "place"
    return Asked(group, days, sort, midnight(day_of(now) - timedelta(days=days - 1)), now)


def _names(asked: Asked, lines: list[IndexLine]) -> dict[int, str]:
    ids = [line.id for line in lines]
    if asked.group is Group.CAREGIVER:
        return workforce.names_of(ids)
    if asked.group is Group.OFFERING:
        return catalog.names_of(ids)
    return {0: _("No branch"), **{branch.id: branch.name for branch in company.branches()}}


def _sorted(table: IndexTable, sort: str) -> list[IndexLine]:
    return sorted(table.lines, key=SORTS[sort])


@for_desk(Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER)
@require_GET
def index(request: Request) -> HttpResponseBase:
    """Every caregiver, service or branch with answers in the period, with small multiples of the last six months."""
    asked = _asked(request)
    table = index_table(asked.group, since=asked.since, until=asked.until)
    lines = _sorted(table, asked.sort)
    start = min(number(request.GET.get("from")) or 0, len(lines))
    shown = lines[start : start + PAGE]
    context = {
        "asked": asked,
        "table": table,
        "rows": _rows(asked, shown),
        "groups": {"caregiver": _("Caregivers"), "offering": _("Services"), "branch": _("Branches")},
        "periods": {30: _("30 days"), 90: _("90 days"), 365: _("A year")},
        "sorts": {
            "place": _("By place"),
            "mean": _("By mean"),
            "spread": _("By spread"),
            "low": _("By share below 60"),
            "answers": _("By answers"),
        },
        "weights": weights_words(table.weights.terms.weights),
        "newer": asked.address(**{"from": max(start - PAGE, 0)}) if start else "",
        "older": asked.address(**{"from": start + PAGE}) if start + PAGE < len(lines) else "",
        "file": asked.address(),
        "faces": survey_faces("index"),
    }
    return render(request, "desk/surveys/index.html", context)


def _rows(asked: Asked, lines: list[IndexLine]) -> list[dict[str, Any]]:
    names = _names(asked, lines)
    trends: dict[int, list[float | None]] = {}
    if asked.group is not Group.BRANCH:
        trends = monthly_means(asked.group, [line.id for line in lines], months=MONTHS, until=asked.until)
    return [
        {
            "line": line,
            "name": names.get(line.id, ""),
            "low_percent": round(line.sample.low_share * 100),
            "trend": [value for value in trends.get(line.id, []) if value is not None],
            "unranked": line.rank is None,
        }
        for line in lines
    ]


def weights_words(weights: Any) -> list[tuple[str, int]]:
    """The weights with their names, in percent."""
    names = dimension_names()
    return [(names[one], weights[one]) for one in Dimension]


@for_desk(Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER)
@require_GET
def file(request: Request) -> HttpResponseBase:
    """The same lines as a file, with the interval, the spread and each dimension."""
    asked = _asked(request)
    table = index_table(asked.group, since=asked.since, until=asked.until)
    lines = _sorted(table, asked.sort)
    names, dimensions = _names(asked, lines), dimension_names()
    head = [
        _("Place"),
        _("Name"),
        _("Index, drawn in"),
        _("Mean"),
        _("Surely at least"),
        _("Surely at most"),
        _("Answers"),
        _("Standard deviation"),
        _("Below 60, %"),
        *(dimensions[one] for one in Dimension),
    ]
    rows = [
        [
            line.rank or "",
            names.get(line.id, ""),
            round(line.shrunk, 1),
            round(line.mean, 1),
            *((round(end, 1) for end in line.interval) if line.interval else ("", "")),
            line.sample.count,
            "" if line.deviation is None else round(line.deviation, 1),
            round(line.sample.low_share * 100),
            *(round(line.dimensions[one.value], 2) for one in Dimension),
        ]
        for line in lines
    ]
    return table_file(kind_of(request.GET.get("kind", "")), f"index-{asked.group.value}", head, rows)


@for_desk(Role.QUALITY_LEAD)
def weights(request: Request) -> HttpResponseBase:
    """The weights in force and every version before; a new version."""
    now = clock.now()
    current = weights_in_force(now)
    initial = {one.value: current.terms.weights[one] for one in Dimension}
    form = WeightsForm(request.POST or None, initial={**initial, "least_ranked": current.terms.least_ranked})
    if request.method == "POST" and form.is_valid():
        try:
            operations.publish_weights(
                weights=form.weights(),
                least_ranked=form.cleaned_data["least_ranked"],
                effective_from=now,
                at=now,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Published. From now on the index is computed by it."))
            return redirect("desk:index-weights")
    context = {
        "form": form,
        "current": current,
        "versions": [{"version": one, "weights": weights_words(one.terms.weights)} for one in weights_published()],
        "faces": survey_faces("index"),
    }
    return render(request, "desk/surveys/weights.html", context, status=422 if form.errors else 200)
