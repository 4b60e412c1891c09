"""The household's account, in plain words."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.billing import queries
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.statement import statement_of


@for_household
@require_GET
def account(request: Request) -> HttpResponseBase:
    """What was agreed, credited and paid, line by line, and what is left."""
    balance = queries.balance_of(request.person.id)
    context = {
        "balance_fen": balance,
        "credit_fen": -balance,
        "lines": statement_of(request.person.id, audience="household"),
        "back": reverse("household:home"),
    }
    return render(request, "household/money/account.html", context)
