"""A visit in a list or on the board: how far it is, in a word and a tone, and the names around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.queries import AssignmentSummary
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import WorkSummary
from anjia.fieldwork.rules import State
from anjia.households import queries as household_queries
from anjia.interfaces.shared import formats
from anjia.workforce import queries as workforce_queries

# A caregiver who is not at the door this long after the start is late, also before she checks in.
GRACE = timedelta(minutes=10)


@dataclass(frozen=True)
class Standing:
    """How a visit stands: a word, a tone for it ("" where nobody need react), and how the board draws it."""

    words: str
    tone: str = ""
    look: str = ""


@dataclass(frozen=True)
class VisitLine:
    """A visit with everything a line of a list shows."""

    visit: VisitSummary
    household: str
    district: str
    caregiver_id: int | None
    caregiver: str
    standing: Standing
    lacks_caregiver: bool


def standing_of(visit: VisitSummary, work: WorkSummary, at: datetime) -> Standing:
    """How the visit stands at an instant."""
    if visit.state == VisitState.CANCELLED:
        return Standing(_("cancelled"), look="done")
    if visit.state == VisitState.DONE or work.state == State.DONE:
        return Standing(_("done"), look="done")
    if work.state in (State.AT_THE_DOOR, State.WORKING):
        return _at_work(work)
    if at > visit.ends_at:
        return Standing(_("nobody checked in"), "bad", "bad")
    if at > visit.starts_at + GRACE:
        return Standing(_("not there yet"), "bad", "bad")
    if work.state == State.ON_THE_WAY:
        return Standing(_("on the way"))
    return Standing(_("planned"))


def _at_work(work: WorkSummary) -> Standing:
    if work.late_minutes:
        late = formats.span(work.late_minutes)
        return Standing(_("at work, came %(late)s late") % {"late": late}, "warn", "late")
    return Standing(_("at work"))


def visit_lines(visits: Iterable[VisitSummary], at: datetime) -> list[VisitLine]:
    """The visits as lines: each area is asked once for all of them."""
    visits = list(visits)
    given = dispatch_queries.assignments_of_visits(visit.id for visit in visits)
    works = fieldwork_queries.progress_of_many(visit.id for visit in visits)
    households = household_queries.names_of(visit.household_id for visit in visits)
    homes = household_queries.homes(visit.home_id for visit in visits)
    names = workforce_queries.names_of(one.caregiver_id for one in given.values())
    return [
        VisitLine(
            visit=visit,
            household=households.get(visit.household_id, ""),
            district=homes[visit.home_id].district if visit.home_id in homes else "",
            caregiver_id=given[visit.id].caregiver_id if visit.id in given else None,
            caregiver=names.get(given[visit.id].caregiver_id, "") if visit.id in given else "",
            standing=standing_of(visit, works[visit.id], at),
            lacks_caregiver=_lacks_caregiver(visit, given.get(visit.id)),
        )
        for visit in visits
    ]


def _lacks_caregiver(visit: VisitSummary, given: AssignmentSummary | None) -> bool:
    return given is None and visit.state == VisitState.PLANNED
