"""What waits around families: enquiries, complaints, work on causes, call-backs, other promises."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.complaint_cards import rows_of
from anjia.interfaces.desk.due import guarantees, requests, surveys
from anjia.interfaces.desk.due.items import DAYS_AHEAD, Due, end_of, horizon, page
from anjia.kernel.clock import day_of
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary, kind_names
from anjia.promises.rules import Kind
from anjia.quality import queries as quality
from anjia.quality.queries import FollowUpSummary
from anjia.quality.rules import ANSWERED, SETTLED, ActionState
from anjia.sales import queries as sales

FOLLOW_UPS_SINCE = timedelta(days=30)

# Kinds for which another line speaks: the enquiry, the complaint, the visit, or all call-backs together.
_COVERED = (
    Kind.FIRST_CONTACT,
    *ANSWERED.values(),
    *SETTLED.values(),
    Kind.PLAN_STEP,
    Kind.ACTION_DONE,
    Kind.ESCALATION_TAKEN_UP,
    Kind.VISIT_FOLLOW_UP,
    Kind.HOME_SURVEY,
    Kind.NEEDS_CHECK,
    Kind.ARRIVAL,
    *guarantees.COVERED,
    *requests.COVERED,
    *surveys.KINDS,
)


def enquiries(at: datetime) -> list[Due]:
    found = sales.open_enquiries()
    promised = promises.promises_of(one.subject for one in found)
    names = households.names_of(one.household_id for one in found)
    return [
        Due(
            kind="enquiry",
            icon="chat",
            what=_("Answer the enquiry"),
            about=names.get(one.household_id, ""),
            note=one.text[:60],
            url=page("enquiry", one.id),
            due_at=_due_of(promised[one.subject], Kind.FIRST_CONTACT, one.received_at),
            act=pgettext("act", "Answer"),
            staff_id=one.adviser_id,
            roles=(Role.ADVISER,),
        )
        for one in found
    ]


def _due_of(promised: list[PromiseSummary], kind: Kind, otherwise: datetime) -> datetime:
    """By when the latest promise of that kind is due."""
    return next((one.due_at for one in reversed(promised) if one.kind == kind), otherwise)


def complaints(at: datetime) -> list[Due]:
    rows = rows_of(quality.unsettled_complaints(), at=at)
    return [
        Due(
            kind="complaint",
            icon="warning",
            what=row.clock.label if row.clock else _("Settle the complaint"),
            about=row.household,
            note=f"{row.severity} · {row.cause}",
            url=page("complaint", row.complaint.id),
            due_at=row.clock.due_at if row.clock else row.complaint.opened_at,
            act=pgettext("act", "Open"),
            staff_id=row.complaint.owner_id,
            roles=(Role.QUALITY_LEAD,),
        )
        for row in rows
        if row.clock is None or row.clock.due_at <= horizon(at)
    ]


def actions(at: datetime) -> list[Due]:
    found = quality.open_actions(due_until=day_of(at) + timedelta(days=DAYS_AHEAD))
    names = households.names_of(one.household_id or 0 for one in found)
    return [
        Due(
            kind="action",
            icon="edit",
            what=_("Check the effect") if one.state is ActionState.FINISHED else _("Corrective action"),
            about=names.get(one.household_id or 0, ""),
            note=one.what[:60],
            url=page("complaint", one.complaint_id) if one.complaint_id else page("corrective-action", one.id),
            due_at=end_of(one.due_on),
            act=pgettext("act", "Open"),
            staff_id=one.staff_id,
            clocked=False,
        )
        for one in found
        if one.due_on is not None
    ]


def follow_ups(at: datetime) -> list[Due]:
    """Visits nobody has come back to: one line a day, since a day has many; and calls to be made again."""
    return [*_not_attempted(at), *_to_call_again(at)]


def _not_attempted(at: datetime) -> list[Due]:
    found = quality.not_attempted(since=at - FOLLOW_UPS_SINCE, limit=500)
    promised = promises.promises_of(one.subject for one in found)
    dues = {one.visit_id: _due_of(promised[one.subject], Kind.VISIT_FOLLOW_UP, one.done_at) for one in found}
    by_day: dict[date, list[FollowUpSummary]] = {}
    for one in sorted(found, key=lambda one: dues[one.visit_id]):
        by_day.setdefault(day_of(dues[one.visit_id]), []).append(one)
    return [
        Due(
            kind="follow_up",
            icon="phone",
            what=ngettext(
                "%(count)d visit nobody has come back to",
                "%(count)d visits nobody has come back to",
                len(group),
            )
            % {"count": len(group)},
            about="",
            url=page("follow-ups") if len(group) > 1 else page("follow-up", group[0].visit_id),
            due_at=dues[group[0].visit_id],
            act=pgettext("act", "Call"),
            roles=(Role.ADVISER, Role.QUALITY_LEAD),
        )
        for group in by_day.values()
    ]


def _to_call_again(at: datetime) -> list[Due]:
    found = quality.calls_to_repeat(until=horizon(at))
    names = households.names_of(one.household_id for one in found)
    return [
        Due(
            kind="follow_up",
            icon="phone",
            what=_("Call again after the visit"),
            about=names.get(one.household_id, ""),
            url=page("follow-up", one.visit_id),
            due_at=one.call_again_at or one.done_at,
            act=pgettext("act", "Call"),
            roles=(Role.ADVISER, Role.QUALITY_LEAD),
        )
        for one in found
    ]


def other_promises(at: datetime) -> list[Due]:
    """Promises that no other line speaks for."""
    kinds = [kind for kind in Kind if kind not in _COVERED]
    found = promises.promises_due(horizon(at), kinds=kinds, limit=50)
    names = households.names_of(one.household_id for one in found)
    return [
        Due(
            kind="promise",
            icon="promise",
            what=kind_names()[one.kind],
            about=names.get(one.household_id or 0, ""),
            url=page(one.subject_kind, one.subject_id),
            due_at=one.due_at,
            act=pgettext("act", "Open"),
            roles=(Role.ADVISER,),
        )
        for one in found
    ]
