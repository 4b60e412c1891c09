"""What people say: the list, one text, and the click that corrects it."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.interfaces.desk.remark_rows import PERIODS, Badge, choices, filter_of, rows_of, tabs_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing
from anjia.kernel.queries import story_of
from anjia.remarks import operations, queries
from anjia.remarks.queries import RemarkSummary
from anjia.remarks.rules import Aspect, Polarity
from anjia.workforce import queries as workforce

PAGE = 30


@for_desk()
@require_GET
def remarks(request: Request) -> HttpResponseBase:
    """What people say, the unhappy first: by aspect, polarity, service, caregiver, time, looked at or not."""
    asked = request.GET.dict()
    wanted = filter_of(asked, at=clock.now())
    page = queries.remarks_page(wanted, before=asked.get("before", "")[:24], limit=PAGE)
    rows = rows_of(page.remarks)
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in asked.items() if name != "before"})
    unnoted = queries.unnoted_of(Aspect(wanted.aspect)) if wanted.aspect else 0
    context = {
        "rows": rows,
        "wanted": wanted,
        "asked": asked,
        "narrowed": any(asked.get(name) for name in _FILTERS),
        "older": f"?{kept.urlencode()}&before={page.next_before}" if page.next_before else "",
        "tabs": tabs_of("remarks"),
        "aspects": queries.aspect_names(),
        "polarities": queries.polarity_names(),
        "offerings": catalog.offerings(),
        "periods": PERIODS,
        "caregiver": workforce.names_of([wanted.caregiver_id]).get(wanted.caregiver_id or 0, ""),
        "branch": _branch_name(wanted.branch_id),
        "unnoted": unnoted,
        "owner": queries.owners()[Aspect(wanted.aspect)] if wanted.aspect else None,
    }
    return render(request, "desk/remarks/list.html", context)


_FILTERS = (
    "aspect",
    "polarity",
    "source",
    "offering",
    "caregiver",
    "branch",
    "household",
    "days",
    "week",
    "labelled",
    "wish",
)


def _branch_name(branch_id: int | None) -> str:
    return next((one.name for one in company.branches() if one.id == branch_id), "") if branch_id else ""


@for_desk()
@require_GET
def remark(request: Request, remark_id: int) -> HttpResponseBase:
    """One text: which words decided, what it says of each aspect, and who read it how."""
    found = queries.remark(remark_id)
    context = {
        "row": rows_of([found])[0],
        "origin": _origin(found),
        "weights": _weights(found),
        "aspects": _aspect_choices(found),
        "label_id": queries.labels_left(remark_id),
        "entries": entries_of(story_of(f"remark:{remark_id}", limit=30), here=request.path),
        "tabs": tabs_of("remarks"),
    }
    return render(request, "desk/remarks/page.html", context)


def _origin(found: RemarkSummary) -> str:
    """The page that the words were written on."""
    kind, _colon, rest = found.origin.partition(":")
    if kind == "complaint":
        return reverse("desk:complaint", args=[int(rest.partition("#")[0])])
    return reverse("desk:visit", args=[found.visit_id]) if found.visit_id else ""


def _weights(found: RemarkSummary) -> list[dict[str, Any]]:
    """The words with a weight, the heaviest first."""
    words = [(found.text[one.start : one.end], one.weight) for one in found.words if one.weight]
    return [{"word": word, "weight": weight} for word, weight in sorted(words, key=lambda one: -abs(one[1]))[:20]]


def _aspect_choices(found: RemarkSummary) -> list[dict[str, Any]]:
    """Every aspect with what the text says of it, those it speaks of first."""
    said = {one.aspect: one.polarity for one in found.aspects}
    names = queries.aspect_names()
    order = sorted(Aspect, key=lambda aspect: aspect not in said)
    nothing = _("says nothing")
    return [
        {
            "aspect": aspect,
            "name": names[aspect],
            "choices": _worded(choices(said.get(aspect, Polarity.NEUTRAL)), nothing),
        }
        for aspect in order
    ]


def _worded(badges: tuple[Badge, ...], nothing: str) -> list[Badge]:
    return [
        Badge(one.value, nothing if one.value == Polarity.NEUTRAL else one.label, one.tone, one.icon, one.current)
        for one in badges
    ]


@for_desk()
@require_POST
def label(request: Request, remark_id: int) -> HttpResponseBase:
    """One click: this is how it is to be read. The line comes back changed, with a way to undo."""
    given = request.POST
    polarity = given.get("polarity", "")
    aspect, said = given.get("aspect", ""), given.get("said", "")
    if not (polarity in set(Polarity) or (aspect in set(Aspect) and said in set(Polarity))):
        raise Missing
    label_id = operations.correct_remark(
        remark_id=remark_id,
        polarity=Polarity(polarity) if polarity in set(Polarity) else None,
        aspect=Aspect(aspect) if aspect in set(Aspect) else None,
        aspect_polarity=Polarity(said) if said in set(Polarity) else None,
        at=clock.now(),
        by=request.person.actor,
    )
    undo = reverse("desk:take-back-label", args=[label_id])
    sentence = _("Noted. The reader learns from it at the next training.")
    if request.headers.get("HX-Request"):
        response: HttpResponse = render(
            request, "desk/remarks/_row.html", {"row": rows_of([queries.remark(remark_id)])[0]}
        )
        response["HX-Trigger"] = json.dumps({"toast": {"text": sentence, "tone": "good", "undo": undo}})
        return response
    say(request, sentence, undo=undo)
    return redirect(_back(request, remark_id))


def _back(request: Request, remark_id: int) -> str:
    """The page that was clicked on, if it is one of ours."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if ours and came else reverse("desk:remark", args=[remark_id])


@for_desk()
@require_POST
def take_back(request: Request, label_id: int) -> HttpResponseBase:
    """Takes a correction back."""
    operations.take_back_correction(label_id=label_id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken back."))
    return redirect(_back(request, 0) if request.headers.get("Referer") else reverse("desk:remarks"))


@for_desk()
@require_POST
def note(request: Request, aspect: str) -> HttpResponseBase:
    """Whoever looks after an aspect takes note of what was said."""
    if aspect not in set(Aspect):
        raise Missing
    count = operations.note_aspect(aspect=Aspect(aspect), at=clock.now(), by=request.person.actor)
    said = ngettext("Took note of %(count)d text.", "Took note of %(count)d texts.", count) % {"count": count}
    say(request, said)
    return redirect(f"{reverse('desk:remarks')}?aspect={aspect}")
