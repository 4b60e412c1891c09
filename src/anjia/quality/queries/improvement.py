"""Corrective actions, how they stand, and how often their cause came up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from anjia.kernel.errors import Missing
from anjia.quality.models import ActionFinish, Complaint, CorrectiveAction, EffectivenessCheck, Survey
from anjia.quality.rules import ActionState, Recurrence, action_state, begin_of_before

_OPEN = (ActionState.PLANNED, ActionState.REOPENED)


@dataclass(frozen=True)
class ActionSummary:
    """Work on a cause. `due_on` is the day of what comes next: the work itself, or the look whether it helped."""

    id: int
    complaint_id: int
    caregiver_id: int | None
    household_id: int
    staff_id: int
    what: str
    cause: str
    planned_at: datetime
    state: ActionState
    due_on: date | None
    finished_at: datetime | None
    finish_note: str
    checked_at: datetime | None
    check_note: str
    evidence: dict[str, int]

    @property
    def open(self) -> bool:
        """Whether the work itself is still to be done."""
        return self.state in _OPEN


def _summary(action: Any, finishes: list[Any], checks: list[Any]) -> ActionSummary:
    finish, check = (rows[-1] if rows else None for rows in (finishes, checks))
    state = action_state(finishes=len(finishes), checks=[row.effective for row in checks])
    return ActionSummary(
        id=action.pk,
        complaint_id=action.complaint_id,
        caregiver_id=action.complaint.caregiver_id,
        household_id=action.complaint.household_id,
        staff_id=action.staff_id,
        what=action.what,
        cause=action.cause,
        planned_at=action.planned_at,
        state=state,
        due_on=_due_on(state, action, finish, check),
        finished_at=finish.at if finish else None,
        finish_note=finish.note if finish else "",
        checked_at=check.at if check else None,
        check_note=check.note if check else "",
        evidence=check.evidence if check else {},
    )


def _due_on(state: ActionState, action: Any, finish: Any, check: Any) -> date | None:
    days: dict[ActionState, date | None] = {
        ActionState.PLANNED: action.due_on,
        ActionState.FINISHED: finish and finish.check_on,
        ActionState.REOPENED: check and check.due_on,
        ActionState.EFFECTIVE: None,
    }
    return days[state]


def _summaries(rows: QuerySet[CorrectiveAction]) -> list[ActionSummary]:
    actions = list(rows.select_related("complaint"))
    finishes = _by_action(ActionFinish.objects.filter(action__in=actions).order_by("number"))
    checks = _by_action(EffectivenessCheck.objects.filter(action__in=actions).order_by("number"))
    return [_summary(action, finishes.get(action.pk, []), checks.get(action.pk, [])) for action in actions]


def _by_action(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.action_id, []).append(row)
    return found


def corrective_action(action_id: int) -> ActionSummary:
    """The action by id. Raises Missing."""
    found = _summaries(CorrectiveAction.objects.filter(pk=action_id))
    if not found:
        raise Missing
    return found[0]


def actions_of_complaint(complaint_id: int) -> list[ActionSummary]:
    """What is being done about the cause of a complaint, oldest first."""
    return _summaries(CorrectiveAction.objects.filter(complaint_id=complaint_id).order_by("id"))


def open_actions(*, staff_id: int | None = None, due_until: date | None = None) -> list[ActionSummary]:
    """Actions that still need somebody (the work or the look whether it helped), the most urgent first."""
    effective = EffectivenessCheck.objects.filter(effective=True).values("action")
    rows = CorrectiveAction.objects.exclude(pk__in=effective)
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    found = [one for one in _summaries(rows.order_by("id")) if one.due_on is not None]
    wanted = [one for one in found if due_until is None or (one.due_on or due_until) <= due_until]
    return sorted(wanted, key=lambda one: (one.due_on or date.max, one.id))


def actions_page(*, before: int | None = None, limit: int = 50) -> list[ActionSummary]:
    """All actions, the latest first, after the one named by `before`."""
    rows = CorrectiveAction.objects.order_by("-id")
    return _summaries((rows if before is None else rows.filter(pk__lt=before))[:limit])


def recurrence_of(action_id: int, *, at: datetime) -> Recurrence | None:
    """How often the cause of a finished action came up before and since; None before it is finished."""
    action = CorrectiveAction.objects.filter(pk=action_id).select_related("complaint").first()
    finish = ActionFinish.objects.filter(action_id=action_id).order_by("-number").first()
    return recurrence(action, finish.at, at) if action and finish else None


def recurrence(action: CorrectiveAction, finished_at: datetime, at: datetime) -> Recurrence:
    """Complaints of the action's cause and visits, of the same caregiver, or service, or of all, before and since."""
    begin = begin_of_before(finished_at, at)
    same = _same(action.complaint)
    complaints = Complaint.objects.filter(cause=action.cause, **same)
    visits = Survey.objects.filter(**same)
    return Recurrence(
        days=max((at - finished_at).days, 1),
        complaints_before=complaints.filter(opened_at__gte=begin, opened_at__lt=finished_at).count(),
        visits_before=visits.filter(asked_at__gte=begin, asked_at__lt=finished_at).count(),
        complaints_after=complaints.filter(opened_at__gte=finished_at, opened_at__lte=at).count(),
        visits_after=visits.filter(asked_at__gte=finished_at, asked_at__lte=at).count(),
    )


def _same(complaint: Complaint) -> dict[str, int]:
    if complaint.caregiver_id is not None:
        return {"caregiver_id": complaint.caregiver_id}
    return {"offering_id": complaint.offering_id} if complaint.offering_id is not None else {}
