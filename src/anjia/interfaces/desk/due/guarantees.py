"""What waits because it was guaranteed: refunds to decide, agree and pay; emergencies to answer."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.company.rules import Role
from anjia.guarantees import queries
from anjia.guarantees.queries import EmergencySummary, RefundSummary
from anjia.guarantees.rules import RefundState
from anjia.households import queries as households
from anjia.interfaces.desk.due.items import Due, page
from anjia.kernel.money import yuan
from anjia.promises import queries as promises
from anjia.promises.rules import Kind

# Kinds of promises for which a line here speaks.
COVERED = (Kind.REFUND_DECIDED, Kind.REFUND_PAID, Kind.EMERGENCY_ANSWERED, Kind.VISIT_HELD)
_WAITING: dict[RefundState, tuple[Callable[[], str], Kind, tuple[Role, ...]]] = {
    RefundState.TO_JUDGE: (
        lambda: _("Decide a refund request"),
        Kind.REFUND_DECIDED,
        (Role.QUALITY_LEAD, Role.ADVISER),
    ),
    RefundState.TO_APPROVE: (
        lambda: _("Second word on a refund"),
        Kind.REFUND_PAID,
        (Role.QUALITY_LEAD, Role.FINANCE),
    ),
    RefundState.TO_PAY: (lambda: _("Pay a refund"), Kind.REFUND_PAID, (Role.FINANCE,)),
}


def refunds(at: datetime) -> list[Due]:
    """Refund requests that wait for somebody."""
    found = [one for state in _WAITING for one in queries.refunds(state=state)]
    promised = promises.promises_of(f"refund_request:{one.id}" for one in found)
    names = households.names_of(one.household_id for one in found)
    dues = {(row.subject, row.kind): row.due_at for rows in promised.values() for row in rows}
    return [_refund(one, names, dues) for one in found]


def _refund(one: RefundSummary, names: dict[int, str], dues: dict[tuple[str, str], datetime]) -> Due:
    what, kind, roles = _WAITING[one.state]
    return Due(
        kind="refund",
        icon="wallet",
        what=what(),
        about=names.get(one.household_id, ""),
        note=yuan(one.amount_fen) if one.amount_fen else one.reason[:40],
        url=page("refund_request", one.id),
        due_at=dues.get((f"refund_request:{one.id}", kind), one.asked_at),
        act=pgettext("act", "Open"),
        roles=roles,
    )


def emergencies(at: datetime) -> list[Due]:
    """Emergencies that are not over: everybody's until somebody takes them up, then that person's."""
    found = queries.open_emergencies()
    promised = promises.promises_of(f"emergency:{one.id}" for one in found)
    names = households.names_of(one.household_id for one in found)
    words = queries.emergency_names()
    return [
        Due(
            kind="emergency",
            icon="bell",
            what=words[one.kind],
            about=names.get(one.household_id, ""),
            note=one.text[:60],
            url=page("emergency", one.id),
            due_at=next((row.due_at for row in promised[f"emergency:{one.id}"]), one.called_at),
            act=_("See to it"),
            staff_id=_who(one),
            roles=tuple(Role),
        )
        for one in found
    ]


def _who(one: EmergencySummary) -> int | None:
    return one.taken_up.staff_id if one.taken_up else None
