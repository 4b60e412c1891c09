"""Surveys and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, QuerySet, StdDev

from anjia.kernel.errors import Missing
from anjia.quality.models import FollowUpAttempt, Survey
from anjia.quality.rules import Dimension, may_answer
from anjia.quality.rules.follow_ups import Way


@dataclass(frozen=True)
class SurveySummary:
    """One question and, once it came, its answer. `index` runs from 20 to 100; `called_back`: staff rang."""

    id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    offering_id: int
    asked_at: datetime
    answered_at: datetime | None
    by_household: bool
    scores: dict[str, int]
    index: int | None
    good_points: str
    points_to_improve: str
    called_back: bool = False
    discreet: bool = False

    def may_answer(self, at: datetime) -> bool:
        """Whether it still takes an answer."""
        return self.answered_at is None and may_answer(self.asked_at, at)


@dataclass(frozen=True)
class CaregiverIndex:
    """What households said of a caregiver: mean index and standard deviation in points, over so many answers."""

    mean: float
    count: int
    spread: float

    @property
    def stars(self) -> float:
        """The mean as stars, 1 to 5, to one decimal."""
        return round(self.mean / 20, 1)


@dataclass(frozen=True)
class AnswerPage:
    """Some surveys, and the key of the following ones."""

    surveys: tuple[SurveySummary, ...]
    next_before: int | None


def _summary(row: Any) -> SurveySummary:
    answered = row.answered_at is not None
    return SurveySummary(
        id=row.pk,
        visit_id=row.visit_id,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        offering_id=row.offering_id,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        by_household=row.answered_by.startswith("household"),
        scores={dimension.value: getattr(row, dimension.value) for dimension in Dimension} if answered else {},
        index=row.index,
        good_points=row.good_points,
        points_to_improve=row.points_to_improve,
        called_back=getattr(row, "called", False),
        discreet=row.discreet,
    )


def _rows() -> QuerySet[Survey]:
    called = Exists(FollowUpAttempt.objects.filter(follow_up__visit_id=OuterRef("visit_id"), way=Way.CALL))
    rows: QuerySet[Survey] = Survey.objects.annotate(called=called)
    return rows


def survey(survey_id: int) -> SurveySummary:
    """The survey by id. Raises Missing."""
    row = _rows().filter(pk=survey_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def surveys_of_visits(ids: Iterable[int]) -> dict[int, SurveySummary]:
    """The surveys of several visits, by visit id; visits not asked about are left out."""
    return {row.visit_id: _summary(row) for row in _rows().filter(visit_id__in=set(ids))}


def surveys_of_household(household_id: int, *, limit: int = 50) -> list[SurveySummary]:
    """What a household was asked, the latest first."""
    return [_summary(row) for row in _rows().filter(household_id=household_id).order_by("-id")[:limit]]


def answers_of_caregiver(caregiver_id: int, *, limit: int = 50) -> list[SurveySummary]:
    """What was said of a caregiver, the latest first."""
    rows = _rows().filter(caregiver_id=caregiver_id, answered_at__isnull=False).order_by("-answered_at", "-id")
    return [_summary(row) for row in rows[:limit]]


def answers_page(*, answered: bool | None = None, before: int | None = None, limit: int = 50) -> AnswerPage:
    """Surveys, the latest asked first: all, the answered or the silent ones."""
    rows = _rows().order_by("-id")
    if answered is not None:
        rows = rows.filter(answered_at__isnull=not answered)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [_summary(row) for row in rows[: limit + 1]]
    return AnswerPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def index_of_caregivers(ids: Iterable[int], *, since: datetime | None = None) -> dict[int, CaregiverIndex]:
    """Mean, count and spread of each caregiver's index, in one query; those without an answer are left out."""
    rows = Survey.objects.filter(caregiver_id__in=set(ids), answered_at__isnull=False)
    if since is not None:
        rows = rows.filter(answered_at__gte=since)
    found = rows.values("caregiver_id").annotate(mean=Avg("index"), count=Count("id"), spread=StdDev("index"))
    return {
        row["caregiver_id"]: CaregiverIndex(float(row["mean"]), row["count"], float(row["spread"])) for row in found
    }


def average_since(since: datetime) -> dict[str, Any]:
    """The company's answers since an instant: asked, answered, mean index, and the mean of each dimension."""
    asked = Survey.objects.filter(asked_at__gte=since)
    means = {dimension.value: Avg(dimension.value) for dimension in Dimension}
    found = asked.aggregate(asked=Count("id"), answered=Count("answered_at"), mean=Avg("index"), **means)
    return dict(found)
