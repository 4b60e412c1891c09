"""What a dispatcher does by hand on the board: another caregiver, another start, or both at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import operations as booking
from anjia.booking import queries as booking_queries
from anjia.booking.events import VisitCancelled, VisitMoved
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.events import AssignmentChanged, AssignmentReleased, CaregiverAssigned
from anjia.dispatch.queries import Version
from anjia.journeys.operations.visits import refuse_at_work
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI, minute_of
from anjia.kernel.errors import Refusal
from anjia.kernel.events import Event
from anjia.kernel.queries import story_of
from anjia.kernel.retry import whole
from anjia.workforce import queries as workforce

CHANGES = (VisitMoved, VisitCancelled, CaregiverAssigned, AssignmentChanged, AssignmentReleased)
LOOKED_BACK = 30


@dataclass(frozen=True)
class Moved:
    """A hand move: whose the visit was (None: nobody's) and when it began before, and its version now."""

    visit_id: int
    caregiver_before: int | None
    started_at: datetime
    caregiver_now: int | None
    version: Version

    @property
    def changed(self) -> bool:
        """Whether anything is other than before."""
        return (self.caregiver_before, self.started_at) != (self.caregiver_now, self.version.starts_at)


@whole
def move_by_hand(
    *,
    visit_id: int,
    caregiver_id: int | None,
    starts_at: datetime,
    expected: Version,
    reason: str,
    at: datetime,
    by: Actor,
) -> Moved:
    """Gives a visit this caregiver (None: nobody yet) and this start, in one transaction; every hard rule holds.

    `expected` is the visit as the person saw it; without an assignment, a place in it that nobody has. If it is
    another by now, a Refusal (field "expected") says who changed what and when. Refuses as moving and reassigning do,
    and changes nothing then. What it has already is kept.
    """
    refuse_at_work(visit_id)
    start = starts_at.replace(second=0, microsecond=0)
    caregiver_before = _caregiver_as_seen(visit_id, expected)
    if (caregiver_id, start) == (caregiver_before, expected.starts_at):
        return Moved(visit_id, caregiver_before, start, caregiver_id, expected)
    if start != expected.starts_at:
        _refuse_two(visit_id, expected.assignment_id)
        booking.move_visit(visit_id=visit_id, starts_at=start, reason=reason, household_asked=False, at=at, by=by)
    assignment_id = dispatch.place_by_hand(
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        instead_of=expected.assignment_id,
        reason=reason,
        at=at,
        by=by,
    )
    return Moved(visit_id, caregiver_before, expected.starts_at, caregiver_id, Version(assignment_id, start))


@whole
def rehearse_by_hand(
    *,
    visit_id: int,
    caregiver_id: int | None,
    starts_at: datetime,
    expected: Version,
    reason: str,
    at: datetime,
    by: Actor,
) -> None:
    """Refuses as `move_by_hand` would, and changes nothing: nobody is asked to agree to what cannot be done."""
    with transaction.atomic():
        move_by_hand(
            visit_id=visit_id,
            caregiver_id=caregiver_id,
            starts_at=starts_at,
            expected=expected,
            reason=reason,
            at=at,
            by=by,
        )
        transaction.set_rollback(True)


def _caregiver_as_seen(visit_id: int, expected: Version) -> int | None:
    """Whose the visit is, once it is locked; refuses a visit that is another than the one seen."""
    try:
        booking.keep_still(visit_id=visit_id, starts_at=expected.starts_at)
    except Refusal as refusal:
        raise _stale(visit_id) from refusal
    crew = dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ())
    seen = [one for one in crew if one.id == expected.assignment_id]
    lacks = len(crew) < booking_queries.visit(visit_id).people
    if not seen and (expected.assignment_id or not lacks):
        raise _stale(visit_id)
    return seen[0].caregiver_id if seen else None


def _refuse_two(visit_id: int, assignment_id: int) -> None:
    """Two who start together are moved together: by hand only one diary is looked at."""
    crew = dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ())
    if any(one.id != assignment_id for one in crew):
        raise Refusal(
            _("Two start together at this visit. Please move it on its own page: there both are given a time.")
        )


def _stale(visit_id: int) -> Refusal:
    """Who changed the visit last, what and when: for somebody who acted on an older picture of it."""
    facts = [fact for fact in story_of(f"visit:{visit_id}", limit=LOOKED_BACK) if isinstance(fact.event, CHANGES)]
    if not facts:
        sentence = _("This visit was changed a moment ago. The board shows it as it is now; please look again.")
        return Refusal(sentence, field="expected")
    values = {
        "who": facts[0].by_name or _("The system"),
        "time": facts[0].at.astimezone(SHANGHAI).strftime("%H:%M"),
        "what": _what(facts[0].event),
    }
    sentence = _("%(who)s %(what)s at %(time)s. The board shows it as it is now; please look again.")
    return Refusal(sentence % values, field="expected")


def _what(event: Event) -> str:
    if isinstance(event, VisitMoved):
        return _("moved this visit to %(when)s") % {"when": dispatch.spoken(minute_of(event.starts_at))}
    if isinstance(event, CaregiverAssigned | AssignmentChanged):
        name = workforce.names_of([event.caregiver_id]).get(event.caregiver_id, "")
        when = dispatch.spoken(minute_of(event.starts_at))
        return _("gave this visit to %(name)s on %(when)s") % {"name": name, "when": when}
    if isinstance(event, AssignmentReleased):
        return _("took this visit from its caregiver")
    return _("cancelled this visit")
