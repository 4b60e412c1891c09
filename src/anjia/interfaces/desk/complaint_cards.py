"""What the pages of complaints show, gathered for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import Clock, clock_of
from anjia.interfaces.shared.parts import Link
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import State
from anjia.quality import queries
from anjia.quality.queries import ComplaintSummary
from anjia.quality.rules import ANSWERED, SETTLED, ComplaintState, Dimension, Severity
from anjia.workforce import queries as workforce

SEVERITY_TONES = {Severity.GRAVE.value: "bad", Severity.SERIOUS.value: "warn", Severity.MINOR.value: ""}


@dataclass(frozen=True)
class ComplaintRow:
    """One line of the list: the complaint with the names and the clock it needs."""

    complaint: ComplaintSummary
    household: str
    caregiver: str
    service: str
    owner: str
    team: str
    severity: str
    severity_tone: str
    cause: str
    state: str
    clock: Clock | None


def rows_of(complaints: Sequence[ComplaintSummary], *, at: datetime) -> list[ComplaintRow]:
    """The lines of a page, with one question to each area."""
    families = households.names_of(one.household_id for one in complaints)
    caregivers = workforce.names_of(one.caregiver_id for one in complaints)
    services = catalog.names_of(one.offering_id for one in complaints)
    owners = company.staff_names(one.owner_id for one in complaints)
    promised = promised_about(complaints)
    teams = queries.team_names(closed=True)
    severities, causes, states = queries.severity_names(), queries.cause_names(), queries.complaint_state_names()
    return [
        ComplaintRow(
            complaint=one,
            household=families.get(one.household_id, ""),
            caregiver=caregivers.get(one.caregiver_id or 0, ""),
            service=services.get(one.offering_id or 0, ""),
            owner=owners.get(one.owner_id or 0, ""),
            team=teams.get(one.team, ""),
            severity=severities[one.severity],
            severity_tone=SEVERITY_TONES[one.severity],
            cause=causes.get(one.cause, one.cause),
            state=states[one.state],
            clock=pressing(one, promised[one.id], at=at),
        )
        for one in complaints
    ]


def promised_about(complaints: Sequence[ComplaintSummary]) -> dict[int, list[PromiseSummary]]:
    """The promises about each complaint and about its way up, by complaint id."""
    steps = queries.escalations_of(one.id for one in complaints)
    planned = queries.plan_steps_of(one.id for one in complaints if one.plans)
    subjects = {
        one.id: [
            one.subject,
            *(f"escalation:{step}" for step in steps[one.id]),
            *(f"plan_step:{step}" for step in planned.get(one.id, ())),
        ]
        for one in complaints
    }
    found = promises.promises_of(subject for names in subjects.values() for subject in names)
    return {about: [one for subject in names for one in found[subject]] for about, names in subjects.items()}


def pressing(complaint: ComplaintSummary, promised: Sequence[PromiseSummary], *, at: datetime) -> Clock | None:
    """The clock that matters now: of what is still to be done, promised or broken, what is due first."""
    undone = [one for one in promised if not complaint.settled and _is_undone(one, complaint)]
    chosen = min(undone, key=lambda one: one.due_at, default=None)
    return clock_of(chosen, at=at, undone=True) if chosen else None


def _is_undone(promise: PromiseSummary, complaint: ComplaintSummary) -> bool:
    """Whether what was promised is still missing. What a broken step up promised, the next step promises anew."""
    if promise.kind in ANSWERED.values() and promise.state == State.BROKEN:
        return complaint.state == ComplaintState.OPEN
    if promise.kind in SETTLED.values() and promise.state == State.BROKEN:
        return not complaint.times_contested
    return promise.state == State.OPEN


def unsettled_tabs(current: str) -> list[Link]:
    """The faces of quality at the desk."""
    faces = [
        ("complaints", _("Complaints"), queries.count_unsettled()),
        ("corrective-actions", _("Work on causes"), 0),
        ("causes", _("Causes"), len(queries.open_proposals())),
        ("voices", _("Answers"), 0),
        ("follow-ups", _("Follow-ups"), 0),
    ]
    return [
        Link(label=label, url=reverse(f"desk:{name}"), current=name == current, count=count)
        for name, label, count in faces
    ]


@dataclass(frozen=True)
class Score:
    """One of the four points of an answer."""

    label: str
    value: int


def scores_of(scores: dict[str, int]) -> list[Score]:
    """An answer's four points with their names."""
    names = queries.dimension_names()
    return [Score(names[one], scores[one]) for one in Dimension if one in scores]
