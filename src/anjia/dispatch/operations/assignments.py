"""Giving a visit its caregiver, changing her, and giving her time back."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch import rules
from anjia.dispatch.events import AssignmentChanged, AssignmentReleased, CaregiverAssigned
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.diaries import lock_diaries, locked_crew, locked_row, release
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
    crew = locked_crew(hold_id)
    if crew[0].state == Assignment.State.ASSIGNED and crew[0].visit_id == visit_id:
        return int(crew[0].pk)
    if any(row.state != Assignment.State.HELD for row in crew):
        raise Refusal(_("The time kept for you has run out. Please choose a start again."), field="starts_at")
    _check_same_time(crew, booking.visit(visit_id))
    for row in crew:
        refuse_excluded(row.household_id, row.caregiver_id, at=at, visit_id=visit_id)
        row.state, row.visit_id, row.expires_at = Assignment.State.ASSIGNED, visit_id, None
        with once_per_visit(savepoint=False):
            row.save(update_fields=["state", "visit_id", "expires_at"])
        keep_week_of(row.caregiver_id, row.starts_minute)
        tell_assigned(row, at=at, by=by)
    return int(crew[0].pk)


def _check_same_time(crew: list[Assignment], visit: booking.VisitSummary) -> None:
    row = crew[0]
    if len(crew) != visit.people:
        raise Refusal(_("This time is kept for another number of people. Please choose a start again."))
    if (minute_of(visit.starts_at), minute_of(visit.ends_at)) != (row.starts_minute, row.ends_minute):
        raise Refusal(_("The visit has another time than the one kept for it. Please choose a start again."))


def tell_assigned(row: Assignment, *, at: datetime, by: Actor) -> None:
    """Announces that the visit has its caregiver."""
    announce(assigned(row), at=at, by=by)


def assigned(row: Assignment) -> CaregiverAssigned:
    """The fact that the visit of the row has its caregiver."""
    return CaregiverAssigned(
        assignment_id=row.pk,
        visit_id=row.visit_id or 0,
        caregiver_id=row.caregiver_id,
        household_id=row.household_id,
        starts_at=at_minute(row.starts_minute),
        reasons=tuple((ground, value, points) for ground, value, points in row.reasons),
    )


def released(row: Assignment) -> AssignmentReleased:
    """The fact that the visit of the row has lost its caregiver, and she has her time back."""
    return AssignmentReleased(
        assignment_id=row.pk,
        visit_id=row.visit_id or 0,
        caregiver_id=row.caregiver_id,
        household_id=row.household_id,
        starts_at=at_minute(row.starts_minute),
    )


@whole
def assign_visit(*, visit_id: int, at: datetime, by: Actor, caregiver_id: int | None = None, reason: str = "") -> int:
    """Gives a planned visit a caregiver and returns the assignment's id; without one named, the best who is free.

    A visit of two gets whoever it lacks; a named caregiver takes one place, and the first one leads. Refuses a visit
    that lacks nobody, and a caregiver who is not free, with her next free start.
    """
    decision = clean_line(reason, most=200, what=_("the reason"))
    need = planned_need(visit_id, at)
    crew = _crew_of(visit_id)
    # Of two who assign at once the database lets one have a place; a full crew is refused by the same sentence.
    places = [seat for seat in range(1, need.people + 1) if seat not in crew] or [1]
    chooser = rules.chooser_of(by.kind) if caregiver_id is not None else Chooser.SYSTEM
    lead_id = 0
    for seat in places if caregiver_id is None else places[:1]:
        sent = set(crew.values())
        chosen = caregiver_id if caregiver_id is not None else _best(need, at, sent)
        if chosen in sent:
            raise Refusal(_("She has this visit already. Please choose another caregiver."), field="caregiver")
        lock_diaries([chosen])
        row = lay(need, chosen, assigned_row(need, decision, seat=seat, at=at, by=by, chooser=chooser))
        tell_assigned(row, at=at, by=by)
        crew[seat] = chosen
        lead_id = lead_id or int(row.pk)
    return lead_id


def _crew_of(visit_id: int) -> dict[int, int]:
    """Who is sent to the visit, by place in the crew."""
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    return dict(rows.values_list("seat", "caregiver_id"))


def _best(need: VisitNeed, at: datetime, without: Collection[int]) -> int:
    found = ranked(need, at=at, most=1, without=without if need.people > 1 else ())
    if not found:
        sentence = _("Nobody is free for this visit. Please move it, or ask somebody to change her hours.")
        raise Refusal(sentence, field="starts_at")
    return found[0].caregiver_id


def planned_need(visit_id: int, at: datetime) -> VisitNeed:
    """What the visit asks for; refuses one that is closed or over."""
    need = need_of(visit_id)
    refuse_closed(need, at)
    return need


def refuse_closed(need: VisitNeed, at: datetime) -> None:
    """Refuses a visit that is closed or over."""
    if need.state != VisitState.PLANNED:
        raise Refusal(_("This visit is done or cancelled; its caregiver can no longer be changed."))
    if minute_of(need.starts_at) + need.minutes <= minute_of(at):
        raise Refusal(_("This visit lies in the past; its caregiver can no longer be changed."))


def assigned_row(
    need: VisitNeed, decision: str, *, at: datetime, by: Actor, chooser: Chooser | None = None, seat: int = 1
) -> Assignment:
    """A row that is still to be laid, with the person's decision if there is one; whoever acts chose, unless said."""
    return Assignment(
        seat=seat,
        state=Assignment.State.ASSIGNED,
        visit_id=need.visit_id,
        made_at=at,
        decision=decision,
        chosen_by=chooser or rules.chooser_of(by.kind),
        decided_by=(by.name or str(by)) if decision else "",
    )


