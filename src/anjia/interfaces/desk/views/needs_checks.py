"""The question a week before a visit."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.booking import operations, queries
from anjia.booking.rules import VisitState
from anjia.company.rules import Role
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.desk.forms.home_surveys import WaiverForm
from anjia.interfaces.desk.forms.needs_checks import NeedsForm
from anjia.interfaces.desk.promise_lines import promises_about
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal

CALLERS = (Role.ADVISER, Role.DISPATCHER)


@for_desk(*CALLERS)
def needs_check(request: Request, visit_id: int) -> HttpResponseBase:
    """Asks whether everything is as agreed; what is new goes into the dossier."""
    form = NeedsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.do_needs_check(
                visit_id=visit_id,
                changed=form.cleaned_data["changed"] == "yes",
                changes=form.cleaned_data["changes"],
                entries=form.entries(),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Written down. Whoever goes there knows."))
            return redirect("desk:visit", visit_id)
    return _page(request, visit_id, form)


def _page(request: Request, visit_id: int, form: NeedsForm, phone: str = "") -> HttpResponseBase:
    visit, check = queries.visit(visit_id), queries.needs_check_of(visit_id)
    if check is None:
        raise Missing
    if check.done_at is not None or visit.state != VisitState.PLANNED:
        return redirect("desk:visit", visit_id)
    names = households.kind_names()
    context = {
        "visit": visit,
        "check": check,
        "household": households.household(visit.household_id),
        "dossier": [(names[one.kind], one.text) for one in households.dossier_of(visit.household_id)],
        "promised": promises_about([f"visit:{visit_id}"], at=clock.now()),
        "form": form,
        "waiver_form": WaiverForm(),
        "phone": phone,
    }
    return render(request, "desk/dispatch/needs_check.html", context, status=422 if form.errors else 200)


@for_desk(*CALLERS)
@require_POST
def phone(request: Request, visit_id: int) -> HttpResponseBase:
    """Shows the household's whole number for the call; that it was shown becomes part of the story."""
    visit = queries.visit(visit_id)
    shown = household_operations.reveal_phone(
        household_id=visit.household_id,
        purpose=_("to ask for the needs of visit %(id)d") % {"id": visit_id},
        at=clock.now(),
        by=request.person.actor,
    )
    return _page(request, visit_id, NeedsForm(), phone=shown.removeprefix("+86"))


@for_desk(*CALLERS)
@require_POST
def waive(request: Request, visit_id: int) -> HttpResponseBase:
    """The household does not want to be asked."""
    form = WaiverForm(request.POST)
    if not form.is_valid():
        say(request, _("Please write what the household said."), tone="warn")
        return redirect("desk:needs-check", visit_id)
    operations.waive_needs_check(
        visit_id=visit_id, note=form.cleaned_data["note"], at=clock.now(), by=request.person.actor
    )
    say(request, _("Written down in the household's words."))
    return redirect("desk:visit", visit_id)
