"""Deviations: how each stands, its remedy and the second look."""

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.inspections import operations, queries
from anjia.inspections.rules import DeviationState
from anjia.interfaces.desk.forms.inspections import LookForm, RemedyForm
from anjia.interfaces.desk.inspection_cards import finding_rows
from anjia.interfaces.desk.survey_faces import inspection_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises


@for_desk(Role.QUALITY_LEAD)
@require_GET
def findings(request: Request) -> HttpResponseBase:
    """Deviations: those to be put right, those to be looked at again, or all."""
    which = request.GET.get("which", DeviationState.OPEN.value)
    standing = DeviationState(which) if which in set(DeviationState) else None
    context = {
        "rows": finding_rows(queries.deviations(standing=standing)),
        "which": standing.value if standing else "all",
        "states": queries.state_names(),
        "faces": inspection_faces("findings"),
    }
    return render(request, "desk/inspections/findings.html", context)


@for_desk(Role.QUALITY_LEAD)
@require_GET
def finding(request: Request, finding_id: int) -> HttpResponseBase:
    """One deviation with its remedy."""
    return _page(request, finding_id, RemedyForm(), LookForm())


def _page(request: Request, finding_id: int, remedy: Form, look: Form) -> HttpResponse:
    found = queries.finding(finding_id)
    promise = promises.promise_of("deviation_remedied", f"finding:{finding_id}")
    context = {
        "row": finding_rows([found])[0],
        "finding": found,
        "household": households.names_of([found.household_id]).get(found.household_id, ""),
        "promise": promise,
        "remedy": remedy,
        "look": look,
        "faces": inspection_faces("findings"),
    }
    wrong = bool(remedy.errors or look.errors)
    return render(request, "desk/inspections/finding.html", context, status=422 if wrong else 200)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def remedy(request: Request, finding_id: int) -> HttpResponseBase:
    """It was put right."""
    form = RemedyForm(request.POST)
    if form.is_valid():
        try:
            operations.remedy_deviation(
                finding_id=finding_id,
                text=form.cleaned_data["text"],
                photo=request.FILES.get("photo"),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Written down. Somebody else looks again."))
            return redirect("desk:finding", finding_id)
    return _page(request, finding_id, form, LookForm())


@for_desk(Role.QUALITY_LEAD)
@require_POST
def look(request: Request, finding_id: int) -> HttpResponseBase:
    """Somebody looked again."""
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            operations.look_again(
                finding_id=finding_id,
                right=form.cleaned_data["right"] == "yes",
                note=form.cleaned_data["note"],
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Written down."))
            return redirect("desk:finding", finding_id)
    return _page(request, finding_id, RemedyForm(), form)


@for_desk(Role.QUALITY_LEAD)
@require_GET
def photo(request: Request, finding_id: int) -> HttpResponseBase:
    """What the inspector photographed."""
    found = queries.finding(finding_id)
    if found.file_id is None:
        raise Missing
    return photo_answer(request, found.file_id)
