"""Why she was sent, or was not: her own figures alone; what suits her; a person's second look."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import queries as catalog
from anjia.dispatch import operations, queries
from anjia.dispatch.queries import ReviewSummary, WeighedSummary
from anjia.dispatch.rules import Side
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.caregiver.visit_page import own_visit
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.matching import by_part, chooser_words, signed_points
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing

SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """One visit for which she was weighed: whether she was sent, her own points, and her question about it."""

    weighed: WeighedSummary
    trade: str
    points: list[tuple[str, str]]
    chooser: str
    review: ReviewSummary | None


@for_caregiver
@require_GET
def choices(request: Request) -> HttpResponseBase:
    """For which visits she was weighed of late, what counted for her, and what came of it. No family is named."""
    found = queries.weighed_of_caregiver(request.person.id, limit=SHOWN)
    reviews = queries.reviews_of(caregiver_id=request.person.id, assignment_ids=(one.assignment.id for one in found))
    trades = catalog.trade_names()
    context = {
        "choices": [
            Choice(
                weighed=one,
                trade=trades.get(one.assignment.trade, ""),
                points=_points(one),
                chooser=chooser_words(one.assignment.chosen_by),
                review=reviews.get(one.assignment.id),
            )
            for one in found
        ],
        "back": reverse("caregiver:me"),
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/matching/choices.html", context)


def _points(one: WeighedSummary) -> list[tuple[str, str]]:
    """Her own points by part. By part alone: what a home asks for and who said what stays with the family."""
    return [(part.name, signed_points(part.points)) for part in by_part(one.reasons) if part.points]


@for_caregiver
@require_POST
def review(request: Request, own_weighed_id: int) -> HttpResponseBase:
    """She asks that a person look again at a choice for which she was weighed."""
    mine = queries.weighed(own_weighed_id)
    if mine.caregiver_id != request.person.id:
        raise Missing
    operations.ask_review(
        assignment_id=mine.assignment.id,
        side=Side.CAREGIVER,
        asker_id=request.person.id,
        words=request.POST.get("text", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Sent. A person looks at it and answers here."))
    return redirect("caregiver:choices")


@for_caregiver
def rather_not(request: Request, visit_id: int) -> HttpResponseBase:
    """She would rather not go to this family again, and says why; the desk reads it, the family does not."""
    mine = own_visit(visit_id, request.person.id)
    if request.method == "POST":
        operations.refuse_household(
            caregiver_id=request.person.id,
            household_id=mine.household_id,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
            by=request.person.actor,
        )
        say(request, _("Noted. You are not proposed there any more. The family is not told."))
        return redirect("caregiver:visit", visit_id)
    context = {"visit": mine, "back": reverse("caregiver:visit", args=[visit_id])}
    return render(request, "caregiver/matching/rather_not.html", context)
