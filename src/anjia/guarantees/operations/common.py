"""What every operation here needs: who signs, whose visit it is, which clause holds, and that a tap counts once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import CompanyModel
from anjia.promises import queries as promises
from anjia.promises.operations import publish_standard_clauses
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind


def visit_for(visit_id: int, by: Actor) -> VisitSummary:
    """The visit, if it is theirs: the household's own, the caregiver's assigned one, any for staff. Raises Missing."""
    visit = booking.visit(visit_id)
    if by.kind == "household" and visit.household_id != by.id:
        raise Missing
    if by.kind == "caregiver" and caregiver_of(visit_id) != by.id:
        raise Missing
    return visit


def caregiver_of(visit_id: int) -> int | None:
    """Who is sent to the visit now."""
    assignment = dispatch.assignment_of(visit_id)
    return assignment.caregiver_id if assignment else None


def clause_of(kind: Kind, visit: VisitSummary, *, at: datetime) -> ClauseSummary:
    """The published clause that held at an instant for this household's branch and this service."""
    branch_id = households.household(visit.household_id).branch_id
    where = {"branch_id": branch_id, "offering_id": visit.offering_id}
    found = promises.clause_in_force(kind, at=at, **where)
    if found.id:
        return found
    publish_standard_clauses(at=at, by=SYSTEM)
    return promises.clause_in_force(kind, at=at, **where)


def staff_id_of(by: Actor) -> int | None:
    """The member of staff who acts; None for the clock."""
    return by.id if by.kind == "staff" else None


def heard_before(model: type[CompanyModel], client_id: UUID | None, **same: Any) -> int | None:
    """The row this very tap made before, or None. Refuses an id that belonged to something else."""
    if client_id is None:
        return None
    row = model.objects.filter(client_id=client_id).first()
    if row is None:
        return None
    if any(getattr(row, name) != value for name, value in same.items()):
        raise Refusal(_("This tap was already sent for something else. Please reload the page and tap again."))
    return int(row.pk)


def already() -> str:
    """For a step that somebody else has taken while this page was open."""
    return _("Somebody has just done this. Please reload the page and look again.")
