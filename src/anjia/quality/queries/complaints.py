"""Complaints, one by one and by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from anjia.kernel.errors import Missing
from anjia.quality.models import Complaint, Escalation, PlanStep, unsettled, with_standing
from anjia.quality.rules import ComplaintState, Standing, complaint_state, is_settled


@dataclass(frozen=True)
class ComplaintSummary:
    """A complaint and where it stands; `owner_id` is the member of staff who answers for it."""

    id: int
    household_id: int
    visit_id: int | None
    caregiver_id: int | None
    offering_id: int | None
    survey_id: int | None
    severity: str
    cause: str
    text: str
    opened_at: datetime
    opened_by: str
    owner_id: int | None
    state: ComplaintState
    times_contested: int
    team: str = ""
    step: str = ""
    waiting: bool = False
    plans: int = 0

    @property
    def subject(self) -> str:
        """How promises name it."""
        return f"complaint:{self.id}"

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do for the company."""
        return is_settled(self.state)


@dataclass(frozen=True, kw_only=True)
class ComplaintFilter:
    """Which complaints; `standing` is unsettled, settled or empty for all."""

    standing: str = ""
    owner_id: int | None = None
    team: str = ""
    severity: str = ""
    cause: str = ""
    caregiver_id: int | None = None
    household_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class ComplaintPage:
    """Some complaints, the latest first, and the key of the following ones."""

    complaints: tuple[ComplaintSummary, ...]
    next_before: int | None


def summary_of(row: Any) -> ComplaintSummary:
    """The summary of a row that carries its standing."""
    return ComplaintSummary(
        id=row.pk,
        household_id=row.household_id,
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        offering_id=row.offering_id,
        survey_id=row.survey_id,
        severity=row.severity,
        cause=row.cause,
        text=row.text,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        owner_id=row.owner_id,
        state=complaint_state(Standing(row.answered, row.resolutions, row.contests, row.confirmed)),
        times_contested=row.contests,
        team=row.team,
        step=row.step,
        waiting=row.waiting,
        plans=row.plans,
    )


def _summaries(rows: QuerySet[Complaint], limit: int) -> list[ComplaintSummary]:
    return [summary_of(row) for row in with_standing(rows)[:limit]]


def complaint(complaint_id: int) -> ComplaintSummary:
    """The complaint by id. Raises Missing."""
    found = _summaries(Complaint.objects.filter(pk=complaint_id), 1)
    if not found:
        raise Missing
    return found[0]


def complaints_of_escalations(ids: Iterable[int]) -> dict[int, int]:
    """Which complaint was moved up by each of these steps."""
    return dict(Escalation.objects.filter(pk__in=set(ids)).values_list("id", "complaint_id"))


def complaint_of_plan_step(plan_step_id: int) -> int | None:
    """Whose complaint a step of a plan belongs to."""
    found = PlanStep.objects.filter(pk=plan_step_id).values_list("plan__complaint_id", flat=True).first()
    return None if found is None else int(found)


def plan_steps_of(ids: Iterable[int]) -> dict[int, list[int]]:
    """The steps of the plans of these complaints, by complaint id."""
    found: dict[int, list[int]] = {}
    rows = PlanStep.objects.filter(plan__complaint_id__in=list(ids)).order_by("id")
    for complaint_id, step_id in rows.values_list("plan__complaint_id", "id"):
        found.setdefault(complaint_id, []).append(step_id)
    return found


def escalations_of(ids: Iterable[int]) -> dict[int, list[int]]:
    """The steps up of each of these complaints, by complaint id, the first step first."""
    found: dict[int, list[int]] = {complaint_id: [] for complaint_id in ids}
    rows = Escalation.objects.filter(complaint_id__in=list(found)).order_by("level")
    for complaint_id, step_id in rows.values_list("complaint_id", "id"):
        found[complaint_id].append(step_id)
    return found


def complaints_of_household(household_id: int, *, limit: int = 50) -> list[ComplaintSummary]:
    """A household's complaints, the latest first."""
    return _summaries(Complaint.objects.filter(household_id=household_id).order_by("-id"), limit)


def complaints_of_visits(ids: Iterable[int]) -> dict[int, list[ComplaintSummary]]:
    """The complaints about several visits, by visit id, the latest first."""
    found: dict[int, list[ComplaintSummary]] = {visit_id: [] for visit_id in ids}
    for one in _summaries(Complaint.objects.filter(visit_id__in=list(found)).order_by("-id"), 500):
        found[one.visit_id or 0].append(one)
    return found


def complaints_page(wanted: ComplaintFilter, *, before: int | None = None, limit: int = 50) -> ComplaintPage:
    """One page of complaints, the latest first."""
    rows = _narrowed(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = _summaries(rows.order_by("-id"), limit + 1)
    return ComplaintPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def _narrowed(wanted: ComplaintFilter) -> QuerySet[Complaint]:
    rows: QuerySet[Complaint] = unsettled() if wanted.standing == "unsettled" else Complaint.objects.all()
    if wanted.standing == "settled":
        rows = rows.exclude(pk__in=unsettled().values("pk"))
    exact = {
        "owner_id": wanted.owner_id,
        "team": wanted.team,
        "severity": wanted.severity,
        "caregiver_id": wanted.caregiver_id,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.cause:
        rows = rows.filter(Q(cause=wanted.cause) | Q(cause__startswith=f"{wanted.cause}."))
    return rows if wanted.household_ids is None else rows.filter(household_id__in=wanted.household_ids)


def unsettled_complaints(*, owner_id: int | None = None, limit: int = 200) -> list[ComplaintSummary]:
    """What the company still has to settle, the oldest first; of one member of staff if asked for."""
    rows = unsettled() if owner_id is None else unsettled().filter(owner_id=owner_id)
    return _summaries(rows.order_by("id"), limit)


def count_unsettled() -> int:
    """How many complaints the company still has to settle."""
    return unsettled().count()


def causes_since(since: datetime, *, caregiver_id: int | None = None) -> list[tuple[str, int]]:
    """What complaints since an instant were about, the most frequent first."""
    rows = Complaint.objects.filter(opened_at__gte=since)
    if caregiver_id is not None:
        rows = rows.filter(Q(caregiver_id=caregiver_id))
    return list(rows.values_list("cause").annotate(n=Count("id")).order_by("-n", "cause"))
