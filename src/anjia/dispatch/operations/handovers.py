"""Two caregivers exchange visits, or one takes one over, under both diaries' locks."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.dispatch.events import AssignmentChanged
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.assignments import assigned_row, given_to, planned_need, still_given
from anjia.dispatch.operations.diaries import lock_diaries, release
from anjia.dispatch.operations.laying import lay
from anjia.dispatch.queries import VisitNeed
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line


@whole
def hand_over(
    *,
    visit_id: int,
    from_caregiver_id: int,
    caregiver_id: int,
    reason: str,
    at: datetime,
    by: Actor,
    back_visit_id: int | None = None,
) -> None:
    """Gives a visit from one caregiver to another, who gives `back_visit_id` in return if it is named.

    Both are released before either is laid anew, so that the times may overlap. Every hard rule is asked for both;
    refuses, and changes nothing, when one of them cannot keep the other's visit or has lost her own meanwhile.
    """
    decision = clean_line(reason, most=200, what=_("the reason"), least=1)
    goes = [(planned_need(visit_id, at), from_caregiver_id, caregiver_id)]
    if back_visit_id is not None:
        goes.append((planned_need(back_visit_id, at), caregiver_id, from_caregiver_id))
    lock_diaries([from_caregiver_id, caregiver_id])
    held = [_held_by(need, giver_id) for need, giver_id, _taker_id in goes]
    for old in held:
        release(old, at=at)
    for old, (need, giver_id, taker_id) in zip(held, goes, strict=True):
        row = lay(need, taker_id, assigned_row(need, decision, seat=old.seat, at=at, by=by))
        _tell(row, need, giver_id, decision, at=at, by=by)


def _held_by(need: VisitNeed, caregiver_id: int) -> Assignment:
    """The visit's assignment, if it is this caregiver's still. Her diary is locked."""
    assignment_id, *_rest = given_to(need.visit_id or 0, caregiver_id)
    if not assignment_id:
        raise Refusal(_("Somebody changed this visit a moment ago. Please look at it again."))
    return still_given(assignment_id)


def _tell(row: Assignment, need: VisitNeed, giver_id: int, decision: str, *, at: datetime, by: Actor) -> None:
    fact = AssignmentChanged(
        assignment_id=row.pk,
        visit_id=need.visit_id or 0,
        caregiver_id=row.caregiver_id,
        instead_of_id=giver_id,
        household_id=row.household_id,
        starts_at=need.starts_at,
        reason=decision,
    )
    announce(fact, at=at, by=by)
