"""Doubts of a household, and what answered them."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.forms.sales import ObjectionForm, ProofForm
from anjia.interfaces.desk.views.enquiries import page
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.sales import operations, queries


@for_desk(Role.ADVISER)
@require_POST
def objection(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Records a doubt, answered or not."""
    form = ObjectionForm(request.POST)
    if form.is_valid():
        try:
            operations.raise_objection(
                enquiry_id=enquiry_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("desk:enquiry", enquiry_id)
    return page(request, enquiry_id, status=422, objection_form=form)


@for_desk(Role.ADVISER)
@require_GET
def proofs(request: Request) -> HttpResponseBase:
    """What answered doubts of this kind before."""
    return render(request, "desk/sales/_proofs.html", {"proofs": queries.proofs_for(request.GET.get("doubt", "")[:12])})


@for_desk(Role.ADVISER)
def proof(request: Request, objection_id: int) -> HttpResponseBase:
    """Records what answered a doubt."""
    raised = queries.objection(objection_id)
    form = ProofForm(request.POST or None, initial={"proof": raised.proof})
    if request.method == "POST" and form.is_valid():
        operations.answer_objection(
            objection_id=objection_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
        )
        return redirect("desk:enquiry", raised.enquiry_id)
    context = {
        "form": form,
        "raised": raised,
        "doubt": queries.doubt_names()[raised.doubt],
        "proofs": queries.proofs_for(raised.doubt),
    }
    return render(request, "desk/sales/proof.html", context, status=422 if form.is_bound else 200)
