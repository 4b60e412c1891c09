"""A caregiver's papers and how far she goes."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.interfaces.desk.forms.areas import AreaForm
from anjia.interfaces.desk.forms.papers import CredentialForm, WithdrawForm
from anjia.interfaces.desk.views.caregiver import edited
from anjia.interfaces.desk.views.caregivers import EDITORS
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import operations, queries


@for_desk(*EDITORS)
@require_POST
def record(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Puts a paper on record."""
    form = CredentialForm(request.POST, auto_id="paper_%s")
    said = _("The paper is on record.")
    return edited(request, caregiver_id, "paper_form", form, lambda v, c: operations.record_credential(**v, **c), said)


def _hers(caregiver_id: int, credential_id: int) -> None:
    if credential_id not in {one.id for one in queries.credentials_of(caregiver_id)}:
        raise Missing


@for_desk(*EDITORS)
@require_POST
def verify(request: Request, caregiver_id: int, credential_id: int) -> HttpResponseBase:
    """The original was seen."""
    _hers(caregiver_id, credential_id)
    operations.verify_credential(credential_id=credential_id, at=clock.now(), by=request.person.actor)
    say(request, _("The paper counts from now on."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def withdraw(request: Request, caregiver_id: int, credential_id: int) -> HttpResponseBase:
    """A paper no longer counts."""
    _hers(caregiver_id, credential_id)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    operations.withdraw_credential(credential_id=credential_id, reason=reason, at=clock.now(), by=request.person.actor)
    say(request, _("The paper no longer counts. Visits that she has already stay hers: please look at them."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def set_area(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Sets how far she goes, and to which districts she keeps."""
    form = AreaForm(request.POST, kept=queries.caregiver(caregiver_id).only_in, auto_id="area_%s")

    def act(values: dict[str, Any], common: dict[str, Any]) -> None:
        try:
            operations.set_service_area(**values, **common)
        except Refusal:
            form.show_anew(queries.caregiver(caregiver_id).only_in)
            raise

    return edited(request, caregiver_id, "area_form", form, act, _("Saved."))


@for_desk(*EDITORS)
@require_POST
def see_districts(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Somebody has seen that she changed her districts; what she changed since stays to be seen."""
    only_in = filter(None, request.POST.get("seen", "").split(","))
    operations.see_districts(caregiver_id=caregiver_id, only_in=only_in, at=clock.now(), by=request.person.actor)
    return redirect("desk:caregiver", caregiver_id)
