"""What waits at the desk, from every area, as one list by urgency. Each source is asked once."""

from dataclasses import replace
from datetime import datetime

from anjia.company import queries as company
from anjia.interfaces.desk.due import (
    before,
    care,
    districts,
    guarantees,
    improvement,
    remarks,
    requests,
    surveys,
    visits,
)
from anjia.interfaces.desk.due.items import Due, Heap, heaps


def all_due(*, at: datetime) -> list[Due]:
    """Everything that waits up to a week ahead, the most urgent first."""
    found = [
        *care.enquiries(at),
        *care.complaints(at),
        *care.actions(at),
        *improvement.approvals(at),
        *improvement.patterns(at),
        *improvement.unexplained(at),
        *care.follow_ups(at),
        *care.other_promises(at),
        *surveys.promised(at),
        *remarks.unhappy_words(at),
        *guarantees.emergencies(at),
        *guarantees.refunds(at),
        *requests.leave(at),
        *requests.swaps(at),
        *requests.strengths(at),
        *districts.districts(at),
        *before.home_surveys(at),
        *before.needs_checks(at),
        *visits.visits(at),
        *visits.incidents(at),
        *visits.deliveries(at),
    ]
    names = company.staff_names(item.staff_id for item in found)
    named = [replace(item, who=names.get(item.staff_id or 0, "")) for item in found]
    return sorted(named, key=lambda item: item.due_at)


__all__ = ["Due", "Heap", "all_due", "heaps"]
