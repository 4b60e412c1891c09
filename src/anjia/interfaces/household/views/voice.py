"""The household's voice: how a visit was, and what was wrong."""

from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.interfaces.household.steps import said_to_household, steps_of
from anjia.interfaces.household.voice_forms import ComplainForm, SurveyForm
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.quality import operations, queries
from anjia.quality.queries import Case, SurveySummary
from anjia.quality.rules import ANSWERED, Cause, ComplaintState, Scores, Severity, may_contest
from anjia.workforce import queries as workforce


def _survey(request: Request, survey_id: int) -> SurveySummary:
    found = queries.survey(survey_id)
    if found.household_id != request.person.id:
        raise Missing
    return found


def _own_visit(request: Request, visit_id: int) -> VisitSummary:
    found = booking.visit(visit_id)
    if found.household_id != request.person.id:
        raise Missing
    return found


@for_household
def survey(request: Request, survey_id: int) -> HttpResponseBase:
    """Four ratings and two texts; an answered one shows its thanks."""
    asked = _survey(request, survey_id)
    if asked.answered_at is not None and request.method != "POST":
        return redirect("household:thanks", survey_id)
    if request.method == "GET" and asked.may_answer(clock.now()):
        operations.record_opening(survey_id=survey_id, at=clock.now(), by=request.person.actor)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, survey_id, form)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("household:thanks", survey_id)
    context = {
        "survey": asked,
        "open": asked.may_answer(clock.now()),
        "visit": booking.visit(asked.visit_id),
        "caregiver": workforce.names_of([asked.caregiver_id]).get(asked.caregiver_id, ""),
        "form": form,
        "ratings": form.ratings(),
        "back": reverse("household:visit", args=[asked.visit_id]),
    }
    return render(request, "household/voice/survey.html", context, status=422 if form.errors else 200)


def _answer(request: Request, survey_id: int, form: SurveyForm) -> None:
    operations.record_answer(
        survey_id=survey_id,
        scores=Scores(**form.scores()),
        good_points=form.cleaned_data["good_points"],
        points_to_improve=form.cleaned_data["points_to_improve"],
        discreet=form.cleaned_data["discreet"],
        at=clock.now(),
        by=request.person.actor,
    )


@for_household
@require_GET
def thanks(request: Request, survey_id: int) -> HttpResponseBase:
    """Thanks for an answer, and what follows from a low one."""
    answered = _survey(request, survey_id)
    if answered.answered_at is None:
        return redirect("household:survey", survey_id)
    complaints = queries.complaints_of_visits([answered.visit_id])[answered.visit_id]
    complaint = next(iter(complaints), None)
    promise = promises.promise_of(ANSWERED[Severity(complaint.severity)], complaint.subject) if complaint else None
    context = {
        "survey": answered,
        "complaint": complaint,
        "promise": promise,
        "back": reverse("household:visit", args=[answered.visit_id]),
    }
    return render(request, "household/voice/thanks.html", context)


@for_household
def complain(request: Request, visit_id: int) -> HttpResponseBase:
    """Something about a visit was wrong; one whose complaint is open goes to that one."""
    visit = _own_visit(request, visit_id)
    known = [one for one in queries.complaints_of_visits([visit_id])[visit_id] if not one.settled]
    if known:
        return redirect("household:complaint", known[0].id)
    form = ComplainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            complaint_id = operations.open_complaint(
                household_id=request.person.id,
                visit_id=visit_id,
                text=form.cleaned_data["text"],
                cause=Cause(form.cleaned_data["cause"]),
                at=clock.now(),
                by=request.person.actor,
            )
            return redirect("household:complaint", complaint_id)
        except Refusal as refusal:
            put_on(form, refusal)
    context = {"visit": visit, "form": form, "back": reverse("household:visit", args=[visit_id])}
    return render(request, "household/voice/complain.html", context, status=422 if form.errors else 200)


def _case(request: Request, complaint_id: int) -> Case:
    found = queries.case_of(complaint_id)
    if found.complaint.household_id != request.person.id:
        raise Missing
    return found


@for_household
@require_GET
def complaint(request: Request, complaint_id: int) -> HttpResponseBase:
    """The household's own complaint, step by step in plain words."""
    now = clock.now()
    case = _case(request, complaint_id)
    steps = case.plan.steps if case.plan else ()
    found = promises.promises_of([case.complaint.subject, *(step.subject for step in steps)])
    promised = [one for about in found.values() for one in about]
    visit_id = case.complaint.visit_id
    context = {
        "case": case,
        "complaint": case.complaint,
        "visit": booking.visit(visit_id) if visit_id else None,
        "steps": steps_of(case, promised),
        "said": said_to_household(case),
        "asked": case.complaint.state == ComplaintState.RESOLVED,
        "question": next((one.text for one in reversed(case.messages) if one.kind == "question"), ""),
        "may_contest": _may_contest(case, now),
        "back": reverse("household:visit", args=[visit_id]) if visit_id else reverse("household:visits"),
    }
    return render(request, "household/voice/complaint.html", context)


def _may_contest(case: Case, at: datetime) -> bool:
    return case.resolved_at is not None and may_contest(case.resolved_at, at)


@for_household
@require_POST
def write(request: Request, complaint_id: int) -> HttpResponseBase:
    """Writes to the company about the complaint."""
    operations.reply_to_complaint(
        complaint_id=complaint_id, text=request.POST.get("text", ""), at=clock.now(), by=request.person.actor
    )
    say(request, _("Sent. We read it and answer here."))
    return redirect("household:complaint", complaint_id)


@for_household
@require_POST
def confirm(request: Request, complaint_id: int) -> HttpResponseBase:
    """It is settled."""
    operations.confirm_resolution(complaint_id=complaint_id, at=clock.now(), by=request.person.actor)
    say(request, _("Thank you. We close it."))
    return redirect("household:complaint", complaint_id)


@for_household
@require_POST
def contest(request: Request, complaint_id: int) -> HttpResponseBase:
    """It is not settled."""
    operations.contest_resolution(
        complaint_id=complaint_id, text=request.POST.get("text", ""), at=clock.now(), by=request.person.actor
    )
    say(request, _("Understood. The next person up looks at it."), tone="")
    return redirect("household:complaint", complaint_id)
