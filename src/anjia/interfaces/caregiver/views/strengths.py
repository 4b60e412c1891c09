"""What she is good with and what she would rather not, in her own word; some of it the company confirms first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.catalog.queries import circumstance_names
from anjia.catalog.rules import CIRCUMSTANCES
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import operations, queries
from anjia.workforce.queries import SuitingSummary
from anjia.workforce.rules import CONFIRMED_FIRST


@dataclass(frozen=True)
class Choice:
    """One thing that she may tick; `state` is waiting, denied, confirmed or ""."""

    word: str
    name: str
    ticked: bool
    state: str = ""


@for_caregiver
def strengths(request: Request) -> HttpResponseBase:
    """What she says of herself, and what became of it."""
    if request.method == "POST":
        return _save(request)
    said = queries.suiting_of(request.person.id).get(request.person.id, queries.NOTHING)
    return _page(request, said, said.strengths | said.claims, said.limits)


def _save(request: Request) -> HttpResponseBase:
    good, bad = (_known(request.POST.getlist(name)) for name in ("strengths", "limits"))
    common = {"caregiver_id": request.person.id, "at": clock.now(), "by": request.person.actor}
    try:
        operations.say_suiting(strengths=good, limits=bad, **common)  # type: ignore[arg-type]
    except Refusal as refusal:
        said = queries.suiting_of(request.person.id).get(request.person.id, queries.NOTHING)
        return _page(request, said, good, bad, str(refusal))
    say(request, _("Saved. What the company confirms first counts as soon as it has."))
    return redirect("caregiver:strengths")


def _known(words: Iterable[str]) -> frozenset[str]:
    """The words that the list has; anything else was typed by nobody."""
    return frozenset(words) & frozenset(CIRCUMSTANCES)


def _page(
    request: Request, said: SuitingSummary, good: Collection[str], bad: Collection[str], refusal: str = ""
) -> HttpResponseBase:
    names = circumstance_names()
    choices = [Choice(one, names[one], one in good, _state(said, one)) for one in CIRCUMSTANCES]
    context = {
        "at_once": [one for one in choices if one.word not in CONFIRMED_FIRST],
        "confirmed_first": [one for one in choices if one.word in CONFIRMED_FIRST],
        "limits": [Choice(one, names[one], one in bad) for one in CIRCUMSTANCES],
        "refusal": refusal,
        "back": reverse("caregiver:me"),
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/matching/strengths.html", context, status=422 if refusal else 200)


def _state(said: SuitingSummary, word: str) -> str:
    found = {"waiting": said.claims, "denied": said.denied, "confirmed": said.strengths & CONFIRMED_FIRST}
    return next((state for state, words in found.items() if word in words), "")
