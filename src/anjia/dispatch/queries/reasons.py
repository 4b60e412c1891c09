"""Reasons of the rules in words that a person reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.catalog.queries import circumstance_names
from anjia.catalog.rules import circumstances_in
from anjia.dispatch.rules import Ground, Part, Reason


@dataclass(frozen=True)
class ReasonLine:
    """A reason in words, with the points it gave or took, and the part of the score to which it belongs."""

    sentence: str
    points: int
    part: Part


def reason_lines(reasons: Iterable[Reason]) -> tuple[ReasonLine, ...]:
    """The reasons in words, in the order in which they count."""
    kept = tuple(reasons)
    unrated = any(reason.ground == Ground.MARKS and not reason.value for reason in kept)
    return tuple(ReasonLine(_sentence(reason, unrated), reason.points, reason.part) for reason in kept)


def _sentence(reason: Reason, unrated: bool) -> str:
    value = reason.value
    if reason.ground == Ground.RATING and unrated:
        return _("Counts as %(value)s of 5 stars until somebody rates her") % {"value": _shown(reason)}
    if reason.ground in (Ground.KNOWN, Ground.MARKS, Ground.LONG_JOBS):
        return _counted(reason.ground, value) % {"count": value}
    if reason.ground == Ground.DISTRICT:
        return _("Would like to work in this district") if value else _("Would rather work in other districts")
    sentences = {
        Ground.FROM_HOME: _("%(value)s minutes from her home"),
        Ground.FROM_VISIT: _("%(value)s minutes from the visit before"),
        Ground.NEW_FACE: _("Comes to this home for the first time"),
        Ground.SHARE: _("%(value)s %% of this home's last visits"),
        Ground.WEEK: _("%(value)s hours of work this week"),
        Ground.LEVEL: _("Level %(value)s in this trade"),
        Ground.FIT: _("%(value)s minutes left over beside the next visit"),
        Ground.FREE_DAY: _("No other visit on this day"),
        Ground.SUITS: _("Good with: %(value)s"),
        Ground.LIMITS: _("Would rather not: %(value)s"),
        Ground.RATING: _("Her marks surely reach %(value)s of 5 stars"),
        Ground.FAVOURED: _("This household would like her again"),
        Ground.HOURS: _("%(value)s %% of the average hours in four weeks"),
        Ground.INCOME: _("%(value)s %% of the average income in four weeks"),
    }
    return sentences[reason.ground] % {"value": _shown(reason)}


def _counted(ground: Ground, count: int) -> str:
    return {
        Ground.KNOWN: ngettext("Has been in this home %(count)d time", "Has been in this home %(count)d times", count),
        Ground.MARKS: ngettext("Rated by %(count)d answer", "Rated by %(count)d answers", count),
        Ground.LONG_JOBS: ngettext("%(count)d long job this week", "%(count)d long jobs this week", count),
    }[ground]


def _shown(reason: Reason) -> str:
    """The value as people read it."""
    if reason.ground == Ground.WEEK:
        return hours(reason.value)
    if reason.ground in (Ground.SUITS, Ground.LIMITS):
        names = circumstance_names()
        return _(", ").join(names[one] for one in circumstances_in(reason.value))
    return f"{reason.value / 20:.1f}" if reason.ground == Ground.RATING else str(reason.value)


def hours(minutes: int) -> str:
    """Minutes as hours with at most one decimal: 150 is "2.5"."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def stored(reasons: Iterable[Reason]) -> list[tuple[str, int, int]]:
    """Reasons as JSON values."""
    return [(str(reason.ground), reason.value, reason.points) for reason in reasons]


def revived(rows: Iterable[tuple[str, int, int]]) -> tuple[Reason, ...]:
    """Reasons from JSON values."""
    return tuple(Reason(Ground(ground), value, points) for ground, value, points in rows)
