"""A household's question to an expert, and the advice."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.company import queries as company
from anjia.interfaces.shared.access import Request, for_household
from anjia.kernel.errors import Missing
from anjia.quality.queries import interviews as queries


@for_household
@require_GET
def consultation(request: Request, consultation_id: int) -> HttpResponseBase:
    """One question: who answers it until when, or what was advised."""
    found = queries.consultation(consultation_id)
    if found.household_id != request.person.id:
        raise Missing
    context = {
        "consultation": found,
        "expert": company.staff_names([found.staff_id]).get(found.staff_id, ""),
        "back": reverse("household:home"),
    }
    return render(request, "household/voice/consultation.html", context)
