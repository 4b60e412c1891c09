"""The page of one complaint, with the work on its cause, gathered at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.company import queries as company
from anjia.company.queries import StaffSummary
from anjia.company.rules import Role, may_act
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import clocks_of
from anjia.interfaces.desk.complaint_cards import promised_about, rows_of, scores_of
from anjia.interfaces.desk.forms.quality import (
    CompensateForm,
    EscalateForm,
    FinishForm,
    PlanForm,
    ReplyForm,
    ResolveForm,
    VerifyForm,
)
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.parts import Entry
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.money import yuan
from anjia.quality import queries
from anjia.quality.queries import ActionSummary, Case, ComplaintSummary, Message
from anjia.quality.rules import Recurrence, looks_effective


@dataclass(frozen=True)
class ActionCard:
    """A corrective action with what can be done about it now."""

    action: ActionSummary
    who: str
    cause: str
    state: str
    late: bool
    seen: Recurrence | None = None
    looks_effective: bool | None = None
    form: Form | None = None
    form_open: bool = False
    kept: Recurrence | None = None
    tone: str = field(default="")


def action_cards(
    actions: Sequence[ActionSummary], bound: dict[str, Form], *, at: datetime, with_forms: bool = True
) -> list[ActionCard]:
    """The actions of a complaint (with forms), or of a list (without)."""
    names = company.staff_names(one.staff_id for one in actions)
    causes, states = queries.cause_names(), queries.action_state_names()
    return [
        ActionCard(
            action=one,
            who=names.get(one.staff_id, ""),
            cause=causes[one.cause],
            state=states[one.state],
            tone={"effective": "good", "reopened": "bad", "finished": "accent"}.get(one.state, ""),
            late=one.due_on is not None and one.due_on < day_of(at),
            kept=Recurrence(**one.evidence) if one.evidence else None,
            **(_next_step(one, bound, at) if with_forms else {}),
        )
        for one in actions
    ]


def _next_step(action: ActionSummary, bound: dict[str, Form], at: datetime) -> dict[str, Any]:
    """The form of what comes next for an action, and the figures to decide by."""
    if action.open:
        form = bound.get(f"finish-{action.id}")
        return {"form": form or FinishForm(auto_id=f"finish-{action.id}-%s"), "form_open": form is not None}
    if action.due_on is None:
        return {}
    seen = queries.recurrence_of(action.id, at=at)
    form = bound.get(f"verify-{action.id}")
    return {
        "form": form or VerifyForm(auto_id=f"verify-{action.id}-%s"),
        "form_open": form is not None,
        "seen": seen,
        "looks_effective": looks_effective(seen) if seen else None,
    }


def case_context(complaint_id: int, staff: StaffSummary, bound: dict[str, Form], *, at: datetime) -> dict[str, Any]:
    """Everything the page of one complaint shows."""
    case = queries.case_of(complaint_id)
    complaint = case.complaint
    visit = booking.visit(complaint.visit_id) if complaint.visit_id else None
    survey = queries.survey(complaint.survey_id) if complaint.survey_id else None
    return {
        "case": case,
        "row": rows_of([complaint], at=at)[0],
        "clocks": clocks_of(promised_about([complaint])[complaint.id], at=at),
        "entries": _said(case),
        "visit": visit,
        "home": _home_label(visit),
        "survey": survey,
        "scores": scores_of(survey.scores) if survey else [],
        "bound": queries.bound_of(complaint),
        "actions": action_cards(queries.actions_of_complaint(complaint_id), bound, at=at),
        "forms": _forms(bound, complaint, at),
        "opened": next((name for name in bound if name in DIALOGS), ""),
        "lead": may_act(staff.roles, [Role.QUALITY_LEAD]),
        "mine": complaint.owner_id == staff.id,
    }


DIALOGS = ("resolve", "compensate", "escalate", "plan")


def _home_label(visit: VisitSummary | None) -> str:
    if visit is None:
        return ""
    home = households.home(visit.home_id)
    return f"{home.district} {home.label}".strip()


def _forms(bound: dict[str, Form], complaint: ComplaintSummary, at: datetime) -> dict[str, Form]:
    fresh: dict[str, Form] = {
        "reply": ReplyForm(auto_id="reply-%s"),
        "resolve": ResolveForm(auto_id="resolve-%s"),
        "compensate": CompensateForm(auto_id="compensate-%s"),
        "escalate": EscalateForm(auto_id="escalate-%s"),
        "plan": PlanForm(
            auto_id="plan-%s",
            initial={
                "cause": complaint.cause,
                "staff": complaint.owner_id,
                "due_on": day_of(at) + timedelta(days=7),
            },
        ),
    }
    return {**fresh, **{name: form for name, form in bound.items() if name in fresh}}


def _said(case: Case) -> list[Entry]:
    """What was said and decided, the household's first words at the top."""
    people = company.staff_names(message.staff_id for message in case.messages)
    first = Entry(
        at=case.complaint.opened_at,
        sentence=case.complaint.text or _("(no words, only the stars)"),
        icon="warning",
        tone="bad",
        by=_opener(case.complaint),
    )
    teams = queries.team_names(closed=True)
    said = [first, *(_entry(message, people, teams) for message in case.messages)]
    if case.granted:
        words = _("%(amount)s given back: %(text)s")
        values = {"amount": yuan(case.granted.amount_fen), "text": case.granted.text}
        said.append(Entry(at=case.granted.at, sentence=words % values, icon="yuan", by=case.granted.by_name))
    return sorted(said, key=lambda entry: entry.at)


