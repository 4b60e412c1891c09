"""The company's own pages: who works at the desk, the log, deliveries that stopped."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import operations, queries
from anjia.company.rules import COUNTRY, Role
from anjia.interfaces.desk.forms.company import ROLE_NAMES, BranchForm, EngageForm, JurisdictionForm, RolesForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel import operations as kernel_operations
from anjia.kernel import queries as kernel_queries
from anjia.kernel.errors import Missing, Refusal
from anjia.law.queries import place_name

PAGE = 60


@for_desk(Role.OWNER)
def staff(request: Request) -> HttpResponseBase:
    """The people at the desk; a new one is engaged here."""
    form = EngageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.engage_staff(**_engagement(form.cleaned_data), at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            say(request, _("%(name)s can log in now.") % {"name": form.cleaned_data["name"]})
            return redirect("desk:staff")
    return _company_page(request, form, BranchForm())


@for_desk(Role.OWNER)
@require_POST
def branch(request: Request) -> HttpResponseBase:
    """Opens a branch."""
    form = BranchForm(request.POST)
    if form.is_valid():
        try:
            operations.open_branch(**form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            say(request, _("The branch is open."))
            return redirect("desk:staff")
    return _company_page(request, EngageForm(), form)


@for_desk(Role.OWNER)
@require_POST
def jurisdiction(request: Request) -> HttpResponseBase:
    """Says whose law holds for a branch, or for the company."""
    form = JurisdictionForm(request.POST, branches=queries.branches())
    if not form.is_valid():
        raise Missing
    branch_id, code = number(form.cleaned_data["branch"]), form.cleaned_data["jurisdiction"]
    at, by = clock.now(), request.person.actor
    if branch_id is None:
        operations.set_company_jurisdiction(jurisdiction=code or COUNTRY, at=at, by=by)
    else:
        operations.set_branch_jurisdiction(branch_id=branch_id, jurisdiction=code, at=at, by=by)
    say(request, _("Saved."))
    return redirect("desk:staff")


def _company_page(request: Request, form: EngageForm, branch_form: BranchForm) -> HttpResponseBase:
    names = dict(ROLE_NAMES)
    people = [
        {"row": person, "roles": [names[role] for role in sorted(person.roles)], "form": _roles_form(person)}
        for person in queries.staff_list()
    ]
    branches = queries.branches()
    context = {
        "people": people,
        "form": form,
        "branches": [{"row": one, "law": place_name(one.jurisdiction)} for one in branches],
        "branch_form": branch_form,
        "law": place_name(queries.company().jurisdiction),
        "law_form": JurisdictionForm(branches=branches, auto_id="id_law_%s"),
    }
    status = 422 if form.is_bound or branch_form.is_bound else 200
    return render(request, "desk/company/staff.html", context, status=status)


def _engagement(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"roles": [Role(role) for role in values["roles"]]}


def _roles_form(person: queries.StaffSummary) -> RolesForm:
    return RolesForm(initial={"roles": sorted(person.roles)}, auto_id=f"id_{person.id}_%s")


@for_desk(Role.OWNER)
@require_POST
def roles(request: Request, staff_id: int) -> HttpResponseBase:
    """Sets a person's roles anew."""
    chosen = [Role(role) for role in request.POST.getlist("roles") if role in set(Role)]
    operations.change_roles(staff_id=staff_id, roles=chosen, at=clock.now(), by=request.person.actor)
    say(request, _("Saved."))
    return redirect("desk:staff")


@for_desk(Role.OWNER)
@require_POST
def password(request: Request, staff_id: int) -> HttpResponseBase:
    """Gives somebody who cannot log in any more a new password."""
    chosen = request.POST.get("password", "")[:128]
    operations.set_password(staff_id=staff_id, password=chosen, at=clock.now(), by=request.person.actor)
    say(request, _("The new password is in force. Please tell it to the person yourself."))
    return redirect("desk:staff")


@for_desk(Role.OWNER)
@require_POST
def dismiss(request: Request, staff_id: int) -> HttpResponseBase:
    """Closes a person's place."""
    operations.dismiss_staff(staff_id=staff_id, at=clock.now(), by=request.person.actor)
    say(request, _("The place is closed: the next click of this person is refused."), tone="")
    return redirect("desk:staff")


@for_desk(Role.OWNER, Role.QUALITY_LEAD)
@require_GET
def audit(request: Request) -> HttpResponseBase:
    """Who did what when: the event log, newest first."""
    before, by = request.GET.get("before", ""), request.GET.get("by", "")[:40]
    facts = kernel_queries.latest_facts(limit=PAGE, before_id=number(before), by=by)
    context = {
        "entries": entries_of(facts),
        "older": facts[-1].id if len(facts) == PAGE else None,
        "by": by,
        "people": [{"key": str(person.id), "name": person.name} for person in queries.staff_list()],
    }
    return render(request, "desk/company/audit.html", context)


@for_desk(Role.OWNER)
@require_GET
def deliveries(request: Request) -> HttpResponseBase:
    """Deliveries that failed their last attempt."""
    return render(request, "desk/company/deliveries.html", {"jobs": kernel_queries.dead_jobs()})


@for_desk(Role.OWNER)
@require_POST
def retry(request: Request, job_id: int) -> HttpResponseBase:
    """Gives a stopped delivery another set of attempts."""
    kernel_operations.retry_job(job_id=job_id, at=clock.now())
    say(request, _("It is tried again now."))
    return redirect("desk:deliveries")
