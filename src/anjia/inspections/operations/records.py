"""What every step about an inspection needs."""

from datetime import date, datetime, time, timedelta

from anjia.inspections.events import InspectionPlanned
from anjia.inspections.models import Inspection
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.operations import announce
from anjia.promises.operations import make_promise
from anjia.promises.rules import Kind as Promised

_EVENING = time(18, 0)


def evening_of(day: date) -> datetime:
    """Until when something of a day is done: 18:00."""
    return datetime.combine(day, _EVENING, SHANGHAI)


def plan(row: Inspection, *, at: datetime, by: Actor) -> int:
    """Writes a planned inspection, promises and tells it; neither names a caregiver. Returns its id."""
    row.planned_at = at
    row.due_at = max(row.due_at, at + timedelta(minutes=1))
    row.save(force_insert=True)
    make_promise(
        kind=Promised.INSPECTION,
        subject=f"inspection:{row.pk}",
        made_at=at,
        due_at=row.due_at,
        branch_id=row.branch_id,
        offering_id=row.offering_id,
        by=by,
    )
    announce(InspectionPlanned(inspection_id=row.pk, kind=str(row.kind), due_on=row.due_on), at=at, by=by)
    return int(row.pk)
