"""What was found, and how it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.inspections.models import Finding, Look, Remedy
from anjia.inspections.rules import DeviationState, Result, deviation_state
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class FindingSummary:
    """What was seen of a step; of a deviation also what is done about it and how it stands (None: no deviation)."""

    id: int
    inspection_id: int
    visit_id: int
    caregiver_id: int
    household_id: int
    offering_id: int
    at_home: bool
    position: int
    title: str
    result: str
    severity: str
    remedy: str
    note: str
    file_id: int | None
    action_id: int | None
    at: datetime
    state: DeviationState | None
    remedied: str
    remedied_by: str
    remedied_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it is still to be put right."""
        return self.state is DeviationState.OPEN


def _findings(rows: Iterable[Any]) -> list[FindingSummary]:
    """Three queries for any number."""
    found = list(rows)
    wrong = [row for row in found if row.result == Result.DEVIATION]
    looks: dict[int, list[bool]] = {}
    for finding_id, right in (
        Look.objects.filter(finding__in=wrong).order_by("number").values_list("finding_id", "right")
    ):
        looks.setdefault(finding_id, []).append(right)
    remedies = list(Remedy.objects.filter(finding__in=wrong).order_by("number"))
    counts, latest = Counter(one.finding_id for one in remedies), {one.finding_id: one for one in remedies}
    return [_summary(row, looks.get(row.pk, []), counts[row.pk], latest.get(row.pk)) for row in found]


def _summary(row: Any, looks: list[bool], remedies: int, latest: Any) -> FindingSummary:
    deviates = row.result == Result.DEVIATION
    return FindingSummary(
        id=row.pk,
        inspection_id=row.record.inspection_id,
        visit_id=row.record.visit_id,
        caregiver_id=row.record.caregiver_id,
        household_id=row.record.household_id,
        offering_id=row.record.offering_id,
        at_home=row.record.at_home,
        position=row.position,
        title=row.title,
        result=row.result,
        severity=row.severity,
        remedy=row.remedy,
        note=row.note,
        file_id=row.file_id,
        action_id=row.action_id,
        at=row.record.at,
        state=deviation_state(remedies=remedies, looks=looks) if deviates else None,
        remedied=latest.text if latest else "",
        remedied_by=latest.by_name if latest else "",
        remedied_at=latest.at if latest else None,
    )


def finding(finding_id: int) -> FindingSummary:
    """One finding. Raises Missing."""
    found = _findings(Finding.objects.filter(pk=finding_id).select_related("record"))
    if not found:
        raise Missing
    return found[0]


def findings_of_record(record_id: int) -> list[FindingSummary]:
    """What was seen at an inspection, by step."""
    return _findings(Finding.objects.filter(record_id=record_id).select_related("record").order_by("position"))


def findings_of_visit(visit_id: int, *, at_home: bool = True) -> list[FindingSummary]:
    """What was seen at a visit's inspections; `at_home`: only what the household may see."""
    rows = Finding.objects.filter(record__visit_id=visit_id).select_related("record").order_by("record_id", "position")
    return _findings(rows.filter(record__at_home=True) if at_home else rows)


def findings_of_caregiver(caregiver_id: int, *, limit: int = 100) -> list[FindingSummary]:
    """What was seen at a caregiver's inspections, the latest first."""
    rows = Finding.objects.filter(record__caregiver_id=caregiver_id).select_related("record")
    return _findings(rows.order_by("-record_id", "position")[:limit])


def deviations(*, standing: DeviationState | None = None, limit: int = 100) -> list[FindingSummary]:
    """Deviations, the latest first; of one standing, or all. Looks at the latest 500."""
    rows = Finding.objects.filter(result=Result.DEVIATION).select_related("record").order_by("-id")
    found = _findings(rows[:500])
    return [one for one in found if standing is None or one.state is standing][:limit]
