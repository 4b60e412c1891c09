"""What waits around visits: nobody sent, not begun, something reported; and deliveries that stopped."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.fieldwork import queries as fieldwork
from anjia.fieldwork.rules import State as WorkState
from anjia.households import queries as households
from anjia.interfaces.desk.due.items import DAYS_AHEAD, Due, page
from anjia.kernel import queries as kernel
from anjia.kernel.clock import day_of, midnight
from anjia.workforce import queries as workforce

LATE_AFTER = timedelta(minutes=15)
INCIDENTS_SINCE = timedelta(hours=24)
_NOT_BEGUN = (WorkState.PLANNED, WorkState.ON_THE_WAY)


def visits(at: datetime) -> list[Due]:
    """Planned visits with nobody to go, and those that should have begun."""
    today, until = day_of(at), day_of(at) + timedelta(days=DAYS_AHEAD)
    begun = booking.visits_between(today - timedelta(days=1), today, state=VisitState.PLANNED)
    begun = [one for one in begun if one.starts_at + LATE_AFTER < at]
    works = fieldwork.progress_of_many(one.id for one in begun)
    late = [one for one in begun if works[one.id].state in _NOT_BEGUN]
    alone = [
        one for one in booking.visits(dispatch.visits_without_caregiver(today, until)).values() if one.starts_at >= at
    ]
    names = households.names_of(one.household_id for one in (*late, *alone))
    caregivers = workforce.names_of(works[one.id].caregiver_id for one in late)
    return [
        *_to_repair([one for one in alone if day_of(one.starts_at) == today]),
        *(_unassigned(one, names) for one in alone),
        *(_late(one, names, caregivers.get(works[one.id].caregiver_id or 0, "")) for one in late),
    ]


def _unassigned(visit: VisitSummary, names: dict[int, str]) -> Due:
    return Due(
        kind="visit",
        icon="user",
        what=_("Nobody is sent to this visit"),
        about=names.get(visit.household_id, ""),
        note=visit.title,
        url=page("visit", visit.id),
        due_at=visit.starts_at,
        act=pgettext("act", "Assign"),
        roles=(Role.DISPATCHER,),
    )


def _to_repair(orphans: list[VisitSummary]) -> list[Due]:
    """One line for all of today, since they are mended together."""
    if not orphans:
        return []
    words = ngettext("%(count)d visit of today has nobody", "%(count)d visits of today have nobody", len(orphans))
    return [
        Due(
            kind="visit",
            icon="refresh",
            what=words % {"count": len(orphans)},
            about="",
            url=page("repair"),
            due_at=min(one.starts_at for one in orphans),
            act=_("Repair today"),
            roles=(Role.DISPATCHER,),
        )
    ]


def _late(visit: VisitSummary, names: dict[int, str], caregiver: str) -> Due:
    return Due(
        kind="visit",
        icon="clock",
        what=_("The visit has not begun"),
        about=names.get(visit.household_id, ""),
        note=f"{visit.title} · {caregiver}" if caregiver else visit.title,
        url=page("visit", visit.id),
        due_at=visit.starts_at,
        act=_("See to it"),
        roles=(Role.DISPATCHER,),
    )


def incidents(at: datetime) -> list[Due]:
    found = fieldwork.recent_incidents(since=at - INCIDENTS_SINCE, limit=20)
    done = booking.visits(one.visit_id for one in found)
    still = [one for one in found if one.visit_id in done and done[one.visit_id].state == VisitState.PLANNED]
    names = households.names_of(one.household_id for one in still)
    words = fieldwork.incident_words()
    return [
        Due(
            kind="visit",
            icon="warning",
            what=words.get(one.kind, one.kind),
            about=names.get(one.household_id, ""),
            note=one.text[:60],
            url=page("visit", one.visit_id),
            due_at=one.reported_at,
            act=_("See to it"),
            roles=(Role.DISPATCHER,),
        )
        for one in still
    ]


def deliveries(at: datetime) -> list[Due]:
    count = kernel.count_dead_jobs()
    if not count:
        return []
    words = ngettext("%(count)d delivery has stopped", "%(count)d deliveries have stopped", count)
    return [
        Due(
            kind="delivery",
            icon="refresh",
            what=words % {"count": count},
            about="",
            url=page("deliveries"),
            due_at=midnight(day_of(at)),
            act=_("Try again"),
            roles=(Role.OWNER,),
            clocked=False,
            closed=True,
        )
    ]
