"""Place orders, move and cancel visits, mark them done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved
from anjia.booking.models import Order, OrderCount, Visit
from anjia.booking.rules import (
    LEAST_MINUTES,
    MOST_MINUTES,
    OrderState,
    VisitState,
    is_late,
    may_change,
    may_start,
    order_number,
)
from anjia.catalog import queries as catalog_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.prepared import Given, Prepared
from anjia.kernel.text import clean_line

_COUNT = Prepared(lambda: OrderCount.objects.filter(day=Given("day")).values_list("count"))


@dataclass(frozen=True)
class PlacedOrder:
    """What placing an order made."""

    order_id: int
    visit_id: int


def place_order(
    *,
    household_id: int,
    offering_id: int,
    home_id: int,
    starts_at: datetime,
    minutes: int,
    visit_price_fen: int,
    at: datetime,
    by: Actor,
    proposal_id: int | None = None,
) -> PlacedOrder:
    """Writes an order with its first visit. The home must be the household's; the start lies ahead of `at`.

    `visit_price_fen` is the price of one visit, kept on the visit whatever the price list says later.
    """
    if household_queries.home(home_id).household_id != household_id:
        raise Missing
    offering = catalog_queries.offering(offering_id)
    starts_at = _clean_start(starts_at, at)
    _check_minutes(minutes)
    within(visit_price_fen, 0, MOST_FEN)
    with transaction.atomic(savepoint=False):  # nothing is refused from here on
        order = Order.objects.create(
            number=_next_number(at),
            household_id=household_id,
            home_id=home_id,
            offering_id=offering_id,
            proposal_id=proposal_id,
            minutes=minutes,
            visit_price_fen=visit_price_fen,
            placed_at=at,
        )
        visit = _plan_visit(order, offering.name, starts_at)
        announce(_placed(order, visit), at=at, by=by)
    return PlacedOrder(order.pk, visit.pk)


def _plan_visit(order: Order, title: str, starts_at: datetime) -> Visit:
    visit: Visit = Visit.objects.create(
        order=order,
        household_id=order.household_id,
        home_id=order.home_id,
        offering_id=order.offering_id,
        title=title[:80],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=order.minutes),
        minutes=order.minutes,
        price_fen=order.visit_price_fen,
    )
    return visit


def _placed(order: Order, visit: Visit) -> OrderPlaced:
    return OrderPlaced(
        order_id=order.pk,
        visit_id=visit.pk,
        household_id=order.household_id,
        offering_id=order.offering_id,
        proposal_id=order.proposal_id,
        number=order.number,
        title=visit.title,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        price_fen=visit.price_fen,
    )


def _next_number(at: datetime) -> str:
    """Takes the day's next number; the counting row stays locked until the order is in."""
    day = day_of(at)
    mine = OrderCount.objects.filter(day=day)
    if not mine.update(count=F("count") + 1):
        OrderCount.objects.get_or_create(day=day)  # the first order of the day; of two at once, one makes the row
        mine.update(count=F("count") + 1)
    return order_number(day, *_COUNT.first(day=day))


def _clean_start(starts_at: datetime, at: datetime) -> datetime:
    start = starts_at.replace(second=0, microsecond=0)
    if not may_start(start, at):
        sentence = _("A visit cannot start on %(when)s. Please choose a time ahead of now, within a year.")
        shown = start.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        raise Refusal(sentence % {"when": shown}, field="starts_at")
    return start


def _check_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        sentence = _("A visit lasts between %(least)d minutes and 24 hours; %(minutes)d minutes is not possible.")
        raise Refusal(sentence % {"least": LEAST_MINUTES, "minutes": minutes}, field="minutes")


def _locked(visit_id: int) -> Visit:
    """The visit, locked until the transaction ends. Raises Missing."""
    visit: Visit | None = Visit.objects.select_for_update().filter(pk=visit_id).first()
    if visit is None:
        raise Missing
    return visit


def _refuse_closed(visit: Visit) -> None:
    if may_change(visit.state):
        return
    if visit.state == VisitState.DONE:
        raise Refusal(_("This visit is done; it can no longer be changed. Please order a new one."))
    raise Refusal(_("This visit was cancelled; it can no longer be changed. Please order a new one."))


def move_visit(*, visit_id: int, starts_at: datetime, at: datetime, by: Actor, reason: str = "") -> None:
    """Gives a planned visit another start; its length and price stay. The same start changes nothing."""
    why = clean_line(reason, most=200, what=_("the reason"))
    with transaction.atomic():
        visit = _locked(visit_id)
        _refuse_closed(visit)
        start = _clean_start(starts_at, at)
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
        )
        announce(fact, at=at, by=by)


def cancel_visit(*, visit_id: int, reason: str, at: datetime, by: Actor, late_confirmed: bool = False) -> bool:
    """Cancels a planned visit for a reason of 1-200 characters; the order goes with its last visit.

    Less than a day before the start it is refused until `late_confirmed`: the caregiver's day is made by then.
    Cancelling what is cancelled changes nothing; returns whether it changed.
    """
    why = clean_line(reason, most=200, what=_("the reason"), least=1)
    with transaction.atomic():
        visit = _locked(visit_id)
        if visit.state == VisitState.CANCELLED:
            return False
        _refuse_closed(visit)
        late = is_late(visit.starts_at, at)
        if late and not late_confirmed:
            sentence = _("It is less than 24 hours to this visit and the caregiver's day is planned. Please confirm.")
            raise Refusal(sentence, field="late_confirmed")
        _close(visit, VisitState.CANCELLED, at=at, reason=why)
        _cancel_empty_order(visit.order_id, why)
        announce(_cancelled(visit, why, late=late), at=at, by=by)
    return True


def _cancelled(visit: Visit, reason: str, *, late: bool) -> VisitCancelled:
    return VisitCancelled(
        visit_id=visit.pk,
        order_id=visit.order_id,
        household_id=visit.household_id,
        starts_at=visit.starts_at,
        reason=reason,
        late=late,
    )


def _close(visit: Visit, state: VisitState, *, at: datetime, reason: str = "") -> None:
    visit.state, visit.closed_at, visit.cancel_reason = state, at, reason
    visit.save(update_fields=["state", "closed_at", "cancel_reason"])


def _cancel_empty_order(order_id: int, reason: str) -> None:
    if not Visit.objects.filter(order_id=order_id).exclude(state=VisitState.CANCELLED).exists():
        Order.objects.filter(pk=order_id).update(state=OrderState.CANCELLED, cancel_reason=reason)


def mark_visit_done(*, visit_id: int, at: datetime, by: Actor) -> bool:
    """Closes a planned visit whose work is complete; twice is once. Refuses a cancelled one.

    Tells nothing: the fact is fieldwork's VisitCompleted, announced in the same transaction.
    """
    with transaction.atomic():
        visit = _locked(visit_id)
        if visit.state == VisitState.DONE:
            return False
        _refuse_closed(visit)
        _close(visit, VisitState.DONE, at=at)
    return True
