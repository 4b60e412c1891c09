"""Suggestion boxes: their QR codes, and a poster to print."""

import segno
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.voice import BoxForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.voice import operations, queries
from anjia.voice.queries import BoxSummary
from anjia.workforce import queries as workforce

ROLES = (Role.QUALITY_LEAD, Role.ADVISER)


@for_desk(*ROLES)
def boxes(request: Request) -> HttpResponseBase:
    """The open boxes, and a new one."""
    people = [(one.id, one.name) for one in workforce.ready_caregivers()]
    form = BoxForm(request.POST or None, caregivers=people)
    if request.method == "POST" and form.is_valid():
        try:
            box_id = operations.open_box(
                name=form.cleaned_data["name"],
                branch_id=number(form.cleaned_data["branch"]),
                caregiver_id=number(form.cleaned_data["caregiver"]),
                at=clock.now(),
                by=request.person.actor,
            )
            return redirect("desk:suggestion-poster", box_id)
        except Refusal as refusal:
            put_on(form, refusal)
    found = queries.boxes()
    branches = {one.id: one.name for one in company.branches()}
    caregivers = workforce.names_of(one.caregiver_id for one in found)
    context = {
        "rows": [
            (one, branches.get(one.branch_id or 0, ""), caregivers.get(one.caregiver_id or 0, "")) for one in found
        ],
        "form": form,
    }
    return render(request, "desk/voice/boxes.html", context, status=422 if form.is_bound else 200)


@for_desk(*ROLES)
@require_GET
def poster(request: Request, box_id: int) -> HttpResponseBase:
    """A page to print on A5 and hang up."""
    box = queries.box(box_id)
    address = _address(request, box)
    context = {
        "box": box,
        "address": address,
        "code": _drawn(address),
        "caregiver": workforce.names_of([box.caregiver_id]).get(box.caregiver_id or 0, ""),
    }
    return render(request, "desk/voice/poster.html", context)


def _address(request: Request, box: BoxSummary) -> str:
    return request.build_absolute_uri(reverse("public:slip", args=[request.company.slug, box.code]))


def _drawn(address: str) -> SafeString:
    """The QR code as a drawing inside the page; it bears a quarter of damage (level Q)."""
    drawing = segno.make(address, error="q", micro=False)
    words = {"title": _("QR code"), "svgclass": "poster-code", "lineclass": None, "omitsize": True}
    return SafeString(drawing.svg_inline(border=2, **words))


@for_desk(*ROLES)
@require_POST
def close(request: Request, box_id: int) -> HttpResponseBase:
    """The code leads nowhere any more."""
    operations.close_box(box_id=box_id, at=clock.now(), by=request.person.actor)
    say(request, _("Closed. Its slips stay in the inbox."))
    return redirect("desk:suggestion-boxes")
