"""Changing several visits at once: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking.operations import move_visit
from anjia.dispatch.events import AssignmentChanged, CaregiverAssigned
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.assignments import assigned_row, planned_need, released
from anjia.dispatch.operations.diaries import lock_diaries, release
from anjia.dispatch.operations.laying import lay
from anjia.kernel.actors import Actor
from anjia.kernel.clock import at_minute
from anjia.kernel.errors import Refusal
from anjia.kernel.events import Event
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line

Place = tuple[int, int]  # visit and seat


@dataclass(frozen=True)
class Exchange:
    """What a visit, or one place in a visit of two, is to become: whose (None: nobody's), and from when where its start
    changes."""

    visit_id: int
    caregiver_id: int | None
    starts_at: datetime | None = None
    seat: int = 1

    @property
    def place(self) -> Place:
        """The visit and the place in it."""
        return self.visit_id, self.seat


@whole
def exchange(*, changes: Sequence[Exchange], reason: str, at: datetime, by: Actor) -> dict[Place, int]:
    """Gives all the visits to whom they are to belong; returns the new assignment's id by visit and seat.

    All diaries are locked and all old time is given back before anything new is laid, so that visits may change
    places. Every hard rule is asked again; one that cannot be kept refuses the whole, in a sentence.
    """
    decision = clean_line(reason, most=200, what=_("the reason"), least=1)
    old = _given_now(changes)
    lock_diaries({row.caregiver_id for row in old.values()} | {one.caregiver_id for one in changes if one.caregiver_id})
    if {place: row.pk for place, row in old.items()} != {place: row.pk for place, row in _given_now(changes).items()}:
        raise Refusal(_("Somebody changed one of these visits a moment ago. Please look at them again."))
    for row in old.values():
        release(row, at=at)
    made: dict[Place, int] = {}
    for one in sorted(changes, key=lambda change: change.place):
        made |= _become(one, old.get(one.place), decision, at=at, by=by)
    return made


def _given_now(changes: Sequence[Exchange]) -> dict[Place, Assignment]:
    wanted = {one.place for one in changes}
    rows = Assignment.objects.filter(
        visit_id__in={one.visit_id for one in changes}, state=Assignment.State.ASSIGNED
    ).order_by("id")
    return {place: row for row in rows if (place := (row.visit_id, row.seat)) in wanted}


def _become(one: Exchange, old: Assignment | None, decision: str, *, at: datetime, by: Actor) -> dict[Place, int]:
    if one.starts_at is not None:
        move_visit(visit_id=one.visit_id, starts_at=one.starts_at, reason=decision, household_asked=False, at=at, by=by)
    if one.caregiver_id is None:
        if old is not None:
            announce(released(old), at=at, by=by)
        return {}
    need = planned_need(one.visit_id, at)
    row = assigned_row(need, decision, seat=one.seat, at=at, by=by)
    lay(need, one.caregiver_id, row)
    announce(_told(row, one.visit_id, old, decision), at=at, by=by)
    return {one.place: int(row.pk)}


def _told(row: Assignment, visit_id: int, old: Assignment | None, decision: str) -> Event:
    starts_at = at_minute(row.starts_minute)
    if old is None or old.caregiver_id == row.caregiver_id:
        return CaregiverAssigned(
            assignment_id=row.pk,
            visit_id=visit_id,
            caregiver_id=row.caregiver_id,
            household_id=row.household_id,
            starts_at=starts_at,
            reasons=tuple((ground, value, points) for ground, value, points in row.reasons),
        )
    return AssignmentChanged(
        assignment_id=row.pk,
        visit_id=visit_id,
        caregiver_id=row.caregiver_id,
        instead_of_id=old.caregiver_id,
        household_id=row.household_id,
        starts_at=starts_at,
        reason=decision,
    )
