"""How a complaint is carried: judged, handed over, asked back, explained with a plan, and money approved."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.forms import cases as forms
from anjia.interfaces.desk.forms.quality import CompensateForm, ReplyForm
from anjia.interfaces.desk.views.complaint_acts import carry_out
from anjia.interfaces.desk.views.complaints import complaint_page
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import parse_yuan
from anjia.quality import operations, queries
from anjia.quality.rules import Severity


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def ask_back(request: Request, complaint_id: int) -> HttpResponseBase:
    """Asks the household; the clock stands still until it replies."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.ask_back(complaint_id=complaint_id, text=values["text"], at=at, by=by)

    said = _("Asked. The clock stands still until the household replies, a week at most.")
    return carry_out(request, complaint_id, "reply", ReplyForm, act, said)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def go_on(request: Request, complaint_id: int) -> HttpResponseBase:
    """Lets the clock go on."""
    operations.go_on(complaint_id=complaint_id, at=clock.now(), by=request.person.actor)
    say(request, _("The clock goes on."))
    return redirect("desk:complaint", complaint_id)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def assess(request: Request, complaint_id: int) -> HttpResponseBase:
    """Judges severity and cause."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.assess_complaint(
            complaint_id=complaint_id,
            severity=Severity(values["severity"]),
            cause=values["cause"],
            step=values["step"],
            text=values["text"],
            at=at,
            by=by,
        )

    return carry_out(request, complaint_id, "assess", forms.AssessForm, act, _("Judged."))


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def hand(request: Request, complaint_id: int) -> HttpResponseBase:
    """Gives it to another team."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.hand_to_team(complaint_id=complaint_id, team=values["team"], text=values["text"], at=at, by=by)

    return carry_out(request, complaint_id, "hand", forms.HandForm, act, _("Handed over."))


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def settlement(request: Request, complaint_id: int) -> HttpResponseBase:
    """Explains why it takes longer and promises the steps."""
    if request.method != "POST":
        return redirect("desk:complaint", queries.complaint(complaint_id).id)
    form = forms.SettlementForm(request.POST, auto_id="settlement-%s")
    if form.is_valid():
        try:
            operations.plan_settlement(
                complaint_id=complaint_id,
                reason=form.cleaned_data["reason"],
                steps=form.steps(),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The household was told why and what happens by when."))
            return redirect("desk:complaint", complaint_id)
    return complaint_page(request, complaint_id, {"settlement": form})


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def take_step(request: Request, complaint_id: int, plan_step_id: int) -> HttpResponseBase:
    """A step of the plan is done."""
    if queries.complaint_of_plan_step(plan_step_id) != complaint_id:
        raise Missing
    note = request.POST.get("text", "")
    operations.take_plan_step(plan_step_id=plan_step_id, text=note, at=clock.now(), by=request.person.actor)
    say(request, _("Done. The household sees it."))
    return redirect("desk:complaint", complaint_id)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def request_money(request: Request, complaint_id: int) -> HttpResponseBase:
    """Asks a second person for more than one may give alone."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        amount_fen = parse_yuan(values["amount"])
        operations.request_compensation(
            complaint_id=complaint_id, amount_fen=amount_fen, text=values["text"], at=at, by=by
        )

    said = _("Asked. A second person decides.")
    return carry_out(request, complaint_id, "compensate", CompensateForm, act, said)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def decide_money(request: Request, complaint_id: int, compensation_request_id: int) -> HttpResponseBase:
    """A second person's yes or no."""
    if compensation_request_id not in {one.id for one in queries.requests_of_complaint(complaint_id)}:
        raise Missing
    approved = request.POST.get("approved") == "yes"

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.decide_compensation(
            compensation_request_id=compensation_request_id, approved=approved, text=values["text"], at=at, by=by
        )

    said = _("Approved and credited to the household's account.") if approved else _("Declined.")
    return carry_out(request, complaint_id, "decide", forms.DecideForm, act, said)
