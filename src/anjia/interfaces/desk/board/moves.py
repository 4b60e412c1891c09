"""What a hand move tells the page: where a visit fits, what is to be confirmed, and how it is taken back."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import is_late
from anjia.dispatch.queries import CaregiverTrial, Version, VisitTrial, version_read
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.rules import State
from anjia.households import queries as household_queries
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.namesakes import beside
from anjia.journeys.operations import Moved
from anjia.kernel.clock import at_minute, day_of, midnight, minute_of
from anjia.kernel.errors import Refusal
from anjia.promises import queries as promise_queries
from anjia.workforce import queries as workforce_queries

SALT = "board-undo"
OPEN = "open"
Choice = tuple[str, str]


def trial_body(trial: VisitTrial, at: datetime) -> dict[str, Any]:
    """The trial as the script reads it: minutes are counted from midnight of its first day."""
    origin = minute_of(midnight(trial.from_day))
    return {
        "version": str(trial.version),
        "minutes": trial.need.minutes,
        "start": minute_of(trial.need.starts_at) - origin,
        "caregiver": trial.caregiver_id,
        "now": minute_of(at) - origin,
        "added": trial.added_now,
        "apart": sorted(trial.apart),
        "rows": {one.trial.caregiver_id: _row(one, origin) for one in trial.caregivers},
    }


def _row(one: CaregiverTrial, origin: int) -> dict[str, Any]:
    return {
        "fits": [(fit.first - origin, fit.last - origin, fit.added) for fit in one.trial.fits],
        "layers": [
            (why, [(first - origin, last - origin) for first, last in starts]) for why, starts in one.trial.layers
        ],
        "unrested": [(first - origin, last - origin) for first, last in one.trial.unrested],
        "new": not one.visits_before,
        "week": one.week_minutes,
    }


def choices_of(trial: VisitTrial) -> list[tuple[str, list[Choice]]]:
    """Whom a visit can be given to at its start, the least way first; and below them those who are not free then."""
    start = minute_of(trial.need.starts_at)
    names = workforce_queries.names_of(one.trial.caregiver_id for one in trial.caregivers)
    districts = beside(names, phones=True)
    free: list[tuple[int, Choice]] = []
    busy: list[Choice] = []
    for one in trial.caregivers:
        caregiver_id = one.trial.caregiver_id
        name = " · ".join(filter(None, (names[caregiver_id], districts[caregiver_id])))
        added = [fit.added for fit in one.trial.fits if fit.first <= start <= fit.last]
        if added:
            words = _("%(name)s · %(way)s of way") % {"name": name, "way": formats.span(added[0])}
            free.append((added[0], (str(caregiver_id), words)))
        else:
            busy.append((str(caregiver_id), name))
    groups = ((_("Free at this time"), [choice for _way, choice in sorted(free)]), (_("Not free at this time"), busy))
    return [(label, choices) for label, choices in groups if choices]


def to_confirm(
    visit: VisitSummary, before: int | None, after: int | None, starts_at: datetime, at: datetime
) -> list[str]:
    """What a person should know before the visit is moved; nothing if nobody expects anything yet."""
    sentences = []
    household = household_queries.names_of([visit.household_id]).get(visit.household_id, "")
    today = day_of(at)
    if starts_at != visit.starts_at:
        values = {
            "household": household,
            "before": formats.moment(visit.starts_at, today),
            "after": formats.moment(starts_at, today),
        }
        sentences.append(_("%(household)s expects the visit %(before)s: tell them that it begins %(after)s.") % values)
        sentences += _promised(visit)
    if before is not None and is_late(min(visit.starts_at, starts_at), at):
        names = workforce_queries.names_of([before, after])
        people = ", ".join(names[one] for one in dict.fromkeys((before, after)) if one is not None and one in names)
        sentences.append(
            _("It is less than 24 hours ahead: call %(people)s and %(household)s.")
            % {"people": people, "household": household}
        )
    if before != after and fieldwork_queries.progress_of_many([visit.id])[visit.id].state == State.ON_THE_WAY:
        sentences.append(_("The caregiver is on the way already."))
    return sentences


def _promised(visit: VisitSummary) -> list[str]:
    names = promise_queries.kind_names()
    return [
        _("Promised and to be made anew: %(promise)s.") % {"promise": names[one.kind]}
        for one in promise_queries.promises_of([f"visit:{visit.id}"])[f"visit:{visit.id}"]
        if one.state == OPEN and one.kind in names
    ]


def undo_token(moved: Moved) -> str:
    """How the visit stood before the move, signed: what a page may ask to have back."""
    before = (moved.visit_id, moved.caregiver_before or 0, minute_of(moved.started_at), str(moved.version))
    return signing.dumps(before, salt=SALT, compress=False)


def undo_read(visit_id: int, token: str) -> tuple[int | None, datetime, Version]:
    """Caregiver and start to go back to, and the version that must still stand. Refuses what we did not sign."""
    try:
        signed_for, caregiver_id, minute, text = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        signed_for, caregiver_id, minute, text = 0, 0, 0, ""
    version = version_read(text)
    if signed_for != visit_id or version is None:
        raise Refusal(_("This move can no longer be taken back here. Please open the board again."))
    return caregiver_id or None, at_minute(minute), version
