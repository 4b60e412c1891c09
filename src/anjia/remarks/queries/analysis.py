"""What people complain of, where, and how it changes: each question one query over the period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncWeek

from anjia.kernel.clock import SHANGHAI
from anjia.remarks.models import Remark, RemarkAspect
from anjia.remarks.queries.remarks import RemarkFilter, narrowed
from anjia.remarks.rules import Aspect, Polarity
from anjia.remarks.rules.shares import Share, drawn_together

LEAST_TEXTS = 5  # of a group, to be listed at all


@dataclass(frozen=True)
class AspectLine:
    """What was said of one aspect; `share` is that of texts unhappy about it among all texts."""

    aspect: Aspect
    happy: int
    unhappy: int
    share: Share


@dataclass(frozen=True)
class Group:
    """A branch, service or caregiver (by id): texts, unhappy ones, and their share drawn towards the average."""

    id: int
    share: Share
    drawn: float


@dataclass(frozen=True)
class Week:
    """One week, named by its Monday: texts and the unhappy ones."""

    monday: date
    texts: int
    unhappy: int


@dataclass(frozen=True)
class WishedText:
    """Words that ask for something, how often they were said, when last, and in which remark (`id`)."""

    id: int
    text: str
    times: int
    at: datetime


def count_of(wanted: RemarkFilter) -> dict[str, int]:
    """How many texts there are: all, unhappy, happy, wishes, read by a person."""
    found: dict[str, int] = narrowed(wanted).aggregate(
        all=Count("id"),
        unhappy=Count("id", filter=Q(polarity=Polarity.UNHAPPY)),
        happy=Count("id", filter=Q(polarity=Polarity.HAPPY)),
        wishes=Count("id", filter=Q(wish=True)),
        labelled=Count("id", filter=Q(labelled=True)),
    )
    return found


def by_aspect(wanted: RemarkFilter, *, texts: int) -> list[AspectLine]:
    """What is said of each aspect, what most are unhappy about first. `texts` is the number of all texts."""
    rows = RemarkAspect.objects.filter(remark__in=narrowed(wanted).values("pk")).values_list("aspect", "polarity")
    counts: dict[str, dict[str, int]] = {}
    for aspect, polarity, count in rows.annotate(n=Count("id")):
        counts.setdefault(aspect, {})[polarity] = count
    lines = [
        AspectLine(Aspect(name), one.get("happy", 0), one.get("unhappy", 0), Share(one.get("unhappy", 0), texts))
        for name, one in counts.items()
    ]
    return sorted(lines, key=lambda line: (-line.unhappy, -line.happy, line.aspect))


def by_group(wanted: RemarkFilter, field: str) -> list[Group]:
    """Unhappy texts by branch_id, offering_id or caregiver_id, the worst first; small groups drawn to the mean."""
    rows = narrowed(wanted).filter(**{f"{field}__isnull": False}).values_list(field)
    found = rows.annotate(texts=Count("id"), unhappy=Count("id", filter=Q(polarity=Polarity.UNHAPPY)))
    counts = {key: (unhappy, texts) for key, texts, unhappy in found}
    drawn = drawn_together(counts)
    groups = [Group(key, Share(*counts[key]), drawn[key]) for key in counts if counts[key][1] >= LEAST_TEXTS]
    return sorted(groups, key=lambda one: (-one.drawn, one.id))


def by_week(wanted: RemarkFilter, *, first: date, last: date) -> list[Week]:
    """Texts week by week from the week of `first` to that of `last`; weeks without any included."""
    rows = narrowed(wanted).annotate(week=TruncWeek("written_at", tzinfo=SHANGHAI)).values_list("week")
    counted = rows.annotate(texts=Count("id"), unhappy=Count("id", filter=Q(polarity=Polarity.UNHAPPY)))
    found = {week.date(): Week(week.date(), texts, unhappy) for week, texts, unhappy in counted}
    return [found.get(monday, Week(monday, 0, 0)) for monday in mondays(first, last)]


def aspects_by_week(wanted: RemarkFilter, *, first: date, last: date) -> dict[Aspect, list[int]]:
    """How many texts were unhappy about each aspect, week by week."""
    rows = RemarkAspect.objects.filter(polarity=Polarity.UNHAPPY, remark__in=narrowed(wanted).values("pk"))
    counted = rows.annotate(week=TruncWeek("written_at", tzinfo=SHANGHAI)).values_list("aspect", "week")
    place = {monday: number for number, monday in enumerate(mondays(first, last))}
    found: dict[Aspect, list[int]] = {}
    for aspect, week, count in counted.annotate(n=Count("id")):
        if week.date() in place:
            found.setdefault(Aspect(aspect), [0] * len(place))[place[week.date()]] = count
    return found


def mondays(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from one day to another."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def wishes(wanted: RemarkFilter, *, limit: int = 12) -> list[WishedText]:
    """What was asked for in people's own words, what was said most often first, then the latest."""
    rows = narrowed(wanted).filter(wish=True).values_list("text")
    found = rows.annotate(last=Max("id"), times=Count("id"), at=Max("written_at")).order_by("-times", "-at", "-last")
    return [WishedText(last, text, times, at) for text, last, times, at in found[:limit]]


def wishes_by_aspect(wanted: RemarkFilter) -> list[tuple[Aspect, int]]:
    """What wishes are about, the most wanted first."""
    rows = RemarkAspect.objects.filter(remark__in=narrowed(wanted).filter(wish=True).values("pk"))
    found = rows.values_list("aspect").annotate(n=Count("id")).order_by("-n", "aspect")
    return [(Aspect(aspect), count) for aspect, count in found]


def unhappy_surveys(*, since: datetime, until: datetime) -> dict[str, set[int]]:
    """Per aspect the surveys in whose words the household was unhappy about it."""
    rows = RemarkAspect.objects.filter(
        polarity=Polarity.UNHAPPY, written_at__gte=since, written_at__lt=until, remark__origin__startswith="survey:"
    )
    found: dict[str, set[int]] = {}
    for aspect, origin in rows.values_list("aspect", "remark__origin"):
        found.setdefault(aspect, set()).add(survey_of(origin))
    return found


def survey_of(origin: str) -> int:
    """The survey's id in "survey:7+" and "survey:7-"."""
    return int(origin.removeprefix("survey:").rstrip("+-"))


def as_rows(lines: list[AspectLine], names: Mapping[str, str]) -> list[list[Any]]:
    """The aspects as cells of a table: name, unhappy, happy, share and its interval in percent."""
    return [
        [
            names[line.aspect],
            line.unhappy,
            line.happy,
            round(100 * line.share.value, 1),
            round(100 * line.share.low, 1),
            round(100 * line.share.high, 1),
        ]
        for line in lines
    ]


def has_remarks() -> bool:
    """Whether there is anything to analyse."""
    return bool(Remark.objects.exists())
