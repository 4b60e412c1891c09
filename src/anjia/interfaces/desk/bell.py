"""For how many promises whoever is at the desk has been told that time runs out: the bell of every page."""

from typing import Any

from django.http import HttpRequest

from anjia.kernel import clock
from anjia.kernel.scope import company_scope
from anjia.promises import queries


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `bell`, a count asked only by pages that show it."""
    person = getattr(request, "person", None)
    if person is None or person.staff is None:
        return {}

    def count() -> int:
        staff = person.at_desk
        with company_scope(person.company_id):
            return queries.count_unseen(staff.roles, staff_id=staff.id, branch_id=staff.branch_id, at=clock.now())

    return {"bell": count}
