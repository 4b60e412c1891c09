"""What can be done about a complaint; each act is one operation. A refusal comes back in the form it is about."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from anjia.company.rules import Role
from anjia.interfaces.desk import acting
from anjia.interfaces.desk.acting import Act
from anjia.interfaces.desk.forms import quality as forms
from anjia.interfaces.desk.views.complaints import complaint_page
from anjia.interfaces.shared.access import Request, for_desk
from anjia.kernel.actors import Actor
from anjia.kernel.money import parse_yuan
from anjia.quality import operations, queries
from anjia.quality.rules import Reason, Scope


def carry_out(
    request: Request, complaint_id: int, name: str, kind: type[Form], act: Act, said: str
) -> HttpResponseBase:
    """Runs one act about a complaint from its form, which stands on the complaint's page."""
    form, back = (
        kind(request.POST, auto_id=f"{name}-%s"),
        redirect("desk:complaint", queries.complaint(complaint_id).id),
    )
    return acting.carry_out(
        request, form, act, said, back=back, shown=lambda: complaint_page(request, complaint_id, {name: form})
    )


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def reply(request: Request, complaint_id: int) -> HttpResponseBase:
    """Writes to the household."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.reply_to_complaint(complaint_id=complaint_id, text=values["text"], at=at, by=by)

    return carry_out(request, complaint_id, "reply", forms.ReplyForm, act, _("Sent to the household."))


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def resolve(request: Request, complaint_id: int) -> HttpResponseBase:
    """Says what was done."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.resolve_complaint(complaint_id=complaint_id, text=values["text"], at=at, by=by)

    said = _("Resolved. The household is asked whether it is settled.")
    return carry_out(request, complaint_id, "resolve", forms.ResolveForm, act, said)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def escalate(request: Request, complaint_id: int) -> HttpResponseBase:
    """Hands it up."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.escalate_complaint(
            complaint_id=complaint_id, reason=Reason.BY_HAND, text=values["text"], at=at, by=by
        )

    return carry_out(request, complaint_id, "escalate", forms.EscalateForm, act, _("Handed up."))


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def compensate(request: Request, complaint_id: int) -> HttpResponseBase:
    """Gives money back."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        amount_fen = parse_yuan(values["amount"])
        operations.grant_compensation(
            complaint_id=complaint_id, amount_fen=amount_fen, text=values["text"], at=at, by=by
        )

    said = _("Granted. The amount is credited to the household's account.")
    return carry_out(request, complaint_id, "compensate", forms.CompensateForm, act, said)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def take(request: Request, complaint_id: int) -> HttpResponseBase:
    """Makes whoever asks answer for it."""
    return carry_out(
        request,
        complaint_id,
        "take",
        Form,
        lambda _values, at, by: operations.take_complaint(complaint_id=complaint_id, at=at, by=by),
        _("You answer for this complaint now."),
    )


@for_desk(Role.QUALITY_LEAD)
def plan(request: Request, complaint_id: int) -> HttpResponseBase:
    """Plans work on the cause."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.plan_corrective_action(
            complaint_id=complaint_id,
            staff_id=int(values["staff"]),
            what=values["what"],
            cause=values["cause"],
            scope=Scope(values["scope"]) if values["scope"] else None,
            due_on=values["due_on"],
            at=at,
            by=by,
        )

    return carry_out(request, complaint_id, "plan", forms.PlanForm, act, _("Planned."))
