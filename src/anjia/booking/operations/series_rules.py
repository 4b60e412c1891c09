"""What a series may be: refused in a sentence where nobody could ever come."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from anjia.booking.operations.orders import check_minutes
from anjia.booking.rules import (
    MOST_VISITS,
    MOST_WEEKS_APART,
    OnHoliday,
    OnMadeUpDay,
    Rule,
)
from anjia.booking.rules.series import MOST_DAYS_AHEAD
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Agreed:
    """What a term agrees beside its dates: the price of a visit, whose coming is wished for, and how many come.

    How many come to each visit and start together is agreed once for the whole series.
    """

    rule: Rule
    visit_price_fen: int
    caregiver_id: int | None = None
    people: int = 1


def clean_rule(rule: Rule, at: datetime) -> Rule:
    """The rule with its weekdays in order. Refuses, in a sentence, one by which nobody could ever come."""
    weekdays = tuple(sorted({day for day in rule.weekdays if 0 <= day <= 6}))
    if not weekdays:
        raise Refusal(_("Please choose at least one weekday."), field="weekdays")
    if not 1 <= rule.every_weeks <= MOST_WEEKS_APART:
        sentence = _("A series comes every 1 to %(most)d weeks; for a longer time apart please order single visits.")
        raise Refusal(sentence % {"most": MOST_WEEKS_APART}, field="every_weeks")
    if not 0 <= rule.starts_minute < DAY_MINUTES:
        raise Refusal(_("Please choose a time of the day."), field="time")
    check_minutes(rule.minutes)
    _check_ends(rule, day_of(at))
    if (rule.from_on - day_of(at)).days > MOST_DAYS_AHEAD:
        raise Refusal(_("A series begins within a year. Please choose an earlier first day."), field="from_on")
    return replace(
        rule, weekdays=weekdays, on_holiday=OnHoliday(rule.on_holiday), on_made_up=OnMadeUpDay(rule.on_made_up)
    )


def _check_ends(rule: Rule, today: date) -> None:
    if rule.until_on is not None and rule.until_on < rule.from_on:
        last, first = (day_in_words(day, beside=today) for day in (rule.until_on, rule.from_on))
        sentence = _("The last day, %(last)s, lies before the first, %(first)s. Please choose a later one.")
        raise Refusal(sentence % {"last": last, "first": first}, field="until_on")
    if rule.visits is not None and not 1 <= rule.visits <= MOST_VISITS:
        sentence = _("A series has between 1 and %(most)d visits. Leave the number out if it goes on.")
        raise Refusal(sentence % {"most": MOST_VISITS}, field="visits")
