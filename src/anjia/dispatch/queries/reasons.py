"""Reasons of the rules in words that a person reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.dispatch.rules import Ground, Reason


@dataclass(frozen=True)
class ReasonLine:
    """A reason in words, with the points it gave."""

    sentence: str
    points: int


def reason_lines(reasons: Iterable[Reason]) -> tuple[ReasonLine, ...]:
    """The reasons in words, in the order in which they count."""
    return tuple(ReasonLine(_sentence(reason), reason.points) for reason in reasons)


def _sentence(reason: Reason) -> str:
    value = reason.value
    if reason.ground == Ground.KNOWN:
        sentence = ngettext("Has been in this home %(count)d time", "Has been in this home %(count)d times", value)
        return sentence % {"count": value}
    sentences = {
        Ground.FROM_HOME: _("%(value)s minutes from her home"),
        Ground.FROM_VISIT: _("%(value)s minutes from the visit before"),
        Ground.NEW_FACE: _("Comes to this home for the first time"),
        Ground.WEEK: _("%(value)s hours of work this week"),
        Ground.LEVEL: _("Level %(value)s in this trade"),
        Ground.FIT: _("%(value)s minutes left over beside the next visit"),
        Ground.FREE_DAY: _("No other visit on this day"),
    }
    return sentences[reason.ground] % {"value": hours(value) if reason.ground == Ground.WEEK else value}


def hours(minutes: int) -> str:
    """Minutes as hours with at most one decimal: 150 is "2.5"."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def stored(reasons: Iterable[Reason]) -> list[tuple[str, int, int]]:
    """Reasons as JSON values."""
    return [(str(reason.ground), reason.value, reason.points) for reason in reasons]


def revived(rows: Iterable[tuple[str, int, int]]) -> tuple[Reason, ...]:
    """Reasons from JSON values."""
    return tuple(Reason(Ground(ground), value, points) for ground, value, points in rows)
