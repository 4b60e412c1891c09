"""What the board says of what is to be looked at, and why a visit does not fit."""

from django.utils.translation import gettext as _

from anjia.dispatch.queries import BoardRow
from anjia.dispatch.rules import Gate, Obstacle
from anjia.interfaces.shared import formats
from anjia.workforce import queries as workforce


def gate_words(gate: Gate, way_minutes: int, room_minutes: int, paper: str = "") -> str:
    """One visit's warning; `room_minutes` lie between it and the visit before, `paper` is the kind that is missing."""
    return {
        Gate.OVERLAP: _("begins before the visit before has ended"),
        Gate.WAY: _("the way takes %(way)s, there are only %(room)s")
        % {"way": formats.span(way_minutes), "room": formats.span(max(room_minutes, 0))},
        Gate.LEAVE: _("she is on leave then"),
        Gate.HOURS: _("outside her working hours"),
        Gate.PAPERS: _("no valid %(paper)s on this day") % {"paper": workforce.paper_names().get(paper, paper)},
        Gate.NEW_FACE: _("first time in this home"),
    }.get(gate, "")


def row_words(row: BoardRow) -> tuple[str, ...]:
    """What is too much for one person."""
    measured = {
        Gate.LONG_DAY: (row.counted.day_minutes, row.usual.day_minutes),
        Gate.LONG_WEEK: (row.counted.week_minutes, row.usual.week_minutes),
    }
    words = {
        Gate.LONG_DAY: _("%(hours)s h with the ways, more than the usual %(most)s"),
        Gate.LONG_WEEK: _("%(hours)s h in this week, more than the usual %(most)s"),
    }
    return tuple(
        words[gate] % {"hours": hours_of(spent), "most": hours_of(most or 0)}
        for gate in row.row_gates
        for spent, most in [measured[gate]]
    )


def hours_words(row: BoardRow) -> str:
    """Hours given out of hours worked: "5/8 h"."""
    return _("%(used)s/%(work)s h") % {"used": hours_of(row.used_minutes), "work": hours_of(row.work_minutes)}


def hours_of(minutes: int) -> str:
    """Minutes as hours with at most one decimal: 150 is "2.5"."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def why_not() -> dict[str, str]:
    """Why a start does not fit, in a few words, for whoever drags."""
    return {
        Obstacle.HOURS: _("she does not work then"),
        Obstacle.LEAVE: _("she is on leave then"),
        Obstacle.PAPERS: _("a paper that this work asks for is missing"),
        Obstacle.DISTRICT: _("outside the districts that she keeps to"),
        Obstacle.AREA: _("too far from her home"),
        Obstacle.REST: _("too little rest, or too many hours"),
        Obstacle.TAKEN: _("she has another visit then"),
        Obstacle.WAY: _("the way from or to her other visit does not fit"),
        "past": _("this time has passed"),
        "apart": _("she is not sent to this home"),
        "trade": _("she does not do this kind of work"),
    }
