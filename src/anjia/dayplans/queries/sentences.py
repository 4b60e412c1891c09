"""Why something is not possible, as people say it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.dayplans.rules import Change, Clash, Move, Obstacle
from anjia.households import queries as households
from anjia.kernel.clock import SHANGHAI
from anjia.workforce import queries as workforce

MOST_NAMED = 3


def clash_words(clash: Clash) -> str:
    """What keeps the caregiver from a visit that she has."""
    return _obstacle(clash) % _values(clash)


def _values(clash: Clash) -> dict[str, str]:
    visits = booking.visits(one for one in (clash.visit_id, clash.other_id) if one is not None)
    families = households.names_of(visit.household_id for visit in visits.values())
    return {
        "name": workforce.names_of([clash.caregiver_id]).get(clash.caregiver_id, _("The caregiver")),
        "visit": _named(visits.get(clash.visit_id), families),
        "other": _named(visits.get(clash.other_id or 0), families),
    }


def clash_sentence(clash: Clash, *, others: Sequence[Move], chosen: Sequence[Move]) -> str:
    """What keeps the caregiver from the visit; with the change that would make room, if one of the others does."""
    values = _values(clash)
    left = {move.visit_id for move in others} - {move.visit_id for move in chosen}
    if clash.other_id in left:
        sentence = _(
            "%(name)s cannot take %(visit)s while she still has %(other)s. Please choose that change too, or neither."
        )
        return sentence % values
    return _obstacle(clash) % values + " " + _("Please compute the plan anew.")


def _obstacle(clash: Clash) -> str:
    if clash.obstacle in (Obstacle.TAKEN, Obstacle.WAY) and clash.other_id is not None:
        return {
            Obstacle.TAKEN: _("%(name)s has %(other)s at the time of %(visit)s."),
            Obstacle.WAY: _("%(name)s cannot get from %(other)s to %(visit)s in time."),
        }[clash.obstacle]
    return {
        Obstacle.AWAY: _("%(name)s is not ready for work any more, so %(visit)s cannot be given to her."),
        Obstacle.TRADE: _("%(name)s does not do the work of %(visit)s."),
        Obstacle.REFUSED: _("%(name)s must not be sent to %(visit)s."),
        Obstacle.HOURS: _("%(name)s does not work at the time of %(visit)s."),
        Obstacle.PAPERS: _("A paper of %(name)s that the work of %(visit)s asks for is missing on that day."),
        Obstacle.DISTRICT: _("%(visit)s is outside the districts that %(name)s keeps to."),
        Obstacle.AREA: _("%(visit)s is farther from home than %(name)s goes."),
        Obstacle.MOST: _("%(visit)s would be more than %(name)s may work on a day."),
        Obstacle.WEEK: _("%(visit)s would be more than %(name)s may work in a week."),
        Obstacle.DAY_OFF: _("With %(visit)s %(name)s would work seven days without a day off."),
        Obstacle.REST: _("Around %(visit)s %(name)s would have too little rest between two days."),
        Obstacle.PARTNER: _("%(visit)s is for two who begin together, and the other one begins at another time."),
        Obstacle.TAKEN: _("The time of %(name)s for %(visit)s is kept for somebody else."),
        Obstacle.WAY: _("%(name)s cannot be at %(visit)s in time."),
    }[clash.obstacle]


def _named(visit: VisitSummary | None, families: dict[int, str]) -> str:
    if visit is None:
        return _("another visit")
    return _("%(time)s %(household)s") % {
        "time": visit.starts_at.astimezone(SHANGHAI).strftime("%H:%M"),
        "household": families.get(visit.household_id, ""),
    }


def stale_sentence(changes: Sequence[Change]) -> str:
    """What has changed since the plan was computed, the first few by name, and the way out."""
    visits = booking.visits(one.visit_id for one in changes if one.what != "hours")
    families = households.names_of(visit.household_id for visit in visits.values())
    people = workforce.names_of(one.visit_id for one in changes if one.what == "hours")
    words = _change_words()
    named = [
        words[one.what]
        % {"visit": _named(visits.get(one.visit_id), families), "name": people.get(one.visit_id, _("A caregiver"))}
        for one in changes[:MOST_NAMED]
    ]
    sentence = ngettext(
        "Since the plan was computed %(count)d thing has changed: %(what)s. Please compute it anew.",
        "Since the plan was computed %(count)d things have changed: %(what)s. Please compute it anew.",
        len(changes),
    )
    return sentence % {"count": len(changes), "what": _("; ").join(named)}


def _change_words() -> dict[str, str]:
    return {
        "gone": _("%(visit)s is done, cancelled or on another day"),
        "new": _("%(visit)s came in addition"),
        "caregiver": _("%(visit)s has another caregiver"),
        "start": _("%(visit)s begins at another time"),
        "pinned": _("%(visit)s has begun, begins soon or was pinned"),
        "hours": _("the working time of %(name)s is another one"),
    }
