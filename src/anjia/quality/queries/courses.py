"""A complaint told again from its decision rows alone."""

from collections.abc import Iterator
from typing import Any

from anjia.quality.models import (
    Assessment,
    Compensation,
    CompensationDecision,
    CompensationRequest,
    ComplaintReply,
    Handover,
    Plan,
    Resolution,
    Verdict,
    Wait,
    WaitEnding,
)
from anjia.quality.rules import Course, Decided, Step, course_of


def decisions_of(complaint_id: int) -> list[Decided]:
    """Every decision about a complaint, each kind in the order in which it was written."""
    return list(_decisions({"complaint_id": complaint_id}))


def _decisions(about: dict[str, Any]) -> Iterator[Decided]:
    for judged in Assessment.objects.filter(**about).order_by("id"):
        yield Decided(Step.ASSESSED, severity=judged.severity, cause=judged.cause)
    for handed in Handover.objects.filter(**about).order_by("id"):
        yield Decided(Step.HANDED, team=handed.team, owner_id=handed.staff_id)
    for granted in Compensation.objects.filter(**about).order_by("id"):
        yield Decided(Step.GRANTED, amount_fen=granted.amount_fen)
    for settled in Verdict.objects.filter(**about).order_by("id").values_list("settled", flat=True):
        yield Decided(Step.CONFIRMED if settled else Step.CONTESTED)
    counted = {
        Step.ANSWERED: ComplaintReply.objects.filter(from_household=False),
        Step.WAITED: Wait.objects.all(),
        Step.WAIT_ENDED: WaitEnding.objects.all(),
        Step.PLANNED: Plan.objects.all(),
        Step.REQUESTED: CompensationRequest.objects.all(),
        Step.DECIDED: CompensationDecision.objects.all(),
        Step.RESOLVED: Resolution.objects.all(),
    }
    for step, rows in counted.items():
        yield from [Decided(step)] * rows.filter(**about).count()


def course_of_complaint(complaint_id: int) -> Course:
    """How the complaint stands by its decision rows alone."""
    return course_of(decisions_of(complaint_id))
