"""Move and cancel visits, mark them done."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking.events import VisitCancelled, VisitMoved
from anjia.booking.models import ExceptionDate, Order, Series, Visit
from anjia.booking.operations.orders import clean_start
from anjia.booking.rules import ExceptionKind, OrderState, SeriesState, VisitState, is_late, may_change
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, announce_all, signed
from anjia.kernel.text import clean_line


def locked_visit(visit_id: int) -> Visit:
    """The visit, locked until the transaction ends. Raises Missing."""
    visit: Visit | None = Visit.objects.select_for_update().filter(pk=visit_id).first()
    if visit is None:
        raise Missing
    return visit


def refuse_closed(visit: Visit) -> None:
    if may_change(visit.state):
        return
    if visit.state == VisitState.DONE:
        raise Refusal(_("This visit is done; it can no longer be changed. Please order a new one."))
    raise Refusal(_("This visit was cancelled; it can no longer be changed. Please order a new one."))


def keep_still(*, visit_id: int, starts_at: datetime) -> None:
    """Locks the visit until the caller's transaction ends. Refuses (field "expected") one that begins at another time.

    Raises Missing for a visit of nobody here.
    """
    if locked_visit(visit_id).starts_at != starts_at:
        raise Refusal(_("This visit was moved a moment ago. Please look at it again."), field="expected")


def move_visit(
    *,
    visit_id: int,
    starts_at: datetime,
    at: datetime,
    by: Actor,
    reason: str = "",
    household_asked: bool | None = None,
) -> None:
    """Gives a planned visit another start; its length and price stay. The same start changes nothing.

    `household_asked`: whose wish it is; by default the household's if it acts itself.
    """
    why = clean_line(reason, most=200, what=_("the reason"))
    with transaction.atomic():
        visit = locked_visit(visit_id)
        refuse_closed(visit)
        start = clean_start(starts_at, at)
        if start == visit.starts_at:
            return
        moved_from, visit.starts_at = visit.starts_at, start
        visit.ends_at = start + timedelta(minutes=visit.minutes)
        visit.save(update_fields=["starts_at", "ends_at"])
        fact = VisitMoved(
            visit_id=visit.pk,
            order_id=visit.order_id,
            household_id=visit.household_id,
            moved_from=moved_from,
            starts_at=start,
            reason=why,
            household_asked=wish_of(household_asked, by),
        )
        announce(fact, at=at, by=by)
        _remember_date(visit, ExceptionKind.MOVED, why, at=at, by=by)


def wish_of(household_asked: bool | None, by: Actor) -> bool:
    """Whose wish a change is: as somebody says, else the household's if it acts itself."""
    return by.kind == "household" if household_asked is None else household_asked


def cancel_visit(
    *,
    visit_id: int,
    reason: str,
    at: datetime,
    by: Actor,
    late_confirmed: bool = False,
    household_asked: bool | None = None,
) -> bool:
    """Cancels a planned visit for a reason of 1-200 characters; the order goes with its last visit.

    `household_asked`: whose wish it is; by default the household's if it acts itself.

    Less than a day before the start it is refused until `late_confirmed`: the caregiver's day is made by then.
    Cancelling what is cancelled changes nothing; returns whether it changed.
    """
    why = clean_line(reason, most=200, what=_("the reason"), least=1)
    with transaction.atomic():
        visit = locked_visit(visit_id)
        if visit.state == VisitState.CANCELLED:
            return False
        refuse_closed(visit)
        late = is_late(visit.starts_at, at)
        if late and not late_confirmed:
            sentence = _("It is less than 24 hours to this visit and the caregiver's day is planned. Please confirm.")
            raise Refusal(sentence, field="late_confirmed")
        cancel_locked(visit, why, at=at, by=by, household_asked=household_asked)
        _remember_date(visit, ExceptionKind.CANCELLED, why, at=at, by=by)
    return True


def cancel_locked(visit: Visit, reason: str, *, at: datetime, by: Actor, household_asked: bool | None) -> None:
    """Cancels a planned visit that is locked; the order goes with its last visit, unless a series goes on under it."""
    cancel_all([visit], reason, at=at, by=by, household_asked=household_asked)


def cancel_all(visits: Sequence[Visit], reason: str, *, at: datetime, by: Actor, household_asked: bool | None) -> None:
    """As `cancel_locked` for visits of one order, in few statements however many they are."""
    state = VisitState.CANCELLED
    ids = [visit.pk for visit in visits]
    Visit.objects.filter(pk__in=ids).update(state=state, closed_at=at, cancel_reason=reason)
    for order_id in {visit.order_id for visit in visits}:
        _cancel_empty_order(order_id, reason)
    asked = wish_of(household_asked, by)
    late = (is_late(visit.starts_at, at) for visit in visits)
    facts = [_cancelled(visit, reason, late=one, asked=asked) for visit, one in zip(visits, late, strict=True)]
    announce_all(facts, at=at, by=by)


def _remember_date(visit: Visit, kind: ExceptionKind, reason: str, *, at: datetime, by: Actor) -> None:
    """A visit of a series changed by itself: the series leaves its date alone from now on."""
    if visit.series_id is not None:
        values = {"visit_id": visit.pk, "reason": reason, **signed(by, at)}
        whose = {"series_id": visit.series_id, "occurs_on": visit.occurs_on, "kind": kind}
        ExceptionDate.objects.get_or_create(**whose, defaults=values)


def _cancelled(visit: Visit, reason: str, *, late: bool, asked: bool) -> VisitCancelled:
    return VisitCancelled(
        visit_id=visit.pk,
        order_id=visit.order_id,
        household_id=visit.household_id,
        starts_at=visit.starts_at,
        reason=reason,
        late=late,
        household_asked=asked,
    )


def _close(visit: Visit, state: VisitState, *, at: datetime, reason: str = "") -> None:
    visit.state, visit.closed_at, visit.cancel_reason = state, at, reason
    visit.save(update_fields=["state", "closed_at", "cancel_reason"])


def _cancel_empty_order(order_id: int, reason: str) -> None:
    goes_on = Series.objects.filter(order_id=order_id, state=SeriesState.RUNNING).exists()
    if not goes_on and not Visit.objects.filter(order_id=order_id).exclude(state=VisitState.CANCELLED).exists():
        Order.objects.filter(pk=order_id).update(state=OrderState.CANCELLED, cancel_reason=reason)


def mark_visit_done(*, visit_id: int, at: datetime, by: Actor) -> bool:
    """Closes a planned visit whose work is complete; twice is once. Refuses a cancelled one.

    Tells nothing: the fact is fieldwork's VisitCompleted, announced in the same transaction.
    """
    with transaction.atomic():
        visit = locked_visit(visit_id)
        if visit.state == VisitState.DONE:
            return False
        refuse_closed(visit)
        _close(visit, VisitState.DONE, at=at)
    return True
