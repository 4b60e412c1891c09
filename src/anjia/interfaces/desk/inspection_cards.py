"""What the pages of inspections show, gathered for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.dispatch import queries as dispatch
from anjia.inspections import queries
from anjia.inspections.queries import FindingSummary, InspectionSummary, RecordSummary
from anjia.inspections.rules import DeviationState, Severity
from anjia.kernel.clock import day_of
from anjia.workforce import queries as workforce

TONES = {
    DeviationState.OPEN: "bad",
    DeviationState.REMEDIED: "warn",
    DeviationState.VERIFIED: "good",
}
SEVERITY_TONES = {Severity.GRAVE.value: "bad", Severity.SERIOUS.value: "warn", Severity.MINOR.value: ""}
LOOK_BACK, LOOK_AHEAD = timedelta(days=7), timedelta(days=1)
MOST_VISITS = 40


@dataclass(frozen=True)
class InspectionRow:
    """An inspection that is due, in words."""

    inspection: InspectionSummary
    kind: str
    about: str
    visit: VisitSummary | None
    late: bool


@dataclass(frozen=True)
class FindingRow:
    """A finding in words."""

    finding: FindingSummary
    result: str
    severity: str
    severity_tone: str
    state: str
    tone: str
    caregiver: str
    service: str


@dataclass(frozen=True)
class RecordRow:
    """An inspection that was held, in words."""

    record: RecordSummary
    kind: str
    caregiver: str
    service: str


def inspection_rows(found: Sequence[InspectionSummary], *, at: datetime) -> list[InspectionRow]:
    """The lines of what is due, with one question to each area."""
    people = workforce.names_of(one.caregiver_id for one in found)
    services = catalog.names_of(one.offering_id for one in found)
    branches = {one.id: one.name for one in company.branches()}
    visits = booking.visits(one.visit_id for one in found if one.visit_id)
    kinds = queries.kind_names()
    return [
        InspectionRow(
            inspection=one,
            kind=kinds[one.kind],
            about=people.get(one.caregiver_id or 0)
            or services.get(one.offering_id or 0)
            or branches.get(one.branch_id or 0, ""),
            visit=visits.get(one.visit_id or 0),
            late=one.state == "planned" and one.due_at < at,
        )
        for one in found
    ]


def finding_rows(found: Sequence[FindingSummary]) -> list[FindingRow]:
    """The lines of findings."""
    people = workforce.names_of(one.caregiver_id for one in found)
    services = catalog.names_of(one.offering_id for one in found)
    results, severities, states = queries.result_names(), queries.severity_names(), queries.state_names()
    return [
        FindingRow(
            finding=one,
            result=results[one.result],
            severity=severities.get(one.severity, ""),
            severity_tone=SEVERITY_TONES.get(one.severity, ""),
            state=states[one.state] if one.state else "",
            tone=TONES[one.state] if one.state else "",
            caregiver=people.get(one.caregiver_id, ""),
            service=services.get(one.offering_id, ""),
        )
        for one in found
    ]


def record_rows(found: Sequence[RecordSummary]) -> list[RecordRow]:
    """The lines of what was held."""
    people = workforce.names_of(one.caregiver_id for one in found)
    services = catalog.names_of(one.offering_id for one in found)
    kinds = queries.kind_names()
    return [
        RecordRow(one, kinds[one.kind], people.get(one.caregiver_id, ""), services.get(one.offering_id, ""))
        for one in found
    ]


def visits_for(one: InspectionSummary, *, at: datetime) -> list[tuple[VisitSummary, str]]:
    """The visits at which an inspection can be held now, the latest first, each with its caregiver's name."""
    if one.visit_id is not None:
        visits = [booking.visit(one.visit_id)]
    else:
        found = booking.visits_between(day_of(at - LOOK_BACK), day_of(at + LOOK_AHEAD))
        visits = [visit for visit in found if visit.state != "cancelled" and visit.starts_at <= at]
    assigned = dispatch.assignments_of_visits(visit.id for visit in visits)
    people = workforce.caregivers(row.caregiver_id for row in assigned.values())
    fitting = [
        (visit, people[assigned[visit.id].caregiver_id])
        for visit in sorted(visits, key=lambda visit: visit.starts_at, reverse=True)
        if visit.id in assigned and assigned[visit.id].caregiver_id in people
    ]
    return [
        (visit, who.name)
        for visit, who in fitting
        if one.visit_id is not None
        or (
            one.caregiver_id in (None, who.id)
            and one.offering_id in (None, visit.offering_id)
            and one.branch_id in (None, who.branch_id)
        )
    ][:MOST_VISITS]
