"""A visit that somebody waits for, and people at the desk, for tests; built by operations only."""

from datetime import datetime, timedelta

from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit, assigned_visit
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.promises.operations import publish_standard_clauses

PASSWORD = "quiet-river-9"  # noqa: S105  (tests and nothing else)


def awaited_visit(*, at: datetime, phone: str = "13912345678", caregiver_id: int | None = None) -> AssignedVisit:
    """A visit of 150 yuan and three hours that begins a day from `at`, with its arrival promised."""
    publish_standard_clauses(at=at, by=SYSTEM)
    visit = assigned_visit(at=at, starts_at=at + timedelta(days=1), phone=phone, caregiver_id=caregiver_id)
    jobs.run_due_jobs(at=at)
    return visit


def at_desk(role: Role, *, at: datetime, number: int = 1) -> Actor:
    """Someone at the desk with one role; `number` keeps two of them apart."""
    phone = f"1380000{list(Role).index(role):02d}{number:02d}"
    staff_id = engage_staff(name=f"{role} {number}", phone=phone, password=PASSWORD, roles=[role], at=at, by=SYSTEM)
    return Actor("staff", staff_id, f"{role} {number}")


def family(visit: AssignedVisit) -> Actor:
    """The household of the visit as the one who acts."""
    return Actor("household", visit.household_id, "陈女士")
