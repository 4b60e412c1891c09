"""What families said of a caregiver, without saying who; her own word to it; what inspections saw."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import queries as catalog
from anjia.inspections import operations as inspection_operations
from anjia.inspections import queries as inspections
from anjia.inspections.queries import FindingSummary
from anjia.inspections.rules import DeviationState
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing
from anjia.quality import operations
from anjia.quality.queries import feedback as queries
from anjia.quality.queries.feedback import Feedback
from anjia.quality.queries.index import standings_of
from anjia.quality.rules.feedback import Stance

SHOWN = 20


@for_caregiver
@require_GET
def feedback(request: Request) -> HttpResponseBase:
    """Her stars, each month in figures, single answers in fair words, and what inspections saw."""
    now, her = clock.now(), request.person.id
    said = queries.feedback_for(her, at=now, limit=SHOWN)
    services = catalog.names_of(one.offering_id for one in said)
    states = inspections.state_names()
    context = {
        "standing": standings_of([her], at=now).get(her),
        "months": queries.months_together(her, at=now),
        "rows": [_row(one, services.get(one.offering_id, "")) for one in said],
        "inspections": inspections.records_of_caregiver(her, limit=5),
        "findings": [_finding(one, states) for one in inspections.findings_of_caregiver(her) if one.state],
        "back": reverse("caregiver:me"),
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/days/feedback.html", context)


def _row(one: Feedback, service: str) -> dict[str, Any]:
    taken = {word.stance for word in one.words}
    return {
        "said": one,
        "service": service,
        "may_remark": one.may_reply and Stance.REMARK not in taken,
        "may_object": one.may_reply and Stance.OBJECTION not in taken,
    }


def _finding(one: FindingSummary, states: dict[str, str]) -> dict[str, Any]:
    state = one.state or DeviationState.OPEN
    return {"finding": one, "state": states[state], "open": one.open}


@for_caregiver
@require_POST
def reply(request: Request, survey_id: int) -> HttpResponseBase:
    """Her word to an answer: a remark, or an objection."""
    objects = request.POST.get("stance") == Stance.OBJECTION
    operations.reply_to_answer(
        survey_id=survey_id,
        caregiver_id=request.person.id,
        stance=Stance.OBJECTION if objects else Stance.REMARK,
        text=request.POST.get("text", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Sent. Somebody looks at it and answers here.") if objects else _("Kept. The company reads it."))
    return redirect("caregiver:feedback")


@for_caregiver
@require_POST
def remedy(request: Request, finding_id: int) -> HttpResponseBase:
    """She put right what an inspection found."""
    inspection_operations.remedy_deviation(
        finding_id=finding_id,
        text=request.POST.get("text", ""),
        photo=request.FILES.get("photo"),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Thank you. Somebody looks again."))
    return redirect("caregiver:feedback")


@for_caregiver
@require_GET
def photo(request: Request, finding_id: int) -> HttpResponseBase:
    """What the inspector photographed of her work."""
    found = inspections.finding(finding_id)
    if found.caregiver_id != request.person.id or found.file_id is None:
        raise Missing
    return photo_answer(request, found.file_id)
