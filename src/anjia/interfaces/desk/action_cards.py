"""Corrective and preventive actions with what can be done about them now, and what the figures say in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.interfaces.desk.forms.quality import FinishForm, VerifyForm
from anjia.kernel.clock import day_of
from anjia.losses.operations import recurrence_of as losses_of
from anjia.quality import queries
from anjia.quality.queries import ActionSummary
from anjia.quality.rules import Effect, Finding, Measure, Place, Recurrence, Scope
from anjia.workforce import queries as workforce

TONES = {"effective": "good", "accepted": "", "reopened": "bad", "finished": "accent"}


@dataclass(frozen=True)
class ActionCard:
    """An action with what can be done about it now; `finding` are the figures in words, sentence by sentence."""

    action: ActionSummary
    who: str
    cause: str
    state: str
    kind: str
    where: str
    late: bool
    seen: Recurrence | None = None
    finding: tuple[str, ...] = ()
    form: Form | None = None
    form_open: bool = False
    kept: Recurrence | None = None
    outcome: str = ""
    tone: str = field(default="")


def action_cards(
    actions: Sequence[ActionSummary], bound: dict[str, Form], *, at: datetime, with_forms: bool = True
) -> list[ActionCard]:
    """The actions of a page (with forms), or of a list (without). One question to each area."""
    names = company.staff_names(one.staff_id for one in actions)
    causes, states = queries.cause_names(), queries.action_state_names()
    kinds, outcomes = queries.action_kind_names(), queries.effect_names()
    places = place_names([one.place for one in actions])
    return [
        ActionCard(
            action=one,
            who=names.get(one.staff_id, ""),
            cause=one.label or causes.get(one.cause, one.cause),
            state=states[one.state],
            kind=kinds[one.kind],
            where=places[one.place],
            tone=TONES.get(one.state, ""),
            late=one.due_on is not None and one.due_on < day_of(at),
            kept=Recurrence(**one.evidence) if one.evidence else None,
            outcome=outcomes.get(one.outcome, ""),
            **(_next_step(one, bound, at) if with_forms else {}),
        )
        for one in actions
    ]


def place_names(places: Sequence[Place]) -> dict[Place, str]:
    """Where a cause is worked on, in words."""
    caregivers = workforce.names_of(one.id for one in places if one.scope is Scope.CAREGIVER)
    services = catalog.names_of(one.id for one in places if one.scope in (Scope.OFFERING, Scope.STEP))
    return {one: _place(one, caregivers, services) for one in places}


def _place(place: Place, caregivers: dict[int, str], services: dict[int, str]) -> str:
    words = {
        Scope.CAREGIVER: caregivers.get(place.id, ""),
        Scope.OFFERING: services.get(place.id, ""),
        Scope.STEP: f"{services.get(place.id, '')} · {place.step}",
        Scope.COMPANY: _("whole company"),
    }
    return words[place.scope]


def seen_of(action: ActionSummary, *, at: datetime) -> Recurrence | None:
    """How often the cause of a finished action came up before and since, counted where it is counted."""
    if action.measure == Measure.LOSSES:
        return losses_of(action, at=at)
    return queries.recurrence_of(action.id, at=at)


def _next_step(action: ActionSummary, bound: dict[str, Form], at: datetime) -> dict[str, Any]:
    """The form of what comes next for an action, and the figures to decide by."""
    if action.open:
        form = bound.get(f"finish-{action.id}")
        return {"form": form or FinishForm(auto_id=f"finish-{action.id}-%s"), "form_open": form is not None}
    if action.due_on is None:
        return {}
    seen = seen_of(action, at=at)
    form = bound.get(f"verify-{action.id}")
    return {
        "form": form or VerifyForm(auto_id=f"verify-{action.id}-%s"),
        "form_open": form is not None,
        "seen": seen,
        "finding": finding_words(queries.finding_about(action, seen), seen) if seen else (),
    }


def finding_words(finding: Finding, seen: Recurrence) -> tuple[str, ...]:
    """What a look says, with what it risks, sentence by sentence."""
    first = {
        Effect.HELPED: _("Had nothing changed, so few would come up by chance in %(few)s of 100 cases: it helped."),
        Effect.DID_NOT_HELP: _(
            "Had the cause become half as frequent, so many would come up by chance in %(many)s of 100 cases: "
            "it did not help."
        ),
        Effect.CANNOT_TELL: _("The figures cannot tell yet."),
    }
    values = {"few": _in_hundred(finding.as_few), "many": _in_hundred(finding.as_many)}
    said = [first[finding.effect] % values]
    if finding.effect is Effect.CANNOT_TELL:
        said.append(_what_is_missing(finding, seen))
    said.append(_("All looks together call an action helpful that changed nothing in at most 1 of 20 cases."))
    return tuple(said)


def _what_is_missing(finding: Finding, seen: Recurrence) -> str:
    if finding.least_visits is None:
        return _("There was no other case before, so figures can never show that it helped; a person decides.")
    if seen.visits_after < finding.least_visits:
        words = _("Even a clean record proves nothing with fewer than %(least)d since; there were %(now)d.")
        return words % {"least": finding.least_visits, "now": seen.visits_after}
    words = _("Had the cause become half as frequent, this look would have found it in %(power)d of 100 cases.")
    return words % {"power": round(finding.power * 100)}


def _in_hundred(chance: float) -> str:
    """0.0004 -> "0.1" as the smallest shown, so that nothing reads as impossible."""
    return f"{max(chance * 100, 0.1):.1f}"
