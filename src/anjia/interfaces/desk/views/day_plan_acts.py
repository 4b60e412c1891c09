"""Acts on plans: call off, accept, take back; pin a visit."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from anjia.company.rules import Role
from anjia.dayplans import operations, queries
from anjia.interfaces.desk.views.day_plan import difference
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal


@for_desk(Role.DISPATCHER)
@require_POST
def cancel(request: Request, day_plan_id: int) -> HttpResponseBase:
    """Calls a computation off."""
    operations.cancel_plan(plan_id=day_plan_id, at=clock.now(), by=request.person.actor)
    say(request, _("Called off. Nothing has changed."))
    return redirect("desk:day-plan", day_plan_id)


@for_desk(Role.DISPATCHER)
@require_POST
def accept(request: Request, alternative_id: int) -> HttpResponseBase:
    """Makes the chosen changes, or says on the page why they cannot be made."""
    plan_id = queries.alternative_plan(alternative_id)
    chosen = frozenset(key for one in request.POST.getlist("moves") if (key := number(one)) is not None)
    try:
        acceptance_id = operations.accept_moves(
            alternative_id=alternative_id, visit_ids=chosen, at=clock.now(), by=request.person.actor
        )
    except Refusal as refusal:
        shown = _number_of(plan_id, alternative_id)
        return difference(request, plan_id, shown, refusal=refusal.sentence, chosen=chosen)
    words = ngettext("%(count)d change is made.", "%(count)d changes are made.", len(chosen))
    say(request, words % {"count": len(chosen)}, undo=reverse("desk:day-plan-undo", args=[acceptance_id]))
    return redirect(f"{reverse('desk:day-plan', args=[plan_id])}?answer={_number_of(plan_id, alternative_id)}")


def _number_of(plan_id: int, alternative_id: int) -> int:
    return next(one.number for one in queries.plan_page(plan_id).alternatives if one.id == alternative_id)


@for_desk(Role.DISPATCHER)
@require_POST
def undo(request: Request, acceptance_id: int) -> HttpResponseBase:
    """Gives the visits of an acceptance back."""
    plan_id = queries.acceptance_plan(acceptance_id)
    try:
        changed = operations.undo_acceptance(acceptance_id=acceptance_id, at=clock.now(), by=request.person.actor)
    except Refusal as refusal:
        return difference(request, plan_id, 1, refusal=refusal.sentence)
    done = _("Taken back. Each visit is as it was before the change.")
    say(request, done if changed else _("This was taken back before; nothing has changed now."))
    return redirect("desk:day-plan", plan_id)


@for_desk(Role.DISPATCHER)
@require_POST
def pin(request: Request, visit_id: int) -> HttpResponseBase:
    """No plan moves the visit any more."""
    operations.pin_visit(visit_id=visit_id, at=clock.now(), by=request.person.actor)
    say(request, _("Pinned. No plan moves this visit."), undo=reverse("desk:visit-unpin", args=[visit_id]))
    return redirect("desk:visit", visit_id)


@for_desk(Role.DISPATCHER)
@require_POST
def unpin(request: Request, visit_id: int) -> HttpResponseBase:
    """Plans may move the visit again."""
    operations.unpin_visit(visit_id=visit_id, at=clock.now(), by=request.person.actor)
    say(request, _("Plans may move this visit again."))
    return redirect("desk:visit", visit_id)