@whole
def reassign(
    *, visit_id: int, caregiver_id: int, reason: str, at: datetime, by: Actor, instead_of_id: int | None = None
) -> int:
    """Gives the visit to another caregiver because a person decided so; returns the new assignment's id.

    `reason` is 1-200 characters and stays with the visit. Of two who start together `instead_of_id` names whose place
    she takes; the leading one's if nobody is named. Refuses who is not free, and who has the visit already.
    """
    decision = clean_line(reason, most=200, what=_("the reason"), least=1)
    need = planned_need(visit_id, at)
    crew = _crew_of(visit_id)
    old_id, old_caregiver_id, seat = given_to(visit_id, instead_of_id)
    if not old_id or (instead_of_id is None and len(crew) < need.people and caregiver_id not in crew.values()):
        return assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, reason=decision, at=at, by=by)
    if caregiver_id in crew.values():
        raise Refusal(_("She has this visit already. Please choose another caregiver."), field="caregiver")
    lock_diaries([old_caregiver_id, caregiver_id])
    release(still_given(old_id), at=at)
    row = lay(need, caregiver_id, assigned_row(need, decision, seat=seat, at=at, by=by))
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


def given_to(visit_id: int, caregiver_id: int | None = None) -> tuple[int, int, int]:
    """The visit's assignment, its caregiver and her place: hers, if she is named; zeros while nobody is sent."""
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    if caregiver_id is not None:
        rows = rows.filter(caregiver_id=caregiver_id)
    return rows.order_by("seat").values_list("id", "caregiver_id", "seat").first() or (0, 0, 0)


def still_given(assignment_id: int) -> Assignment:
    """The assignment once its diary is locked, if nobody changed it meanwhile."""
    row: Assignment = Assignment.objects.get(pk=assignment_id)
    if row.state != Assignment.State.ASSIGNED:
        raise Refusal(_("Somebody changed this visit a moment ago. Please look at it again."))
    return row


@whole
def release_visit(*, visit_id: int, at: datetime, by: Actor, caregiver_id: int | None = None) -> None:
    """Gives the time of the visit's caregivers back, or of the one named; without any it stays as it is."""
    crew = _crew_of(visit_id).values()
    lock_diaries(crew)
    for one in crew:
        if caregiver_id in (None, one):
            _release_hers(visit_id, one, at=at, by=by)


def _release_hers(visit_id: int, caregiver_id: int, *, at: datetime, by: Actor) -> None:
    assignment_id, *_rest = given_to(visit_id, caregiver_id)
    if not assignment_id:
        return
    row = locked_row(assignment_id)
    if row.state != Assignment.State.ASSIGNED:
        return
    release(row, at=at)
    announce(released(row), at=at, by=by)
