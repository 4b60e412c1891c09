"""Taking visits from a caregiver who will not be there to keep them."""

from datetime import datetime

from anjia.dispatch import queries
from anjia.dispatch.operations.assignments import release_visit
from anjia.dispatch.operations.holds import release_hold
from anjia.kernel.actors import Actor
from anjia.kernel.retry import whole


@whole
def free_from_absence(
    *, caregiver_id: int, from_at: datetime, until_at: datetime | None, at: datetime, by: Actor
) -> list[int]:
    """Gives back what she has ahead in these hours (without an end: for good); returns the visits left with nobody.

    They stand on Today for the dispatcher until somebody is sent. A visit that has begun stays hers. Twice is once.
    """
    left: list[int] = []
    for row in queries.touched_by_absence(caregiver_id, from_at=from_at, until_at=until_at, at=at):
        if row.visit_id is None:
            release_hold(hold_id=row.id, at=at, by=by)
        else:
            release_visit(visit_id=row.visit_id, caregiver_id=caregiver_id, at=at, by=by)
            left.append(row.visit_id)
    return left
