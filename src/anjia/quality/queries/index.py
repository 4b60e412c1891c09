"""The index of caregivers, services and branches over a period, from sums that the database adds up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from anjia.kernel.clock import SHANGHAI, day_of
from anjia.quality.models import IndexPrior, IndexVersion, ObjectionDecision, Survey
from anjia.quality.rules.answers import Dimension
from anjia.quality.rules.index import (
    LOW_BELOW,
    STANDARD_TERMS,
    STEP_PERCENT,
    IndexTerms,
    Prior,
    Sample,
    interval_of,
    prior_of,
    ranks,
    shrunk,
    together,
)
from anjia.workforce import queries as workforce

YEAR = timedelta(days=365)


class Group(StrEnum):
    """Of what the index is shown."""

    CAREGIVER = "caregiver"
    OFFERING = "offering"
    BRANCH = "branch"


@dataclass(frozen=True)
class Weights:
    """A published version of the weights; version 0 is the standard."""

    version: int
    terms: IndexTerms
    effective_from: datetime | None
    by_name: str = ""


@dataclass(frozen=True)
class IndexLine:
    """One group: its answers, their mean with its 95 % interval and spread, the mean drawn in, and its place.

    `rank` is None for groups with too few answers. `dimensions` are means from 1 to 5.
    """

    id: int
    sample: Sample
    interval: tuple[float, float] | None
    shrunk: float
    rank: int | None
    dimensions: dict[str, float]

    @property
    def mean(self) -> float:
        return self.sample.mean

    @property
    def deviation(self) -> float | None:
        return self.sample.deviation


@dataclass(frozen=True)
class IndexTable:
    """All groups of a period, what they are drawn towards, the weights used and the company as a whole."""

    lines: tuple[IndexLine, ...]
    prior: Prior
    weights: Weights
    whole: Sample


@dataclass(frozen=True)
class Standing:
    """A caregiver as families see her: stars from 1 to 5, drawn in, and how many answers they rest on."""

    stars: float
    count: int


def weights_in_force(at: datetime) -> Weights:
    """The weights that hold at an instant; the standard ones before the first version."""
    row = IndexVersion.objects.filter(effective_from__lte=at).order_by("-version").first()
    return _weights(row) if row else Weights(0, STANDARD_TERMS, None)


def weights_published() -> list[Weights]:
    """Every version, the newest first."""
    return [_weights(row) for row in IndexVersion.objects.order_by("-version")]


def _weights(row: Any) -> Weights:
    shares = MappingProxyType({dimension: getattr(row, dimension.value) for dimension in Dimension})
    return Weights(row.version, IndexTerms(shares, row.least_ranked), row.effective_from, row.published_by_name)


def _index(terms: IndexTerms) -> Any:
    """The index of an answer under the weights, as the database computes it: whole points."""
    parts = [F(dimension.value) * (terms.weights[dimension] // STEP_PERCENT) for dimension in Dimension]
    return parts[0] + parts[1] + parts[2] + parts[3]


def _answers(since: datetime, until: datetime, terms: IndexTerms) -> QuerySet[Survey]:
    rows: QuerySet[Survey] = Survey.objects.filter(answered_at__gte=since, answered_at__lt=until)
    return rows.annotate(points=_index(terms))


def counting(rows: QuerySet[Survey]) -> QuerySet[Survey]:
    """Without the answers against which an objection was upheld: what counts for a caregiver."""
    return rows.exclude(Exists(ObjectionDecision.objects.filter(survey=OuterRef("pk"), upheld=True)))


_SUMS = {
    "n": Count("id"),
    "total": Sum("points"),
    "squares": Sum(F("points") * F("points")),
    "low": Count("id", filter=Q(points__lt=LOW_BELOW)),
}
_MEANS = {f"mean_{dimension.value}": Avg(dimension.value) for dimension in Dimension}


def _sample(row: Mapping[str, Any]) -> Sample:
    return Sample(int(row["n"]), int(row["total"]), int(row["squares"]), int(row["low"]))


def index_table(group: Group, *, since: datetime, until: datetime) -> IndexTable:
    """The index of every caregiver, service or branch with answers in the period, by place, then by value.

    All answers are weighed by the weights in force at the period's end, so that they compare. Four queries at most,
    however many groups. Branches are the caregivers' present ones.
    """
    weights = weights_in_force(until)
    found = _sums(group, since, until, weights.terms)
    samples = {key: sample for key, (sample, _means) in found.items()}
    prior = prior_of(list(samples.values()))
    values = {key: shrunk(sample, prior) for key, sample in samples.items()}
    counts = {key: sample.count for key, sample in samples.items()}
    places = ranks(values, counts, weights.terms.least_ranked)
    lines = [
        IndexLine(key, sample, interval_of(sample), values[key], places.get(key), means)
        for key, (sample, means) in found.items()
    ]
    lines.sort(key=lambda line: (line.rank is None, line.rank or 0, -line.shrunk, line.id))
    return IndexTable(tuple(lines), prior, weights, together(samples.values()))


def _sums(
    group: Group, since: datetime, until: datetime, terms: IndexTerms
) -> dict[int, tuple[Sample, dict[str, float]]]:
    rows = _answers(since, until, terms)
    key = "offering_id" if group is Group.OFFERING else "caregiver_id"
    counted = rows if group is Group.OFFERING else counting(rows)
    summed = list(counted.order_by().values(key).annotate(**_SUMS, **_MEANS))
    of = _branches(row[key] for row in summed) if group is Group.BRANCH else {}
    parts: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in summed:
        parts[of.get(row[key], 0) if group is Group.BRANCH else row[key]].append(row)
    return {name: (together(map(_sample, some)), _dimensions(some)) for name, some in parts.items()}


def _dimensions(rows: list[Mapping[str, Any]]) -> dict[str, float]:
    count = sum(row["n"] for row in rows)
    return {
        dimension.value: sum(float(row[f"mean_{dimension.value}"]) * row["n"] for row in rows) / count
        for dimension in Dimension
    }


def _branches(ids: Iterable[int]) -> dict[int, int]:
    """Each caregiver's branch; 0 is no branch."""
    return {key: one.branch_id or 0 for key, one in workforce.caregivers(ids).items()}


