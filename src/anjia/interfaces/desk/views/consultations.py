"""Consultations: a household's question, and an expert's advice."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms.surveys import AdviceForm, ConsultForm
from anjia.interfaces.desk.survey_faces import survey_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.quality import operations
from anjia.quality.queries import interviews as queries
from anjia.quality.queries.interviews import ConsultationSummary

_ORIGINS = ("visit", "survey", "message", "complaint")


@for_desk()
@require_GET
def consultations(request: Request) -> HttpResponseBase:
    """Questions that wait for advice, or those answered."""
    answered = request.GET.get("which") == "answered"
    found = queries.consultations(answered=answered)
    families = households.names_of(one.household_id for one in found)
    experts = company.staff_names(one.staff_id for one in found)
    context = {
        "rows": [
            {
                "consultation": one,
                "household": families.get(one.household_id, ""),
                "expert": experts.get(one.staff_id, ""),
                "late": one.open and one.due_at < clock.now(),
            }
            for one in found
        ],
        "which": "answered" if answered else "open",
        "faces": survey_faces("consultations"),
    }
    return render(request, "desk/surveys/consultations.html", context)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def new(request: Request) -> HttpResponseBase:
    """Gives a household's question to an expert; `household` and `origin` come with the address."""
    household_id = number(request.GET.get("household") or request.POST.get("household"))
    if household_id is None:
        raise Missing
    household = households.household(household_id)
    form = ConsultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            consultation_id = operations.start_consultation(
                household_id=household_id,
                topic=values["topic"],
                question=values["question"],
                staff_id=int(values["staff"]),
                origin=_origin(request.GET.get("origin", "")),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The expert has it, and the household sees that we are on it."))
            return redirect("desk:consultation", consultation_id)
    context = {"form": form, "household": household, "faces": survey_faces("consultations")}
    return render(request, "desk/surveys/new_consultation.html", context, status=422 if form.errors else 200)


def _origin(text: str) -> str:
    """What it came from, if the address says it properly."""
    kind, _colon, about = text.partition(":")
    return text if kind in _ORIGINS and number(about) is not None else ""


@for_desk()
def consultation(request: Request, consultation_id: int) -> HttpResponseBase:
    """One question with its advice; whoever is at the desk may add a word."""
    found = queries.consultation(consultation_id)
    form = AdviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.give_advice(
                consultation_id=consultation_id,
                text=form.cleaned_data["text"],
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Given. The household reads it now."))
            return redirect("desk:consultation", consultation_id)
    context = {
        "consultation": found,
        "household": households.household(found.household_id),
        "expert": company.staff_names([found.staff_id]).get(found.staff_id, ""),
        "origin": _origin_link(found),
        "late": found.open and found.due_at < clock.now(),
        "form": form,
        "faces": survey_faces("consultations"),
    }
    return render(request, "desk/surveys/consultation.html", context, status=422 if form.errors else 200)


def _origin_link(found: ConsultationSummary) -> dict[str, Any] | None:
    kind, _colon, about = found.origin.partition(":")
    names = {"visit": _("the visit"), "complaint": _("the complaint"), "message": _("the message")}
    about_id = number(about)
    if kind not in names or about_id is None:
        return None
    try:
        return {"words": names[kind], "url": reverse(f"desk:{kind}", args=[about_id])}
    except NoReverseMatch:
        return {"words": names[kind], "url": ""}
