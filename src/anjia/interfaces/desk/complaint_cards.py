"""What the pages of complaints show, gathered for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.company.queries import StaffSummary
from anjia.company.rules import Role, may_act
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import Clock, clock_of, clocks_of
from anjia.interfaces.desk.forms.quality import (
    CompensateForm,
    EscalateForm,
    FinishForm,
    PlanForm,
    ReplyForm,
    ResolveForm,
    VerifyForm,
)
from anjia.interfaces.shared.parts import Entry, Link
from anjia.kernel.clock import day_of
from anjia.kernel.money import yuan
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind, State
from anjia.quality import queries
from anjia.quality.queries import ActionSummary, Case, ComplaintSummary, Message
from anjia.quality.rules import ComplaintState, Dimension, Recurrence, Severity, looks_effective
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
    promised = _promised(complaints)
    severities, causes, states = queries.severity_names(), queries.cause_names(), queries.complaint_state_names()
    return [
        ComplaintRow(
            complaint=one,
            household=families.get(one.household_id, ""),
            caregiver=caregivers.get(one.caregiver_id or 0, ""),
            service=services.get(one.offering_id or 0, ""),
            owner=owners.get(one.owner_id or 0, ""),
            severity=severities[one.severity],
            severity_tone=SEVERITY_TONES[one.severity],
            cause=causes[one.cause],
            state=states[one.state],
            clock=pressing(one, promised[one.id], at=at),
        )
        for one in complaints
    ]


def _promised(complaints: Sequence[ComplaintSummary]) -> dict[int, list[PromiseSummary]]:
    """The promises about each complaint and about its way up, by complaint id."""
    steps = queries.escalations_of(one.id for one in complaints)
    subjects = {one.id: [one.subject, *(f"escalation:{step}" for step in steps[one.id])] for one in complaints}
    found = promises.promises_of(subject for names in subjects.values() for subject in names)
    return {about: [one for subject in names for one in found[subject]] for about, names in subjects.items()}


def pressing(complaint: ComplaintSummary, promised: Sequence[PromiseSummary], *, at: datetime) -> Clock | None:
    """The clock that matters now: of what is still to be done, promised or broken, what is due first."""
    undone = [one for one in promised if not complaint.settled and _is_undone(one, complaint)]
    chosen = min(undone, key=lambda one: one.due_at, default=None)
    return clock_of(chosen, at=at, undone=True) if chosen else None


def _is_undone(promise: PromiseSummary, complaint: ComplaintSummary) -> bool:
    """Whether what was promised is still missing. What a broken step up promised, the next step promises anew."""
    if promise.kind == Kind.COMPLAINT_ANSWERED and promise.state == State.BROKEN:
        return complaint.state == ComplaintState.OPEN
    if promise.kind == Kind.COMPLAINT_SETTLED and promise.state == State.BROKEN:
        return not complaint.times_contested
    return promise.state == State.OPEN


def unsettled_tabs(current: str) -> list[Link]:
    """The three faces of quality at the desk."""
    faces = [
        ("complaints", _("Complaints"), queries.count_unsettled()),
        ("corrective-actions", _("Corrective actions"), 0),
        ("voices", _("Answers"), 0),
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
        "clocks": clocks_of(_promised([complaint])[complaint.id], at=at),
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
    said = [first, *(_entry(message, people) for message in case.messages)]
    if case.granted:
        words = _("%(amount)s given back: %(text)s")
        values = {"amount": yuan(case.granted.amount_fen), "text": case.granted.text}
        said.append(Entry(at=case.granted.at, sentence=words % values, icon="yuan", by=case.granted.by_name))
    return sorted(said, key=lambda entry: entry.at)


def _opener(complaint: ComplaintSummary) -> str:
    if complaint.survey_id:
        return _("answer after the visit")
    return _("the household") if complaint.opened_by.startswith("household") else _("written down at the desk")


def _entry(message: Message, people: dict[int, str]) -> Entry:
    looks = {
        "reply": ("chat", ""),
        "resolution": ("check", "good"),
        "confirmed": ("check-circle", "good"),
        "contested": ("undo", "bad"),
        "escalation": ("arrow-up", "warn"),
    }
    icon, tone = looks[message.kind]
    return Entry(
        at=message.at,
        sentence=_sentence(message, people),
        icon="user" if message.from_household and message.kind == "reply" else icon,
        tone=tone,
        by=message.by_name or _("The system"),
    )


def _sentence(message: Message, people: dict[int, str]) -> str:
    if message.kind == "escalation":
        values = {
            "level": queries.level_names()[message.level],
            "name": people.get(message.staff_id or 0, "–"),
            "reason": message.text or queries.reason_names()[message.reason],
        }
        return _("Went up to the %(level)s, %(name)s: %(reason)s") % values
    if message.kind == "confirmed":
        return _("Settled, says the household.")
    return message.text
