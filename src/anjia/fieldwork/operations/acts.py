"""What every act shares: whose visit it is, whether it was heard before, and whether its time is right."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch import queries as dispatch_queries
from anjia.fieldwork.models import Act, VisitWork
from anjia.fieldwork.queries.progress import steps_for
from anjia.fieldwork.rules import Timing, timing_of
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import queries as workforce_queries


@dataclass(frozen=True)
class Tap:
    """One act as it reached us: on which visit, by whom, and the id by which a repeat is known."""

    kind: str
    visit_id: int
    caregiver_id: int
    client_id: UUID | None
    at: datetime
    said_at: datetime | None


@dataclass(frozen=True)
class Doing:
    """A tap that counts: the visit it is for, and the visit's work, locked until the transaction ends."""

    visit: VisitSummary
    work: VisitWork


def begin(tap: Tap) -> Doing | None:
    """Writes the tap down and locks the visit's work; None when this very tap was delivered before.

    Call inside a transaction: a Refusal later takes the tap back too, so that it can be sent again. Raises Missing
    for a visit that is not assigned to this caregiver now.
    """
    if heard_before(tap):
        return None
    visit = own_visit(tap)
    _refuse_other_times(visit, tap.at)
    work = _begun(locked_work(visit, tap.caregiver_id), visit)
    return Doing(visit, work) if _write_down(tap, work) else None


def heard_before(tap: Tap) -> bool:
    """Whether this very tap was delivered already. Refuses an id that belonged to another act."""
    if tap.client_id is None:
        return False
    known = Act.objects.filter(client_id=tap.client_id).values_list("work__visit_id", "caregiver_id", "kind").first()
    if known is None:
        return False
    if known != (tap.visit_id, tap.caregiver_id, tap.kind):
        raise Refusal(_("This tap was already sent for something else. Please reload the page and tap again."))
    return True


def _write_down(tap: Tap, work: VisitWork) -> bool:
    """Whether the tap is new: two deliveries at the same moment meet here, one after the other."""
    if tap.client_id is None:
        return True
    values = {"work": work, "caregiver_id": tap.caregiver_id, "kind": tap.kind, "at": tap.at, "said_at": tap.said_at}
    return bool(Act.objects.get_or_create(client_id=tap.client_id, defaults=values)[1])


def own_visit(tap: Tap) -> VisitSummary:
    """The visit, when it is assigned to this caregiver now: of two who start together, the leading one acts for both.

    Raises Missing.
    """
    visit = booking_queries.visit(tap.visit_id)
    crew = dispatch_queries.crews_of_visits([tap.visit_id]).get(tap.visit_id, ())
    if tap.caregiver_id not in {one.caregiver_id for one in crew}:
        raise Missing
    if crew[0].caregiver_id != tap.caregiver_id:
        name = workforce_queries.names_of([crew[0].caregiver_id]).get(crew[0].caregiver_id, "")
        raise Refusal(_("%(name)s leads this visit and checks in for both of you. Please tell her.") % {"name": name})
    return visit


def locked_work(visit: VisitSummary, caregiver_id: int) -> VisitWork:
    """The row of the visit's work, made at the first act; a caregiver who takes over starts her own way."""
    first = {"caregiver_id": caregiver_id, "household_id": visit.household_id}
    VisitWork.objects.get_or_create(visit_id=visit.id, defaults=first)
    work: VisitWork = VisitWork.objects.select_for_update().get(visit_id=visit.id)
    if work.caregiver_id != caregiver_id and work.completed_at is None:
        work.caregiver_id = caregiver_id
        work.set_out_at = work.checked_in_at = work.check_in_said_at = work.check_in_metres = None
        work.check_in_note, work.late_minutes = "", 0
        work.save()
    return work


def _begun(work: VisitWork, visit: VisitSummary) -> VisitWork:
    """The work with its steps as they stand at the first act."""
    if work.steps is None:
        work.steps = [asdict(step) for step in steps_for(visit)]
        work.save(update_fields=["steps"])
    return work


def _refuse_other_times(visit: VisitSummary, at: datetime) -> None:
    if visit.state == VisitState.CANCELLED:
        raise Refusal(_("This visit was cancelled. Please do not go; ask the company if you are on the way."))
    timing = timing_of(visit.starts_at, visit.ends_at, at)
    if timing is Timing.POSSIBLE:
        return
    when = moment_in_words(visit.starts_at, beside=day_of(at))
    if timing is Timing.EARLY:
        raise Refusal(_("This visit begins on %(when)s. You can tap here from 12 hours before.") % {"when": when})
    raise Refusal(_("This visit was on %(when)s, more than 3 days ago. Please tell the company.") % {"when": when})


def refuse_closed(work: VisitWork) -> None:
    """Refuses to change what is done."""
    if work.completed_at is not None:
        sentence = _("This visit is finished and can no longer be changed. If something is wrong, tell the company.")
        raise Refusal(sentence)


def refuse_before_check_in(work: VisitWork) -> None:
    """Refuses work that nobody has arrived for, or that is done."""
    refuse_closed(work)
    if work.checked_in_at is None:
        raise Refusal(_("Please check in at the door first."))


def names_of(work: VisitWork) -> dict[str, int]:
    """What every fact of a visit names."""
    return {"visit_id": work.visit_id, "caregiver_id": work.caregiver_id, "household_id": work.household_id}
