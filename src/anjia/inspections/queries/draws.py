"""Draws of spot checks, and the plan they follow."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from anjia.inspections.models import Draw, PlanVersion
from anjia.inspections.rules import STANDARD_PLAN, Entry, SamplingPlan, draw
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class PlanSummary:
    """A published version of the sampling plan."""

    version: int
    sampling: SamplingPlan
    effective_from: datetime
    by_name: str


@dataclass(frozen=True)
class FrameRow:
    """A visit that could be drawn: its weight, its probability from 0 to 1, its risks, and whether it was drawn."""

    visit_id: int
    caregiver_id: int
    weight: int
    chance: float
    risks: tuple[str, ...]
    drawn: bool


@dataclass(frozen=True)
class DrawSummary:
    """One draw; `version` is the plan's, 0 the standard one."""

    id: int
    week_on: date
    seed: str
    version: int
    checks: int
    drawn: tuple[int, ...]
    frame: int
    at: datetime
    by_name: str


def plan_in_force(at: datetime) -> tuple[int | None, SamplingPlan]:
    """The row id and the plan that hold at an instant; (None, standard) before the first version."""
    row = PlanVersion.objects.filter(effective_from__lte=at).order_by("-version").first()
    return (row.pk, _sampling(row)) if row else (None, STANDARD_PLAN)


def _sampling(row: Any) -> SamplingPlan:
    return SamplingPlan(**{field.name: getattr(row, field.name) for field in fields(SamplingPlan)})


def plans() -> list[PlanSummary]:
    """Every version, the newest first."""
    return [
        PlanSummary(row.version, _sampling(row), row.effective_from, row.published_by_name)
        for row in PlanVersion.objects.order_by("-version")
    ]


def draws(*, limit: int = 26) -> list[DrawSummary]:
    """The draws, the latest first."""
    return [_summary(row) for row in Draw.objects.select_related("plan").order_by("-week_on")[:limit]]


def _summary(row: Any) -> DrawSummary:
    version = row.plan.version if row.plan else 0
    return DrawSummary(
        row.pk, row.week_on, row.seed, version, row.checks, tuple(row.drawn), len(row.frame), row.at, row.by_name
    )


def draw_of_week(week_on: date) -> DrawSummary | None:
    """The draw of the week that begins on that Monday; None when there was none."""
    row = Draw.objects.select_related("plan").filter(week_on=week_on).first()
    return _summary(row) if row else None


def _row(draw_id: int) -> Draw:
    row: Draw | None = Draw.objects.filter(pk=draw_id).first()
    if row is None:
        raise Missing
    return row


def frame_rows(draw_id: int) -> list[FrameRow]:
    """The visits that could be drawn, the likeliest first. Raises Missing."""
    row = _row(draw_id)
    drawn = set(row.drawn)
    found = [
        FrameRow(visit, caregiver, weight, millionths / 1_000_000, tuple(risks), visit in drawn)
        for visit, caregiver, weight, millionths, risks in row.frame
    ]
    return sorted(found, key=lambda one: (-one.weight, one.visit_id))


def repeats(draw_id: int) -> bool:
    """Whether drawing again from the kept seed and frame gives the same visits. Raises Missing."""
    row = _row(draw_id)
    frame = [Entry(visit, caregiver, weight) for visit, caregiver, weight, _millionths, _risks in row.frame]
    return draw(row.seed, frame, row.checks) == tuple(row.drawn)
