"""The dates of a series as lines: visits with their state, and days on which nobody comes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import SeriesSummary, VisitSummary
from anjia.booking.rules import Occurrence, Skipped
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.series_words import holiday_words, kept_words, skipped_words
from anjia.kernel.clock import day_of, midnight


@dataclass(frozen=True)
class DateLine:
    """One date of a series: a visit with its state, or a day on which nobody comes, and why."""

    on: date
    visit: VisitSummary | None = None
    who: str = ""
    note: str = ""
    tone: str = ""
    label: str = ""

    @property
    def comes(self) -> bool:
        """Whether somebody comes."""
        return self.visit is not None and self.visit.state != "cancelled"


def date_lines(series: SeriesSummary, who: dict[int, str], *, at: datetime) -> list[DateLine]:
    """What comes and what does not, from today as far as visits are planned, in order."""
    today = day_of(at)
    exceptions = {(one.on, one.kind): kept_reason(one.reason) for one in booking.exceptions_of_series(series.id)}
    dates = {one.on: one for one in series.dates(series.made_until)}
    visits = [one for one in booking.visits_of_series(series.id) if one.ends_at >= at or day_of(one.starts_at) >= today]
    standing = {one.occurs_on: one for one in visits if one.state != "cancelled"}
    gone = {one.occurs_on: one for one in visits if one.state == "cancelled" and one.occurs_on not in standing}
    lines = [_visit_line(one, dates.get(on), exceptions, who, today) for on, one in standing.items() if on]
    cancelled = _("cancelled")
    lines += [DateLine(on, one, note=kept_reason(one.cancel_reason), label=cancelled) for on, one in gone.items() if on]
    named = {line.on for line in lines}
    for on, kind in exceptions:
        if kind == "cancelled" and on >= today and on not in named:
            lines.append(DateLine(on, note=exceptions[on, kind], label=_("left out")))
            named.add(on)
    lines += [
        DateLine(one.on, note=skipped_words(one, today), label=_("nobody comes"))
        for one in dates.values()
        if not one.kept and one.on >= today and one.on not in named
    ]
    return sorted(lines, key=lambda line: (line.on, line.visit.id if line.visit else 0))


def _visit_line(
    visit: VisitSummary,
    date_of_rule: Occurrence | None,
    exceptions: dict[tuple[date, str], str],
    who: dict[int, str],
    today: date,
) -> DateLine:
    on = visit.occurs_on or today
    name = who.get(visit.id, "")
    if (on, "moved") in exceptions:
        note = exceptions[on, "moved"] or _("Moved by itself")
        return DateLine(on, visit, name, note, label=_("moved"))
    if (on, "gave_way") in exceptions and date_of_rule and visit.starts_at != _by_rule(date_of_rule):
        return DateLine(on, visit, name, exceptions[on, "gave_way"], label=_("at another time"))
    if date_of_rule and date_of_rule.skipped is Skipped.HOLIDAY:
        note = _("By the calendar published since, this is a holiday: %(holiday)s. Cancel it or leave it.")
        return DateLine(on, visit, name, note % {"holiday": holiday_words(date_of_rule, today)}, tone="warn")
    return DateLine(on, visit, name, kept_words(date_of_rule, today))


def _by_rule(one: Occurrence) -> datetime:
    return midnight(one.day) + timedelta(minutes=one.rule.starts_minute)