def monthly_means(group: Group, ids: Iterable[int], *, months: int, until: datetime) -> dict[int, list[float | None]]:
    """The mean index of each month up to the one that ends at `until`, the oldest first; None where nobody answered.

    For caregivers and services: one query for a whole page.
    """
    key = "offering_id" if group is Group.OFFERING else "caregiver_id"
    wanted = set(ids)
    begins = _months(months, until)
    since = datetime(*begins[0], 1, tzinfo=SHANGHAI)
    rows = _answers(since, until, weights_in_force(until).terms).filter(**{f"{key}__in": wanted})
    counted = rows if group is Group.OFFERING else counting(rows)
    by_month = counted.order_by().annotate(month=TruncMonth("answered_at", tzinfo=SHANGHAI))
    found = {
        (row[key], (row["month"].year, row["month"].month)): float(row["mean"])
        for row in by_month.values(key, "month").annotate(mean=Avg("points"))
    }
    return {one: [found.get((one, month)) for month in begins] for one in wanted}


def _months(count: int, until: datetime) -> list[tuple[int, int]]:
    last = day_of(until - timedelta(seconds=1))
    number = last.year * 12 + last.month - 1
    return [((number - back) // 12, (number - back) % 12 + 1) for back in range(count - 1, -1, -1)]


def fresh_prior(*, at: datetime) -> Prior:
    """What the answers of the year before say about caregivers, computed now."""
    found = _sums(Group.CAREGIVER, at - YEAR, at, weights_in_force(at).terms)
    return prior_of([sample for sample, _means in found.values()])


def prior_at(at: datetime) -> Prior:
    """What few answers are drawn towards: as learned on the latest day, or computed now while none was."""
    row = IndexPrior.objects.filter(on__lte=day_of(at)).order_by("-on").first()
    if row is None:
        return fresh_prior(at=at)
    return Prior(row.mean, row.worth, row.groups, row.answers, row.learned)


def standings_of(ids: Iterable[int], *, at: datetime) -> dict[int, Standing]:
    """Caregivers as families see them, over the last year: three queries. Those without an answer are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = counting(_answers(at - YEAR, at, weights_in_force(at).terms).filter(caregiver_id__in=wanted))
    samples = {row["caregiver_id"]: _sample(row) for row in rows.order_by().values("caregiver_id").annotate(**_SUMS)}
    prior = prior_at(at)
    return {key: Standing(round(shrunk(one, prior) / 20, 1), one.count) for key, one in samples.items()}
