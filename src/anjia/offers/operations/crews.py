"""Who is sent to a visit, which may be of two."""

from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch


def crew_of(visit_id: int) -> set[int]:
    """The caregivers sent to the visit. One query."""
    return {one.caregiver_id for one in dispatch.crews_of_visits([visit_id]).get(visit_id, ())}


def lacks_nobody(visit: VisitSummary) -> bool:
    """Whether everybody whom the visit asks for is sent."""
    return len(crew_of(visit.id)) >= visit.people
