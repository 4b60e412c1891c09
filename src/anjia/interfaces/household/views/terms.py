"""What is promised to everybody: the terms in force, and each version as it was published."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.terms import published, version_of


@for_household
@require_GET
def terms(request: Request) -> HttpResponseBase:
    """Every published term in force."""
    context = {"terms": published(_address), "back": reverse("household:home")}
    return render(request, "household/promises/terms.html", context)


@for_household
@require_GET
def term(request: Request, kind: str, version: int) -> HttpResponseBase:
    """One version of a term, in force or not, with those before and after it."""
    context = {**version_of(kind, version, _address), "back": reverse("household:terms")}
    return render(request, "household/promises/term.html", context)


def _address(*given: Any) -> str:
    return reverse("household:term", args=given)
