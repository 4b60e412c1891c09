"""What is overdue goes to the owner."""

from datetime import datetime

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.guarantees.events import GuaranteeEscalated
from anjia.guarantees.models import GuaranteeEscalation
from anjia.kernel.actors import SYSTEM
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole


@whole
def escalate_guarantee(*, promise_id: int, kind: str, subject: str, household_id: int | None, at: datetime) -> bool:
    """Hands a broken promise about a refund or an emergency to the owner; False when it was handed up before."""
    owners = company.staff_with_role(Role.OWNER)
    staff_id = owners[0].id if owners else None
    values = {"kind": kind, "subject": subject, "staff_id": staff_id, "at": at}
    _row, first = GuaranteeEscalation.objects.get_or_create(promise_id=promise_id, defaults=values)
    if first:
        fact = GuaranteeEscalated(
            promise_id=promise_id, kind=kind, subject=subject, household_id=household_id, staff_id=staff_id
        )
        announce(fact, at=at, by=SYSTEM)
    return bool(first)
