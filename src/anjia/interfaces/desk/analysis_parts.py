"""The parts of the analysis page, each from one or two queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.interfaces.desk.remark_rows import PERIODS
from anjia.interfaces.shared.formats import little_day
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Bar
from anjia.kernel.clock import day_of, midnight
from anjia.quality import queries as quality
from anjia.remarks import queries
from anjia.remarks.queries import AspectLine, RemarkFilter
from anjia.remarks.rules.drivers import LEAST_ANSWERS, Driver, effects_of_aspects, shares_of_points
from anjia.workforce import queries as workforce

USUAL_DAYS = 90
SHOWN_GROUPS, SHOWN_TRENDS, SHOWN_WEEKS = 8, 6, 9


@dataclass(frozen=True)
class Asked:
    """The period and the branch that the page is about."""

    days: int
    first: date
    last: date
    wanted: RemarkFilter

    def list_url(self, **more: str) -> str:
        """The list of the texts behind a figure."""
        days = {"days": str(self.days)} if "week" not in more else {}
        given = {**days, "branch": str(self.wanted.branch_id or ""), **more}
        return f"{reverse('desk:remarks')}?{urlencode({name: value for name, value in given.items() if value})}"


def asked_of(given: Mapping[str, str], *, at: datetime) -> Asked:
    """The period of an address, ninety days unless it says otherwise."""
    days = number(given.get("days"))
    days = days if days in PERIODS else USUAL_DAYS
    last = day_of(at)
    first = last - timedelta(days=days)
    until = midnight(last + timedelta(days=1))
    wanted = RemarkFilter(since=midnight(first), until=until, branch_id=number(given.get("branch")))
    return Asked(days, first, last, wanted)


Names = Callable[[Iterable[int | None]], dict[int, str]]


def groups_of(asked: Asked) -> list[dict[str, Any]]:
    """Where: branches, services and caregivers, the worst first, small ones drawn to the average."""

    def branch_names(_ids: Iterable[int | None]) -> dict[int, str]:
        return {one.id: one.name for one in company.branches()}

    parts: tuple[tuple[str, str, str, Names], ...] = (
        (_("Branch"), "branch_id", "branch", branch_names),
        (_("Service"), "offering_id", "offering", catalog.names_of),
        (_("Caregiver"), "caregiver_id", "caregiver", workforce.names_of),
    )
    return [{"title": title, "rows": _group_rows(asked, field, key, names)} for title, field, key, names in parts]


def _group_rows(asked: Asked, field: str, key: str, names: Names) -> list[dict[str, Any]]:
    groups = queries.by_group(asked.wanted, field)[:SHOWN_GROUPS]
    known = names([one.id for one in groups])
    return [
        {
            "name": known.get(one.id, "–"),
            "url": asked.list_url(**{key: str(one.id)}),
            "group": one,
            "percent": f"{100 * one.drawn:.0f}%",
            "low": f"{100 * one.share.low:.0f}%",
            "high": f"{100 * one.share.high:.0f}%",
        }
        for one in groups
    ]


def trend_of(asked: Asked, lines: Sequence[AspectLine]) -> dict[str, Any]:
    """Week by week: the share of unhappy texts, and how often each of the first aspects was complained of."""
    weeks = queries.by_week(asked.wanted, first=asked.first, last=asked.last)
    by_aspect = queries.aspects_by_week(asked.wanted, first=asked.first, last=asked.last)
    names = queries.aspect_names()
    shown = weeks[-SHOWN_WEEKS:]
    return {
        "weeks": [
            Bar(
                label=little_day(week.monday),
                value=100 * week.unhappy / week.texts if week.texts else 0,
                shown=f"{100 * week.unhappy / week.texts:.0f}%" if week.texts else "–",
                tone="warn",
            )
            for week in shown
        ],
        "texts": sum(week.texts for week in shown),
        "aspects": [
            {"name": names[line.aspect], "values": by_aspect[line.aspect], "now": by_aspect[line.aspect][-1]}
            for line in lines[:SHOWN_TRENDS]
            if line.aspect in by_aspect
        ],
    }


def drivers_of(asked: Asked) -> dict[str, Any]:
    """What moves the index, or that there are too few answers to say so. The whole company, whatever the branch."""
    since, until = midnight(asked.first), midnight(asked.last + timedelta(days=1))
    answers = quality.scored_answers(since, until)
    mentions = queries.unhappy_surveys(since=since, until=until)
    names = list(answers[0].points) if answers else []
    points = shares_of_points({name: [one.points[name] for one in answers] for name in names}, _index(answers))
    aspects = effects_of_aspects(mentions, {one.survey_id: one.index for one in answers})
    dimension_names, aspect_names = quality.dimension_names(), queries.aspect_names()
    return {
        "answers": len(answers),
        "least": LEAST_ANSWERS,
        "points": [_driver(one, dimension_names, 100, "%") for one in points],
        "aspects": [_driver(one, aspect_names, 1, "") for one in aspects],
    }


def _index(answers: Sequence[quality.ScoredAnswer]) -> list[int]:
    return [one.index for one in answers]


def _driver(one: Driver, names: Mapping[str, str], times: float, unit: str) -> dict[str, Any]:
    return {
        "name": names[one.name],
        "effect": _signed(times * one.effect, unit),
        "low": _signed(times * one.low, unit),
        "high": _signed(times * one.high, unit),
        "count": one.count,
        "clear": one.clear,
    }


def _signed(value: float, unit: str) -> str:
    return f"{value:.0f}{unit}" if unit else f"{value:+.1f}".replace("-", "−")


def wishes_of(asked: Asked) -> dict[str, Any]:
    """What people wish for: by aspect, and the latest in their own words."""
    names = queries.aspect_names()
    return {
        "aspects": [
            Bar(label=names[aspect], value=count, shown=str(count))
            for aspect, count in queries.wishes_by_aspect(asked.wanted)
        ],
        "texts": [
            {"url": reverse("desk:remark", args=[one.id]), "text": one.text, "at": one.at, "times": one.times}
            for one in queries.wishes(asked.wanted, limit=8)
        ],
        "url": asked.list_url(wish="yes"),
    }
