"""The way there, the door, and the end."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.booking import operations as booking_operations
from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch import queries as dispatch_queries
from anjia.fieldwork.events import CaregiverCheckedIn, CaregiverSetOut, HouseholdNoted, VisitCompleted
from anjia.fieldwork.models import StepPhoto, StepTick, VisitWork
from anjia.fieldwork.operations import acts
from anjia.fieldwork.operations.acts import Tap
from anjia.fieldwork.operations.scopes import settle_scope
from anjia.fieldwork.rules import (
    FAR_METRES,
    LEAST_REASON,
    Lack,
    coarse_metres,
    is_far,
    is_on_earth,
    lacks,
    late_minutes,
)
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line, clean_text


@whole
def set_out(
    *,
    visit_id: int,
    caregiver_id: int,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Says that the caregiver is on the way. Saying it twice, or after check-in, changes nothing."""
    doing = acts.begin(Tap("set_out", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None or doing.work.set_out_at or doing.work.checked_in_at:
        return
    acts.refuse_closed(doing.work)
    doing.work.set_out_at = at
    doing.work.save(update_fields=["set_out_at"])
    announce(CaregiverSetOut(**acts.names_of(doing.work)), at=at, by=by)


def forget_the_way(*, visit_id: int, before: datetime) -> None:
    """The visit was moved: a way that began before then led nowhere, and she sets out anew. Twice is once."""
    VisitWork.objects.filter(visit_id=visit_id, checked_in_at__isnull=True, set_out_at__lte=before).update(
        set_out_at=None
    )


@whole
def check_in(
    *,
    visit_id: int,
    caregiver_id: int,
    latitude: float | None,
    longitude: float | None,
    at: datetime,
    by: Actor,
    note: str = "",
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Says that the caregiver is at the door; of the place only the distance from the home is kept, to 10 m.

    Farther than 500 m, or without a place, a note must say why, unless the home's own place is known only roughly.
    Lateness counts by `at`, the server's time; `said_at` is kept beside it. A second check-in changes nothing.
    """
    remark = clean_line(note, most=200, what=_("the note"))
    doing = acts.begin(Tap("check_in", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None or doing.work.checked_in_at:
        return
    work = doing.work
    acts.refuse_closed(work)
    metres = _metres_from_home(doing.visit, latitude, longitude, remark)
    work.checked_in_at, work.check_in_said_at = at, said_at
    work.check_in_metres, work.check_in_note = metres, remark
    work.late_minutes = late_minutes(doing.visit.starts_at, at)
    work.save()
    fact = CaregiverCheckedIn(**acts.names_of(work), late_minutes=work.late_minutes, metres=metres, note=remark)
    announce(fact, at=at, by=by)


def _metres_from_home(visit: VisitSummary, latitude: float | None, longitude: float | None, note: str) -> int | None:
    """The distance to be kept; None when the phone or the address book does not know the place. Refuses a far one."""
    home = household_queries.home(visit.home_id)
    here = None if latitude is None or longitude is None else Place(latitude, longitude)
    if home.rough:
        return None
    metres = coarse_metres(home.place, here) if here and is_on_earth(here) else None
    if is_far(metres) and not note:
        raise _far(metres)
    return metres


def _far(metres: int | None) -> Refusal:
    if metres is None:
        sentence = _("Your phone does not say where you are. Please write a short note, such as “at the door”.")
        return Refusal(sentence, field="note")
    sentence = _("You are about %(metres)d m from the home; up to %(most)d m is normal. Please write why.")
    return Refusal(sentence % {"metres": metres, "most": FAR_METRES}, field="note")


@whole
def complete_visit(
    *,
    visit_id: int,
    caregiver_id: int,
    at: datetime,
    by: Actor,
    reason: str = "",
    closing_note: str = "",
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Finishes the visit and marks it done in the same transaction. A second time changes nothing.

    What was guaranteed is held against what was done: it keeps its promise, or breaks it and tells what is missing.

    Refuses, naming them, when steps or photos of the standard are missing and no `reason` is given.
    """
    why = clean_line(reason, most=300, what=_("the reason"))
    words = clean_text(closing_note, most=500, what=_("your words to the household"))
    doing = acts.begin(Tap("complete", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None or doing.work.completed_at:
        return
    work = doing.work
    acts.refuse_before_check_in(work)
    missing = _lacks_of(work)
    _refuse_lacks(missing, why)
    work.completed_at, work.closing_note = at, words
    work.missing_reason = why if missing else ""
    work.save(update_fields=["completed_at", "closing_note", "missing_reason"])
    booking_operations.mark_visit_done(visit_id=visit_id, at=at, by=by)
    settle_scope(work, doing.visit, at=at, by=by)
    announce(_completed(work, doing.visit, at), at=at, by=by)


def _lacks_of(work: VisitWork) -> tuple[Lack, ...]:
    ticked = set(StepTick.objects.filter(work=work).values_list("position", flat=True))
    photos = set(StepPhoto.objects.filter(work=work).values_list("position", "when"))
    return lacks(work.standard, ticked, photos)


def _refuse_lacks(missing: tuple[Lack, ...], reason: str) -> None:
    if not missing or len(reason) >= LEAST_REASON:
        return
    titles = list(dict.fromkeys(lack.title for lack in missing))
    shown = _(", ").join(f"“{title}”" for title in titles[:3])
    more = ngettext("%d more step", "%d more steps", len(titles) - 3) % (len(titles) - 3)
    listed = f"{shown} + {more}" if len(titles) > 3 else shown
    sentence = _("Not finished yet: %(steps)s. Please complete it, or write why it was left out.")
    raise Refusal(sentence % {"steps": listed}, field="reason")


def _completed(work: VisitWork, visit: VisitSummary, at: datetime) -> VisitCompleted:
    arrived = work.checked_in_at or at
    return VisitCompleted(
        **acts.names_of(work),
        order_id=visit.order_id,
        offering_id=visit.offering_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        price_fen=visit.price_fen,
        worked_minutes=int((at - arrived).total_seconds()) // 60,
        late_minutes=work.late_minutes,
        reason=work.missing_reason,
    )


@whole
def leave_note(*, visit_id: int, household_id: int, text: str, at: datetime, by: Actor) -> None:
    """Leaves the caregiver a word for this visit, of 1-500 characters; a later one replaces it. Raises Missing."""
    visit = booking_queries.visit(visit_id)
    if visit.household_id != household_id:
        raise Missing
    words = clean_text(text, most=500, least=1, what=_("your note"))
    assignment = dispatch_queries.assignment_of(visit_id)
    if visit.state != VisitState.PLANNED or assignment is None:
        raise Refusal(_("A note reaches the caregiver until the visit ends. Please call the company instead."))
    work = acts.locked_work(visit, assignment.caregiver_id)
    if work.household_note == words:
        return
    work.household_note, work.household_noted_at = words, at
    work.save(update_fields=["household_note", "household_noted_at"])
    announce(HouseholdNoted(**acts.names_of(work), text=words), at=at, by=by)
