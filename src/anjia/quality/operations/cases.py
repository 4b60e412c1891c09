"""What every decision about a complaint needs: the case itself, whose it is, and that a step is taken once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.promises import queries as promises
from anjia.promises.operations import keep_promise
from anjia.promises.rules import Kind, State
from anjia.quality.models import Complaint, Escalation, with_standing
from anjia.quality.rules import ANSWERED, SETTLED, ComplaintState, Standing, complaint_state


def case(complaint_id: int, *, by: Actor) -> Complaint:
    """The complaint with its standing. Raises Missing, also to a household whose complaint it is not."""
    row = with_standing(Complaint.objects.filter(pk=complaint_id)).first()
    if row is None or not is_theirs(row.household_id, by):
        raise Missing
    return row


def is_theirs(household_id: int, by: Actor) -> bool:
    """A household acts for itself only; staff and the clock act for all."""
    return by.kind != "household" or by.id == household_id


def standing_of(complaint: Any) -> Standing:
    """What the decisions about a complaint from `case` amount to."""
    return Standing(
        answered=complaint.answered,
        resolutions=complaint.resolutions,
        confirmed=complaint.confirmed,
        contests=complaint.contests,
    )


def state_of(complaint: Complaint) -> ComplaintState:
    """Where a complaint from `case` stands."""
    return complaint_state(standing_of(complaint))


def subject_of(complaint: Complaint) -> str:
    """How promises name it."""
    return f"complaint:{complaint.pk}"


def facts_of(complaint: Complaint) -> dict[str, Any]:
    """The fields that all facts about it share."""
    return {
        "complaint_id": complaint.pk,
        "household_id": complaint.household_id,
        "visit_id": complaint.visit_id,
        "caregiver_id": complaint.caregiver_id,
    }


def already() -> str:
    """For a step that somebody else has taken while this page was open."""
    return _("Somebody has just done this. Please look at the complaint again.")


def open_kinds(complaint: Complaint, kinds: Iterable[str]) -> list[str]:
    """Which of these kinds are promised about the complaint now."""
    wanted = set(kinds)
    subject = subject_of(complaint)
    found = promises.promises_of([subject])[subject]
    return [one.kind for one in found if one.kind in wanted and one.state == State.OPEN]


def _keep(complaint: Complaint, kinds: Iterable[str], evidence: str, *, at: datetime, by: Actor) -> None:
    """Keeps what was promised, under the clause of whatever severity; what was broken is noted as done after all."""
    wanted = set(kinds)
    subject = subject_of(complaint)
    for kind in dict.fromkeys(one.kind for one in promises.promises_of([subject])[subject] if one.kind in wanted):
        keep_promise(kind=kind, subject=subject, evidence=evidence, at=at, by=by)


def keep_settled(complaint: Complaint, evidence: str, *, at: datetime, by: Actor) -> None:
    """It is settled: the promise of a settlement is kept."""
    _keep(complaint, SETTLED.values(), evidence, at=at, by=by)


def keep_answered(complaint: Complaint, evidence: str, *, at: datetime, by: Actor) -> None:
    """The household has heard from the company: the first answer is given, and whoever it went up to has acted."""
    _keep(complaint, ANSWERED.values(), evidence, at=at, by=by)
    for escalation_id in Escalation.objects.filter(complaint=complaint).values_list("id", flat=True):
        subject = f"escalation:{escalation_id}"
        keep_promise(kind=Kind.ESCALATION_TAKEN_UP, subject=subject, evidence=evidence, at=at, by=by)
