"""A visit put by hand: into another diary, to another hour of the same one, or back among those without anybody."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.dispatch.events import AssignmentChanged
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.assignments import assigned_row, planned_need, release_visit, tell_assigned
from anjia.dispatch.operations.diaries import lock_diaries, release
from anjia.dispatch.operations.laying import lay
from anjia.dispatch.queries import VisitNeed
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line


@whole
def place_by_hand(
    *, visit_id: int, caregiver_id: int | None, instead_of: int, reason: str, at: datetime, by: Actor
) -> int:
    """Puts the visit, at the start that it has now, into this caregiver's diary; returns the assignment's id.

    `caregiver_id` None gives her time back and returns 0. `instead_of` is the assignment that the person saw, 0 for
    a place that nobody had: a Refusal (field "expected") if it is another by now, or if every place is taken. Refuses
    a caregiver who is not free, as `reassign`.
    """
    decision = clean_line(reason, most=200, what=_("the reason"), least=1)
    need = planned_need(visit_id, at)
    _seen, before, seat = _place_of(visit_id, instead_of) if instead_of else (0, 0, _free_seat(need))
    lock_diaries({one for one in (before, caregiver_id) if one})
    given = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    current = given.filter(seat=seat or 1).first()
    if (current.pk if current else 0) != instead_of:
        raise Refusal(_("Somebody changed this visit a moment ago. Please look at it again."), field="expected")
    if caregiver_id is not None and given.filter(caregiver_id=caregiver_id).exclude(seat=seat).exists():
        raise Refusal(_("She has this visit already. Please choose another caregiver."), field="caregiver")
    if caregiver_id is None:
        if before:
            release_visit(visit_id=visit_id, caregiver_id=before, at=at, by=by)
        return 0
    if current is not None:
        release(current, at=at)
    row = lay(need, caregiver_id, assigned_row(need, decision, seat=seat or 1, at=at, by=by))
    if current is None or before == caregiver_id:
        tell_assigned(row, at=at, by=by)
        return int(row.pk)
    fact = AssignmentChanged(
        assignment_id=row.pk,
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        instead_of_id=before,
        household_id=row.household_id,
        starts_at=need.starts_at,
        reason=decision,
    )
    announce(fact, at=at, by=by)
    return int(row.pk)


def _free_seat(need: VisitNeed) -> int:
    """The first place that nobody has; 0 where all are taken."""
    rows = Assignment.objects.filter(visit_id=need.visit_id, state=Assignment.State.ASSIGNED)
    taken = set(rows.values_list("seat", flat=True))
    return next((seat for seat in range(1, need.people + 1) if seat not in taken), 0)


def _place_of(visit_id: int, assignment_id: int) -> tuple[int, int, int]:
    """As `given_to`, of the place in the crew that the assignment has or had."""
    seen = Assignment.objects.filter(pk=assignment_id, visit_id=visit_id).values_list("seat", flat=True).first()
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED, seat=seen or 1)
    return rows.values_list("id", "caregiver_id", "seat").first() or (0, 0, seen or 1)
