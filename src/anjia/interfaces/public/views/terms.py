"""What the company promises, under which version and since when; and one version as it was published."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.shared.access import Request, for_everyone
from anjia.interfaces.shared.terms import published, version_of


@for_everyone
@require_GET
def terms(request: Request, slug: str) -> HttpResponseBase:
    """Every published term in force."""

    def address(*given: Any) -> str:
        return reverse("public:term", args=[slug, *given])

    context = {"terms": published(address), "back": reverse("public:booking", args=[slug])}
    return render(request, "public/terms.html", context)


@for_everyone
@require_GET
def term(request: Request, slug: str, kind: str, version: int) -> HttpResponseBase:
    """One version of a term, in force or not, with those before and after it."""

    def address(*given: Any) -> str:
        return reverse("public:term", args=[slug, *given])

    context = {**version_of(kind, version, address), "back": reverse("public:terms", args=[slug])}
    return render(request, "public/term.html", context)
