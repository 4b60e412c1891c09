"""One complaint with all that was decided about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.booking import queries as booking
from anjia.promises import queries as promises
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind
from anjia.quality.models import (
    Assessment,
    Compensation,
    CompensationDecision,
    CompensationRequest,
    ComplaintReply,
    Escalation,
    Handover,
    Plan,
    PlanStep,
    PlanStepDone,
    Resolution,
    Verdict,
    Wait,
    WaitEnding,
)
from anjia.quality.queries.complaints import ComplaintSummary, complaint
from anjia.quality.rules import WaitEnd, most_compensation


@dataclass(frozen=True)
class Message:
    """Words between the household and the company, and what was decided.

    `kind` is reply, question (the company waits), plan, resolution, confirmed, contested, escalation, wait_end,
    step (of a plan, taken), handover, assessment, request or decision; the last four are for the desk alone.
    """

    kind: str
    at: datetime
    by_name: str
    from_household: bool
    text: str
    level: int = 0
    staff_id: int | None = None
    reason: str = ""
    plan: "PlanSummary | None" = None
    amount_fen: int = 0
    approved: bool | None = None
    team: str = ""
    severity: str = ""
    cause: str = ""
    inside: bool = False


@dataclass(frozen=True)
class StepSummary:
    """A step of a plan: what is promised by when, and since when it is done. Promises name it "plan_step:<id>"."""

    id: int
    position: int
    text: str
    due_at: datetime
    done_at: datetime | None
    note: str

    @property
    def subject(self) -> str:
        """How promises name it."""
        return f"plan_step:{self.id}"


@dataclass(frozen=True)
class PlanSummary:
    """Why it takes longer, and the steps until it is settled."""

    id: int
    number: int
    reason: str
    at: datetime
    by_name: str
    steps: tuple[StepSummary, ...]


@dataclass(frozen=True)
class Granted:
    """Money given back."""

    amount_fen: int
    at: datetime
    by_name: str
    text: str
    clause_id: int


@dataclass(frozen=True)
class Case:
    """A complaint, what was said and decided in the order of time, its present plan, and the money given back."""

    complaint: ComplaintSummary
    messages: tuple[Message, ...]
    granted: Granted | None
    resolved_at: datetime | None
    plan: PlanSummary | None = None

    @property
    def for_household(self) -> tuple[Message, ...]:
        """What the household reads."""
        return tuple(message for message in self.messages if not message.inside)


@dataclass(frozen=True)
class Bound:
    """The most that can be given back for a complaint, and why: the clause and the price of the visit."""

    most_fen: int
    price_fen: int | None
    clause: ClauseSummary


def case_of(complaint_id: int) -> Case:
    """The whole case. Raises Missing. A fixed number of queries."""
    about: dict[str, Any] = {"complaint_id": complaint_id}
    summary = complaint(complaint_id)
    plans = _plans(complaint_id)
    resolutions = [
        Message("resolution", row.at, row.by_name, False, row.text) for row in Resolution.objects.filter(**about)
    ]
    said = [*_conversation(about, plans), *resolutions, *_verdicts(about), *_steps_up(about), *_inside(about)]
    resolved_at = max((row.at for row in resolutions), default=None)
    return Case(
        summary,
        tuple(sorted(said, key=lambda message: message.at)),
        _granted(complaint_id),
        resolved_at if summary.settled else None,
        max(plans.values(), key=lambda plan: plan.number, default=None),
    )


def _conversation(about: dict[str, Any], plans: dict[int, PlanSummary]) -> list[Message]:
    questions = set(Wait.objects.filter(**about).values_list("reply_id", flat=True))
    said = []
    for row in ComplaintReply.objects.filter(**about).order_by("id"):
        kind = "plan" if row.pk in plans else "question" if row.pk in questions else "reply"
        said.append(Message(kind, row.at, row.by_name, row.from_household, row.text, plan=plans.get(row.pk)))
    ends = WaitEnding.objects.filter(**about).exclude(reason=WaitEnd.REPLIED)
    said += [Message("wait_end", row.at, row.by_name, False, "", reason=row.reason) for row in ends]
    return said


def _plans(complaint_id: int) -> dict[int, PlanSummary]:
    """The plans of a complaint by the reply that told them."""
    done = {row.step_id: row for row in PlanStepDone.objects.filter(complaint_id=complaint_id)}
    steps: dict[int, list[StepSummary]] = {}
    for row in PlanStep.objects.filter(plan__complaint_id=complaint_id).order_by("position"):
        taken = done.get(row.pk)
        one = StepSummary(
            row.pk, row.position, row.text, row.due_at, taken.at if taken else None, taken.text if taken else ""
        )
        steps.setdefault(row.plan_id, []).append(one)
    rows = Plan.objects.filter(complaint_id=complaint_id).select_related("reply")
    return {
        row.reply_id: PlanSummary(row.pk, row.number, row.reply.text, row.at, row.by_name, tuple(steps.get(row.pk, ())))
        for row in rows
    }


def _verdicts(about: dict[str, Any]) -> list[Message]:
    return [
        Message("confirmed" if row.settled else "contested", row.at, row.by_name, True, row.text)
        for row in Verdict.objects.filter(**about)
    ]


def _steps_up(about: dict[str, Any]) -> list[Message]:
    return [
        Message("escalation", row.at, row.by_name, False, row.text, row.level, row.staff_id, row.reason)
        for row in Escalation.objects.filter(**about)
    ]


def _inside(about: dict[str, Any]) -> list[Message]:
    """What the desk alone reads: judgements and handovers after the first, requests for money and their decisions."""
    judged = Assessment.objects.filter(**about).order_by("id")[1:]
    handed = Handover.objects.filter(**about).exclude(by__startswith="system").order_by("id")[:100]
    asked = CompensationRequest.objects.filter(**about)
    decided = CompensationDecision.objects.filter(**about)
    base: dict[str, Any] = {"from_household": False, "inside": True}
    return [
        *(
            Message("assessment", r.at, r.by_name, text=r.text, severity=r.severity, cause=r.cause, **base)
            for r in judged
        ),
        *(Message("handover", r.at, r.by_name, text=r.text, team=r.team, staff_id=r.staff_id, **base) for r in handed),
        *(Message("request", r.at, r.by_name, text=r.text, amount_fen=r.amount_fen, **base) for r in asked),
        *(Message("decision", r.at, r.by_name, text=r.text, approved=r.approved, **base) for r in decided),
    ]


def _granted(complaint_id: int) -> Granted | None:
    row = Compensation.objects.filter(complaint_id=complaint_id).first()
    return Granted(row.amount_fen, row.at, row.by_name, row.text, row.clause_id) if row else None


def bound_of(one: ComplaintSummary) -> Bound:
    """The most that can be given back for the complaint."""
    clause = promises.clause_in_force(Kind.COMPENSATION, at=one.opened_at)
    price_fen = booking.visit(one.visit_id).price_fen if one.visit_id is not None else None
    return Bound(most_compensation(clause.most_fen, price_fen), price_fen, clause)
