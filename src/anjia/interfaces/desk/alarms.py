"""Emergencies nobody has taken up, for the top of every desk page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest

from anjia.guarantees import queries
from anjia.households import queries as households
from anjia.kernel.scope import company_scope


@dataclass(frozen=True)
class AlarmLine:
    """One emergency in words."""

    id: int
    name: str
    household: str
    called_at: datetime


def alarms(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `alarms` for whoever is at the desk, asked once and only by pages that show them."""
    person = getattr(request, "person", None)
    if person is None or person.staff is None:
        return {}
    return {"alarms": cache(lambda: _lines(person.company_id))}


def _lines(company_id: int) -> list[AlarmLine]:
    """One query while nobody calls for help."""
    with company_scope(company_id):
        found = queries.alarms()
        if not found:
            return []
        names, kinds = households.names_of(one.household_id for one in found), queries.emergency_names()
        return [AlarmLine(one.id, kinds[one.kind], names.get(one.household_id, ""), one.called_at) for one in found]
