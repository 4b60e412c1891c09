"""Dates of series in words: why one is skipped, what is special about it, why a visit is left alone."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anjia.booking.rules import LeftAlone, Occurrence, Skipped
from anjia.interfaces.shared import formats


def skipped_words(one: Occurrence, today: date) -> str:
    """Why nobody comes on the date."""
    if one.skipped is Skipped.PAUSE:
        return _("Paused")
    if one.skipped is Skipped.MADE_UP and one.made_up_for:
        return _("A working day, made up for %(day)s") % {"day": formats.long_day(one.made_up_for, today)}
    if one.skipped is Skipped.TAKEN:
        return _("%(holiday)s; you have a visit on %(day)s anyway") % {
            "holiday": holiday_words(one, today),
            "day": formats.short_day(one.day, today),
        }
    return holiday_words(one, today)


def holiday_words(one: Occurrence, today: date) -> str:
    """The holiday with its days: "National Day, 1 Oct to 7 Oct"."""
    if one.holiday is None:
        return ""
    values = {
        "name": one.holiday.name(get_language() or "zh"),
        "first": formats.short_day(one.holiday.first, today),
        "last": formats.short_day(one.holiday.last, today),
    }
    return _("%(name)s, %(first)s to %(last)s") % values


def kept_words(one: Occurrence | None, today: date) -> str:
    """What is special about a date that is kept: made up, pushed by a holiday, or on one."""
    if one is None:
        return ""
    if one.made_up_for and one.rule.on_made_up == "workday":
        return _("Make-up working day for %(day)s") % {"day": formats.long_day(one.made_up_for, today)}
    if one.holiday and one.day != one.on:
        values = {"day": formats.short_day(one.on, today), "holiday": holiday_words(one, today)}
        return _("Instead of %(day)s: %(holiday)s") % values
    return holiday_words(one, today)


def alone_words(alone: LeftAlone) -> str:
    """Why a change leaves a visit or date as it is."""
    return {
        LeftAlone.DONE: _("is done"),
        LeftAlone.BEGUN: _("has begun"),
        LeftAlone.MOVED: _("was moved by itself"),
        LeftAlone.CANCELLED: _("was cancelled by itself"),
    }[alone]


def unannounced_words(years: Iterable[int]) -> str:
    """That a year's days off in lieu are not published yet; empty when all are."""
    found = _(", ").join(str(year) for year in years)
    if not found:
        return ""
    sentence = _(
        "The days off in lieu and make-up working days of %(years)s are not published yet: only the days that the law "
        "fixes are counted. Once they are published, you see here what changes."
    )
    return sentence % {"years": found}
