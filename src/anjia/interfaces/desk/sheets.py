"""Fragments shown in the page's sheet, or on a page of their own when the browser runs no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def sheet(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, back: str, status: int = 200
) -> HttpResponse:
    """The fragment `template` for the sheet; `back` is the address of the page it belongs to."""
    given = {**context, "sheet": template, "sheet_title": title, "back": back}
    shown = "desk/sheet.html" if request.headers.get("HX-Request") else "desk/sheet_page.html"
    response = render(request, shown, given, status=status)
    response["Cache-Control"] = "no-store"
    return response


def leave_for(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, also out of a sheet: htmx would swap the new page into the sheet."""
    return HttpResponse(headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else redirect(url)
