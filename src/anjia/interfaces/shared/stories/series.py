"""Facts of series in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.booking.events import (
    SeriesChanged,
    SeriesContinued,
    SeriesEnded,
    SeriesStarted,
    VisitPlanned,
    VisitReshaped,
)
from anjia.booking.rules import ChangeKind
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.stories.booking import url_of
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel import clock
from anjia.kernel.clock import day_of


def _series(series_id: int) -> dict[str, Any]:
    return {"url": url_of("desk:series", series_id), "household_url": url_of("household:series", series_id)}


def _visit(visit_id: int) -> dict[str, Any]:
    return {"url": url_of("desk:visit", visit_id), "household_url": url_of("household:visit", visit_id)}


def _day(day: date) -> str:
    return formats.short_day(day, day_of(clock.now()))


def _visits(count: int) -> str:
    return ngettext("%(count)d visit", "%(count)d visits", count) % {"count": count}


@tells(VisitPlanned)
def visit_planned(event: VisitPlanned) -> Telling:
    when = formats.moment(event.starts_at, day_of(clock.now()))
    return Telling(
        icon="calendar",
        sentence=_("The next visit of the series: %(when)s.") % {"when": when},
        **_visit(event.visit_id),
    )


@tells(VisitReshaped)
def visit_reshaped(event: VisitReshaped) -> Telling:
    length = (_("Duration"), f"{formats.span(event.minutes_before)} → {formats.span(event.minutes)}")
    price = (_("Price"), f"{formats.yuan(event.price_fen_before)} → {formats.yuan(event.price_fen)}")
    return Telling(
        icon="edit",
        sentence=_("The visit got another length or price with its series."),
        details=(length, price),
        **_visit(event.visit_id),
    )


@tells(SeriesStarted)
def series_started(event: SeriesStarted) -> Telling:
    values = {"day": _day(event.from_on), "visits": _visits(event.made)}
    days = _(", ").join(_day(date.fromisoformat(day)) for day, _why in event.skipped)
    return Telling(
        icon="calendar",
        sentence=_("A series was agreed from %(day)s on; %(visits)s are planned.") % values,
        details=((_("Nobody comes on"), days),) if days else (),
        to_household=_("You agreed on a series from %(day)s on; %(visits)s are planned.") % values,
        **_series(event.series_id),
    )


@tells(SeriesChanged)
def series_changed(event: SeriesChanged) -> Telling:
    last = _day(event.until_on) if event.until_on else ""
    values = {"day": _day(event.from_on), "last": last}
    sentence = {
        ChangeKind.FOLLOWING: _("The series was changed from %(day)s on."),
        ChangeKind.ALL: _("The whole series was changed."),
        ChangeKind.PAUSED: _("The series pauses from %(day)s to %(last)s."),
        ChangeKind.RESUMED: _("The series comes again from %(day)s to %(last)s."),
    }[ChangeKind(event.kind)] % values
    counted = ((_("new"), event.made), (_("moved"), event.moved), (_("cancelled"), event.cancelled))
    details = [(label, _visits(count)) for label, count in (*counted, (_("left as they were"), event.left)) if count]
    reason = [(_("Reason"), kept_reason(event.reason))] if event.reason else []
    return Telling(
        icon="edit",
        sentence=sentence,
        details=(*details, *reason),
        to_household=sentence,
        **_series(event.series_id),
    )


@tells(SeriesContinued)
def series_continued(event: SeriesContinued) -> Telling:
    values = {"visits": _visits(event.made), "day": _day(event.until_on)}
    waiting = ((_("Without a caregiver yet"), _visits(event.unstaffed)),) if event.unstaffed else ()
    return Telling(
        icon="calendar",
        tone="warn" if event.unstaffed else "",
        sentence=_("The series was planned on to %(day)s: %(visits)s.") % values,
        details=waiting,
        **_series(event.series_id),
    )


@tells(SeriesEnded)
def series_ended(event: SeriesEnded) -> Telling:
    values = {"day": _day(event.from_on), "visits": _visits(event.cancelled)}
    return Telling(
        icon="x",
        sentence=_("The series ended with %(day)s; %(visits)s were cancelled.") % values,
        details=((_("Reason"), kept_reason(event.reason)),) if event.reason else (),
        to_household=_("Your series ended with %(day)s.") % values,
        **_series(event.series_id),
    )
