"""The page of one complaint, with the work on its cause, gathered at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import Form

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.company.queries import StaffSummary
from anjia.company.rules import Role, may_act
from anjia.households import queries as households
from anjia.interfaces.desk.action_cards import action_cards
from anjia.interfaces.desk.clocks import Clock, clock_of, clocks_of
from anjia.interfaces.desk.complaint_cards import promised_about, rows_of, scores_of
from anjia.interfaces.desk.complaint_words import said_and_decided
from anjia.interfaces.desk.forms.cases import AssessForm, DecideForm, HandForm, SettlementForm
from anjia.interfaces.desk.forms.quality import CompensateForm, EscalateForm, PlanForm, ReplyForm, ResolveForm
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind, State
from anjia.quality import queries
from anjia.quality.queries import Case, ComplaintSummary, RequestSummary, StepSummary
from anjia.quality.rules import LADDER

DIALOGS = ("resolve", "compensate", "escalate", "plan", "assess", "hand", "settlement")


@dataclass(frozen=True)
class StepRow:
    """A step of the plan with its clock."""

    step: StepSummary
    clock: Clock | None


def case_context(complaint_id: int, staff: StaffSummary, bound: dict[str, Form], *, at: datetime) -> dict[str, Any]:
    """Everything the page of one complaint shows."""
    case = queries.case_of(complaint_id)
    complaint = case.complaint
    visit = booking.visit(complaint.visit_id) if complaint.visit_id else None
    survey = queries.survey(complaint.survey_id) if complaint.survey_id else None
    return {
        "case": case,
        "row": rows_of([complaint], at=at)[0],
        "clocks": clocks_of(_promised(complaint), at=at),
        "entries": said_and_decided(case),
        "visit": visit,
        "home": _home_label(visit),
        "survey": survey,
        "scores": scores_of(survey.scores) if survey else [],
        "plan_rows": _plan_rows(case, at),
        "actions": action_cards(queries.actions_of_complaint(complaint_id), bound, at=at),
        "forms": _forms(bound, complaint, at),
        "opened": next((name for name in bound if name in DIALOGS), ""),
        "lead": may_act(staff.roles, [Role.QUALITY_LEAD]),
        "mine": complaint.owner_id == staff.id,
        **_money(case, staff, bound),
    }


def _promised(complaint: ComplaintSummary) -> list[PromiseSummary]:
    """What is promised about it; steps of a plan stand on the plan, and what another promise replaced is left out."""
    return [
        one
        for one in promised_about([complaint])[complaint.id]
        if one.kind != Kind.PLAN_STEP and one.state != State.RELEASED
    ]


def _money(case: Case, staff: StaffSummary, bound: dict[str, Form]) -> dict[str, Any]:
    """What may be given back, by whom, and what waits for a second person."""
    complaint = case.complaint
    mine = queries.authority_of(Actor("staff", staff.id), at=complaint.opened_at)
    most = queries.bound_of(complaint)
    requests = queries.requests_of_complaint(complaint.id)
    waiting = next((one for one in requests if one.approved is None), None) if not case.granted else None
    return {
        "bound": most,
        "own_fen": min(mine.bound_fen, most.most_fen),
        "beyond": most.most_fen > mine.bound_fen,
        "request_of_money": waiting,
        "may_decide": waiting is not None and _may_decide(waiting, staff, complaint),
        "decide_form": bound.get("decide") or DecideForm(auto_id="decide-%s"),
        "may_grant": mine.rank >= 0 and not case.granted and waiting is None and most.most_fen > 0,
    }


def _may_decide(request: RequestSummary, staff: StaffSummary, complaint: ComplaintSummary) -> bool:
    able = queries.who_can(request.amount_fen, asked_by=Actor("staff", request.by_staff_id), at=complaint.opened_at)
    return staff.id in {person.id for person in able}


def _plan_rows(case: Case, at: datetime) -> list[StepRow]:
    if case.plan is None:
        return []
    found = promises.promises_of(step.subject for step in case.plan.steps)
    return [
        StepRow(step, clock_of(found[step.subject][-1], at=at) if found[step.subject] else None)
        for step in case.plan.steps
    ]


def _home_label(visit: VisitSummary | None) -> str:
    if visit is None:
        return ""
    home = households.home(visit.home_id)
    return f"{home.district} {home.label}".strip()


def _forms(bound: dict[str, Form], complaint: ComplaintSummary, at: datetime) -> dict[str, Form]:
    judged = {"severity": complaint.severity, "cause": complaint.cause, "step": complaint.step}
    team = complaint.team or LADDER[0]
    planned = {"cause": complaint.cause, "staff": complaint.owner_id, "due_on": day_of(at) + timedelta(days=7)}
    fresh: dict[str, Form] = {
        "reply": ReplyForm(auto_id="reply-%s"),
        "resolve": ResolveForm(auto_id="resolve-%s"),
        "compensate": CompensateForm(auto_id="compensate-%s"),
        "escalate": EscalateForm(auto_id="escalate-%s"),
        "assess": AssessForm(auto_id="assess-%s", initial=judged),
        "hand": HandForm(auto_id="hand-%s", initial={"team": team}),
        "settlement": SettlementForm(auto_id="settlement-%s"),
        "plan": PlanForm(auto_id="plan-%s", initial=planned),
    }
    return {**fresh, **{name: form for name, form in bound.items() if name in fresh}}
