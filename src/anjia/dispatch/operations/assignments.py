"""Giving a visit its caregiver, changing her, and giving her time back."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch import rules
from anjia.dispatch.events import AssignmentChanged, AssignmentReleased, CaregiverAssigned
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.diaries import lock_diaries, locked_row, release
from anjia.dispatch.operations.keeping import keep_week_of
from anjia.dispatch.operations.laying import lay, once_per_visit, refuse_excluded
from anjia.dispatch.queries import VisitNeed, need_of, ranked
from anjia.dispatch.rules import Chooser
from anjia.kernel.actors import Actor
from anjia.kernel.clock import at_minute, minute_of
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line


@whole
def confirm_hold(*, hold_id: int, visit_id: int, at: datetime, by: Actor) -> int:
    """Gives held time to the visit that was ordered for it; returns the assignment's id. Twice is once.

    A hold whose minutes have run out still counts as long as nobody else took the time. Refuses a visit of
    another time than the held one, or one that has a caregiver.
    """
    row = locked_row(hold_id)
    if row.state == Assignment.State.ASSIGNED and row.visit_id == visit_id:
        return int(row.pk)
    if row.state != Assignment.State.HELD:
        raise Refusal(_("The time kept for you has run out. Please choose a start again."), field="starts_at")
    _check_same_time(row, booking.visit(visit_id))
    refuse_excluded(row.household_id, row.caregiver_id, at=at, visit_id=visit_id)
    row.state, row.visit_id, row.expires_at = Assignment.State.ASSIGNED, visit_id, None
    with once_per_visit(savepoint=False):
        row.save(update_fields=["state", "visit_id", "expires_at"])
    keep_week_of(row.caregiver_id, row.starts_minute)
    tell_assigned(row, visit_id, at=at, by=by)
    return int(row.pk)


def _check_same_time(row: Assignment, visit: booking.VisitSummary) -> None:
    if (minute_of(visit.starts_at), minute_of(visit.ends_at)) != (row.starts_minute, row.ends_minute):
        raise Refusal(_("The visit has another time than the one kept for it. Please choose a start again."))


def tell_assigned(row: Assignment, visit_id: int, *, at: datetime, by: Actor) -> None:
    """Announces that the visit has its caregiver."""
    fact = CaregiverAssigned(
        assignment_id=row.pk,
        visit_id=visit_id,
        caregiver_id=row.caregiver_id,
        household_id=row.household_id,
        starts_at=at_minute(row.starts_minute),
        reasons=tuple((ground, value, points) for ground, value, points in row.reasons),
    )
    announce(fact, at=at, by=by)


@whole
def assign_visit(*, visit_id: int, at: datetime, by: Actor, caregiver_id: int | None = None, reason: str = "") -> int:
    """Gives a planned visit a caregiver and returns the assignment's id; without one named, the best who is free.

    Refuses a visit that has a caregiver, and a caregiver who is not free, with her next free start.
    """
    decision = clean_line(reason, most=200, what=_("the reason"))
    need = planned_need(visit_id, at)
    chosen = caregiver_id if caregiver_id is not None else _best(need, at)
    lock_diaries([chosen])
    chooser = rules.chooser_of(by.kind) if caregiver_id is not None else Chooser.SYSTEM
    row = lay(need, chosen, assigned_row(need, decision, at=at, by=by, chooser=chooser))
    tell_assigned(row, visit_id, at=at, by=by)
    return int(row.pk)


def _best(need: VisitNeed, at: datetime) -> int:
    found = ranked(need, at=at, most=1)
    if not found:
        raise Refusal(_("Nobody is free for this visit. Please move it, or ask somebody to change her hours."))
    return found[0].caregiver_id


def planned_need(visit_id: int, at: datetime) -> VisitNeed:
    """What the visit asks for; refuses one that is closed or over."""
    need = need_of(visit_id)
    if need.state != VisitState.PLANNED:
        raise Refusal(_("This visit is done or cancelled; its caregiver can no longer be changed."))
    if minute_of(need.starts_at) + need.minutes <= minute_of(at):
        raise Refusal(_("This visit lies in the past; its caregiver can no longer be changed."))
    return need


def assigned_row(
    need: VisitNeed, decision: str, *, at: datetime, by: Actor, chooser: Chooser | None = None
) -> Assignment:
    """A row that is still to be laid, with the person's decision if there is one; whoever acts chose, unless said."""
    return Assignment(
        state=Assignment.State.ASSIGNED,
        visit_id=need.visit_id,
        made_at=at,
        decision=decision,
        chosen_by=chooser or rules.chooser_of(by.kind),
        decided_by=(by.name or str(by)) if decision else "",
    )


@whole
def reassign(*, visit_id: int, caregiver_id: int, reason: str, at: datetime, by: Actor) -> int:
    """Gives the visit to another caregiver because a person decided so; returns the new assignment's id.

    `reason` is 1-200 characters and stays with the visit. Refuses a caregiver who is not free, and the one who
    has the visit already.
    """
    decision = clean_line(reason, most=200, what=_("the reason"), least=1)
    need = planned_need(visit_id, at)
    old_id, old_caregiver_id = given_to(visit_id)
    if not old_id:
        return assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, reason=decision, at=at, by=by)
    if old_caregiver_id == caregiver_id:
        raise Refusal(_("She has this visit already. Please choose another caregiver."), field="caregiver")
    lock_diaries([old_caregiver_id, caregiver_id])
    release(_still_given(old_id), at=at)
    row = lay(need, caregiver_id, assigned_row(need, decision, at=at, by=by))
    fact = AssignmentChanged(
        assignment_id=row.pk,
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        instead_of_id=old_caregiver_id,
        household_id=row.household_id,
        starts_at=need.starts_at,
        reason=decision,
    )
    announce(fact, at=at, by=by)
    return int(row.pk)


def given_to(visit_id: int) -> tuple[int, int]:
    """The visit's assignment and its caregiver; zeros while nobody is sent."""
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    return rows.values_list("id", "caregiver_id").first() or (0, 0)


def _still_given(assignment_id: int) -> Assignment:
    """The assignment once its diary is locked, if nobody changed it meanwhile."""
    row: Assignment = Assignment.objects.get(pk=assignment_id)
    if row.state != Assignment.State.ASSIGNED:
        raise Refusal(_("Somebody changed this visit a moment ago. Please look at it again."))
    return row


@whole
def release_visit(*, visit_id: int, at: datetime, by: Actor) -> None:
    """Gives the time of the visit's caregiver back; a visit without one stays as it is, so twice is once."""
    assignment_id, _caregiver_id = given_to(visit_id)
    if not assignment_id:
        return
    row = locked_row(assignment_id)
    if row.state != Assignment.State.ASSIGNED:
        return
    release(row, at=at)
    fact = AssignmentReleased(
        assignment_id=row.pk,
        visit_id=visit_id,
        caregiver_id=row.caregiver_id,
        household_id=row.household_id,
        starts_at=at_minute(row.starts_minute),
    )
    announce(fact, at=at, by=by)