def _opener(complaint: ComplaintSummary) -> str:
    if complaint.survey_id:
        return _("answer after the visit")
    return _("the household") if complaint.opened_by.startswith("household") else _("written down at the desk")


_LOOKS = {
    "reply": ("chat", ""),
    "question": ("clock", "warn"),
    "wait_end": ("refresh", ""),
    "plan": ("list", "accent"),
    "resolution": ("check", "good"),
    "confirmed": ("check-circle", "good"),
    "contested": ("undo", "bad"),
    "escalation": ("arrow-up", "warn"),
    "assessment": ("edit", ""),
    "handover": ("hand", ""),
    "request": ("yuan", "warn"),
    "decision": ("yuan", ""),
}


def _entry(message: Message, people: dict[int, str], teams: dict[str, str]) -> Entry:
    icon, tone = _LOOKS[message.kind]
    return Entry(
        at=message.at,
        sentence=_sentence(message, people, teams),
        icon="user" if message.from_household and message.kind == "reply" else icon,
        tone=tone,
        by=message.by_name or _("The system"),
        details=_steps(message),
    )


def _steps(message: Message) -> tuple[tuple[str, str], ...]:
    """The steps of a plan below its words."""
    if message.plan is None:
        return ()
    return tuple((formats.moment(step.due_at, day_of(clock.now())), step.text) for step in message.plan.steps)


def _sentence(message: Message, people: dict[int, str], teams: dict[str, str]) -> str:
    told = _TOLD.get(message.kind)
    return told(message, people, teams) if told else message.text


def _with(words: str, text: str) -> str:
    return f"{words} {text}".strip()


def _went_up(message: Message, people: dict[int, str], _teams: dict[str, str]) -> str:
    values = {
        "level": queries.level_names()[message.level],
        "name": people.get(message.staff_id or 0, "–"),
        "reason": message.text or queries.reason_names()[message.reason],
    }
    return _("Went up to the %(level)s, %(name)s: %(reason)s") % values


def _judged(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    values = {
        "severity": queries.severity_names()[message.severity],
        "cause": queries.cause_names().get(message.cause, message.cause),
    }
    return _with(_("Judged: %(severity)s, %(cause)s.") % values, message.text)


def _handed(message: Message, people: dict[int, str], teams: dict[str, str]) -> str:
    values = {"team": teams.get(message.team, message.team), "name": people.get(message.staff_id or 0, "–")}
    return _with(_("Handed to %(team)s: %(name)s.") % values, message.text)


def _asked_for(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _with(_("Asks for %(amount)s back:") % {"amount": yuan(message.amount_fen)}, message.text)


def _decided(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _with(_("Approved.") if message.approved else _("Declined:"), message.text)


def _clock_goes_on(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _("The clock goes on: %(reason)s.") % {"reason": queries.wait_end_names()[message.reason]}


_TOLD: dict[str, Callable[[Message, dict[int, str], dict[str, str]], str]] = {
    "escalation": _went_up,
    "assessment": _judged,
    "handover": _handed,
    "request": _asked_for,
    "decision": _decided,
    "wait_end": _clock_goes_on,
    "confirmed": lambda _message, _people, _teams: _("Settled, says the household."),
}
