"""Corrective actions, how they stand, and how often their cause came up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from anjia.kernel.errors import Missing
from anjia.quality.models import (
    ActionFinish,
    Complaint,
    CompletedVisit,
    CorrectiveAction,
    EffectivenessCheck,
    ProposalDecision,
)
from anjia.quality.rules import (
    MOST_LOOKS,
    ActionKind,
    ActionState,
    CheckOutcome,
    Finding,
    Measure,
    Place,
    Recurrence,
    Scope,
    action_state,
    begin_of_before,
    finding_of,
    looks_since_finish,
    outcome_of,
)

_OPEN = (ActionState.PLANNED, ActionState.REOPENED)


@dataclass(frozen=True)
class ActionSummary:
    """Work on a cause. `due_on` is the day of what comes next: the work itself, or the look whether it helped."""

    id: int
    complaint_id: int | None
    caregiver_id: int | None
    household_id: int | None
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
    kind: str = "corrective"
    measure: str = "complaints"
    place: Place = field(default_factory=lambda: Place(Scope.COMPANY))
    label: str = ""
    outcome: str = ""
    finding: dict[str, Any] = field(default_factory=dict)
    looks: int = 0
    times_reopened: int = 0

    @property
    def open(self) -> bool:
        """Whether the work itself is still to be done."""
        return self.state in _OPEN


def _summary(action: Any, finishes: list[Any], checks: list[Any]) -> ActionSummary:
    finish, check = (rows[-1] if rows else None for rows in (finishes, checks))
    outcomes = [outcome_of(row.outcome, row.effective) for row in checks]
    state = action_state(finishes=len(finishes), outcomes=outcomes)
    complaint = action.complaint
    return ActionSummary(
        id=action.pk,
        complaint_id=action.complaint_id,
        caregiver_id=complaint.caregiver_id if complaint else _of(action, Scope.CAREGIVER),
        household_id=complaint.household_id if complaint else None,
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
        kind=action.kind,
        measure=action.measure,
        place=Place(Scope(action.scope), action.scope_id, action.step),
        label=action.label,
        outcome=outcomes[-1] if outcomes else "",
        finding=check.finding if check else {},
        looks=looks_since_finish(outcomes),
        times_reopened=outcomes.count(CheckOutcome.DID_NOT_HELP),
    )


def _of(action: Any, scope: Scope) -> int | None:
    return int(action.scope_id) if action.scope == scope else None


def _due_on(state: ActionState, action: Any, finish: Any, check: Any) -> date | None:
    looked = check is not None and finish is not None and check.at >= finish.at
    days: dict[ActionState, date | None] = {
        ActionState.PLANNED: action.due_on,
        ActionState.FINISHED: check.look_again_on if looked else finish and finish.check_on,
        ActionState.REOPENED: check and check.due_on,
        ActionState.EFFECTIVE: None,
        ActionState.ACCEPTED: None,
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
    over = EffectivenessCheck.objects.filter(effective=True).values("action")
    rows = CorrectiveAction.objects.exclude(pk__in=over)
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    found = [one for one in _summaries(rows.order_by("id")) if one.due_on is not None]
    wanted = [one for one in found if due_until is None or (one.due_on or due_until) <= due_until]
    return sorted(wanted, key=lambda one: (one.due_on or date.max, one.id))


def actions_page(*, before: int | None = None, limit: int = 50) -> list[ActionSummary]:
    """All actions, the latest first, after the one named by `before`."""
    rows = CorrectiveAction.objects.order_by("-id")
    return _summaries((rows if before is None else rows.filter(pk__lt=before))[:limit])


def actions_to_check(measure: Measure, *, on: date) -> list[ActionSummary]:
    """Finished actions whose day of a look has come and that figures may still decide, the oldest first."""
    over = EffectivenessCheck.objects.filter(effective=True).values("action")
    rows = CorrectiveAction.objects.filter(measure=measure).exclude(pk__in=over).order_by("id")
    return [
        one
        for one in _summaries(rows)
        if one.state is ActionState.FINISHED and one.due_on and one.due_on <= on and one.looks < MOST_LOOKS
    ]


def actions_about(measure: Measure, *, limit: int = 500) -> list[ActionSummary]:
    """The actions whose recurrences are counted in this, the latest first."""
    return _summaries(CorrectiveAction.objects.filter(measure=measure).order_by("-id")[:limit])


def recurrence_of(action_id: int, *, at: datetime) -> Recurrence | None:
    """How often the cause of a finished action came up before and since.

    None before it is finished, and where another area counts.
    """
    action = CorrectiveAction.objects.filter(pk=action_id).select_related("complaint").first()
    finish = ActionFinish.objects.filter(action_id=action_id).order_by("-number").first()
    if action is None or finish is None or action.measure != Measure.COMPLAINTS:
        return None
    return recurrence(action, finish.at, at)


def finding_about(action: ActionSummary, seen: Recurrence) -> Finding:
    """What a look at a finished action says now."""
    return finding_of(seen, look=action.looks + 1)


def recurrence(action: CorrectiveAction, finished_at: datetime, at: datetime) -> Recurrence:
    """Complaints of the action's cause, and visits, at its place: in the ninety days before it was finished, and since.

    The complaint for which it was planned is left out, and so is what led to a proposal: a place that was chosen
    because it stood out comes back to normal by itself, and that would look like an effect.
    """
    begin = max(begin_of_before(finished_at), _proposed_at(action) or begin_of_before(finished_at))
    complaints = Complaint.objects.filter(_same_cause(action.cause), **_same_place(action, step=True))
    if action.complaint_id is not None:
        complaints = complaints.exclude(pk=action.complaint_id)
    visits = CompletedVisit.objects.filter(**_same_place(action, step=False))
    return Recurrence(
        days=max((at - finished_at).days, 1),
        complaints_before=complaints.filter(opened_at__gte=begin, opened_at__lt=finished_at).count(),
        visits_before=visits.filter(done_at__gte=begin, done_at__lt=finished_at).count(),
        complaints_after=complaints.filter(opened_at__gte=finished_at, opened_at__lte=at).count(),
        visits_after=visits.filter(done_at__gte=finished_at, done_at__lte=at).count(),
    )


def _proposed_at(action: CorrectiveAction) -> datetime | None:
    """When the pattern was proposed that the action answers; None for an action that answers none."""
    if action.kind != ActionKind.PREVENTIVE:
        return None
    decided = ProposalDecision.objects.filter(action=action).values_list("proposal__proposed_at", flat=True)
    found: datetime | None = decided.first()
    return found


def _same_cause(cause: str) -> Q:
    return Q(cause=cause) | Q(cause__startswith=f"{cause}.")


def _same_place(action: CorrectiveAction, *, step: bool) -> dict[str, Any]:
    if action.scope == Scope.CAREGIVER:
        return {"caregiver_id": action.scope_id}
    if action.scope in (Scope.OFFERING, Scope.STEP):
        here: dict[str, Any] = {"offering_id": action.scope_id}
        return {**here, "step": action.step} if step and action.scope == Scope.STEP else here
    return {}
