"""Inspections: planned, held, dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anjia.inspections.models import Drop, Inspection, Record
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class InspectionSummary:
    """An inspection that is due; what it is about as far as the plan says."""

    id: int
    kind: str
    due_on: date
    due_at: datetime
    visit_id: int | None
    caregiver_id: int | None
    offering_id: int | None
    branch_id: int | None
    chance: float | None
    state: str


@dataclass(frozen=True)
class RecordSummary:
    """An inspection that took place."""

    id: int
    inspection_id: int
    kind: str
    visit_id: int
    caregiver_id: int
    offering_id: int
    household_id: int
    at_home: bool
    note: str
    seen: int
    deviations: int
    at: datetime
    by_name: str


def _summary(row: Any, state: str) -> InspectionSummary:
    return InspectionSummary(
        id=row.pk,
        kind=row.kind,
        due_on=row.due_on,
        due_at=row.due_at,
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        offering_id=row.offering_id,
        branch_id=row.branch_id,
        chance=row.chance,
        state=state,
    )


def inspection(inspection_id: int) -> InspectionSummary:
    """One inspection; `state` is planned, held or dropped. Raises Missing."""
    row = Inspection.objects.filter(pk=inspection_id).first()
    if row is None:
        raise Missing
    held = Record.objects.filter(inspection=row).exists()
    dropped = not held and Drop.objects.filter(inspection=row).exists()
    return _summary(row, "held" if held else "dropped" if dropped else "planned")


def planned(*, until: datetime | None = None, limit: int = 200) -> list[InspectionSummary]:
    """What is still to be held, the most urgent first."""
    rows = Inspection.objects.exclude(pk__in=Record.objects.values("inspection_id"))
    rows = rows.exclude(pk__in=Drop.objects.values("inspection_id")).order_by("due_at", "id")
    if until is not None:
        rows = rows.filter(due_at__lte=until)
    return [_summary(row, "planned") for row in rows[:limit]]


def _records(rows: Iterable[Any]) -> list[RecordSummary]:
    return [
        RecordSummary(
            id=row.pk,
            inspection_id=row.inspection_id,
            kind=row.inspection.kind,
            visit_id=row.visit_id,
            caregiver_id=row.caregiver_id,
            offering_id=row.offering_id,
            household_id=row.household_id,
            at_home=row.at_home,
            note=row.note,
            seen=row.steps_seen,
            deviations=row.deviations,
            at=row.at,
            by_name=row.by_name,
        )
        for row in rows
    ]


def records(*, limit: int = 50) -> list[RecordSummary]:
    """What was held, the latest first."""
    return _records(Record.objects.select_related("inspection").order_by("-at", "-id")[:limit])


def record_of(inspection_id: int) -> RecordSummary | None:
    """How an inspection was held; None while it was not."""
    found = _records(Record.objects.select_related("inspection").filter(inspection_id=inspection_id))
    return next(iter(found), None)


def records_of_caregiver(caregiver_id: int, *, limit: int = 20) -> list[RecordSummary]:
    """A caregiver's inspections, the latest first; only held ones: she hears of none before."""
    rows = Record.objects.select_related("inspection").filter(caregiver_id=caregiver_id)
    return _records(rows.order_by("-at", "-id")[:limit])


def records_of_visit(visit_id: int, *, at_home: bool = False) -> list[RecordSummary]:
    """The inspections of a visit; `at_home`: only those the household may see."""
    rows = Record.objects.select_related("inspection").filter(visit_id=visit_id).order_by("id")
    return _records(rows.filter(at_home=True) if at_home else rows)
