"""Booking's facts in words."""

from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.booking.events import (
    NeedsChecked,
    NeedsCheckWaived,
    OrderPlaced,
    ScopeAgreed,
    VisitCancelled,
    VisitMoved,
)
from anjia.booking.queries import waiver_names
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel import clock
from anjia.kernel.clock import day_of


def _places(visit_id: int) -> dict[str, str]:
    return {"url": url_of("desk:visit", visit_id), "household_url": url_of("household:visit", visit_id)}


def url_of(name: str, key: int) -> str:
    """The address of a page about one thing; empty where there is none."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


@tells(OrderPlaced)
def order_placed(event: OrderPlaced) -> Telling:
    when = formats.moment(event.starts_at, day_of(clock.now()))
    values = {"number": event.number, "title": event.title, "when": when}
    return Telling(
        icon="document",
        sentence=_("Order %(number)s: %(title)s, %(when)s.") % values,
        details=((_("Price"), formats.yuan(event.price_fen)), (_("Duration"), formats.span(event.minutes))),
        to_household=_("You booked %(title)s for %(when)s.") % values,
        **_places(event.visit_id),
    )


@tells(VisitMoved)
def visit_moved(event: VisitMoved) -> Telling:
    today = day_of(clock.now())
    values = {
        "before": formats.moment(event.moved_from, today),
        "when": formats.moment(event.starts_at, today),
    }
    return Telling(
        icon="calendar",
        sentence=_("The visit was moved from %(before)s to %(when)s.") % values,
        details=((_("Reason"), kept_reason(event.reason)),) if event.reason else (),
        to_household=_("Your visit was moved from %(before)s to %(when)s.") % values,
        **_places(event.visit_id),
    )


@tells(VisitCancelled)
def visit_cancelled(event: VisitCancelled) -> Telling:
    values = {"when": formats.moment(event.starts_at, day_of(clock.now()))}
    sentence = _("The visit of %(when)s was cancelled.")
    if event.late:
        sentence = _("The visit of %(when)s was cancelled less than a day before.")
    return Telling(
        icon="x",
        tone="warn" if event.late else "",
        sentence=sentence % values,
        details=((_("Reason"), kept_reason(event.reason)),),
        to_household=_("Your visit of %(when)s was cancelled.") % values,
        **_places(event.visit_id),
    )


@tells(NeedsChecked)
def needs_checked(event: NeedsChecked) -> Telling:
    changed = _("Asked a week ahead: something has changed.")
    return Telling(
        icon="check-circle",
        sentence=changed if event.changed else _("Asked a week ahead: everything is as agreed."),
        details=((_("Into the dossier"), str(event.entries)),) if event.entries else (),
        to_household=_("We asked you about your next visit."),
        **_places(event.visit_id),
    )


@tells(NeedsCheckWaived)
def needs_check_waived(event: NeedsCheckWaived) -> Telling:
    reason = waiver_names().get(event.waiver, event.waiver)
    return Telling(
        icon="promise",
        sentence=_("Nobody asks again before the visit."),
        details=((_("Reason"), event.note or reason),),
        **_places(event.visit_id),
    )


@tells(ScopeAgreed)
def scope_agreed(event: ScopeAgreed) -> Telling:
    return Telling(
        icon="shield",
        sentence=_("A guaranteed scope was agreed: %(count)d steps.") % {"count": len(event.steps)},
        details=_scope(event.steps, event.move_in_on),
        to_household=_("We guarantee you %(count)d steps of this visit.") % {"count": len(event.steps)},
        **_places(event.visit_id),
    )


def _scope(steps: tuple[str, ...], move_in_on: date | None) -> tuple[tuple[str, str], ...]:
    day = ((_("Moving in"), formats.short_day(move_in_on, day_of(clock.now()))),) if move_in_on else ()
    return (*day, (_("Guaranteed"), _(", ").join(steps)))
