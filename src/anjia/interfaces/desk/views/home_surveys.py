"""Surveys at home: requested with an enquiry, planned, written down with what shows them, or waived."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms.home_surveys import (
    PlanSurveyForm,
    RecordSurveyForm,
    WaiverForm,
    initial_of,
)
from anjia.interfaces.desk.promise_lines import promises_about
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.files import keep_image
from anjia.sales import operations, queries
from anjia.sales.queries import HomeSurveySummary, SurveyRequestSummary
from anjia.sales.rules import SurveyState

MOST_PHOTOS = 12


@for_desk(Role.ADVISER)
@require_POST
def request_surveys(request: Request, enquiry_id: int) -> HttpResponseBase:
    """The household wants its home looked at: two surveys are promised."""
    home_id = number(request.POST.get("home"))
    if home_id is None:
        raise Missing
    operations.request_home_surveys(enquiry_id=enquiry_id, home_id=home_id, at=clock.now(), by=request.person.actor)
    say(request, _("Two surveys are promised. Plan both now, while you are talking."))
    return redirect("desk:enquiry", enquiry_id)


@for_desk(Role.ADVISER)
def plan(request: Request, survey_request_id: int, survey_number: int) -> HttpResponseBase:
    """Says who comes when, for the first or the second survey."""
    found, now = queries.survey_request(survey_request_id), clock.now()
    known = next((one for one in found.surveys if one.number == survey_number), None)
    if survey_number not in (1, 2) or (known is None and found.closed_at):
        raise Missing
    if known is not None and known.state != SurveyState.PLANNED:
        return redirect("desk:enquiry", found.enquiry_id)
    surveyor = known.surveyor_id if known else request.person.id
    initial = initial_of(known.starts_at if known else None, surveyor, now)
    form = PlanSurveyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.plan_home_survey(
                request_id=survey_request_id,
                number=survey_number,
                surveyor_id=int(form.cleaned_data["surveyor"]),
                starts_at=form.start(),
                at=now,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The survey is planned; the household sees it on its page."))
            return redirect("desk:enquiry", found.enquiry_id)
    context = {"form": form, "number": survey_number, **_about(found, now)}
    return render(request, "desk/sales/survey_plan.html", context, status=422 if form.errors else 200)


def _about(found: SurveyRequestSummary, now: datetime) -> dict[str, Any]:
    home = households.home(found.home_id)
    return {
        "request_row": found,
        "household": households.household(found.household_id),
        "home": home,
        "promised": [one for one in promises_about([found.subject], at=now) if one.open],
        "others": [_line(one, names) for names in (surveyor_names([found]),) for one in found.surveys],
    }


def surveyor_names(requests: list[SurveyRequestSummary]) -> dict[int, str]:
    """Who surveys, by staff id, in one query."""
    return company.staff_names(one.surveyor_id for found in requests for one in found.surveys)


def _line(survey: HomeSurveySummary, names: dict[int, str]) -> dict[str, Any]:
    return {"survey": survey, "surveyor": names.get(survey.surveyor_id, "")}


@for_desk(Role.ADVISER)
def record(request: Request, home_survey_id: int) -> HttpResponseBase:
    """Writes down what was found, with photos."""
    found, now = queries.request_of_survey(home_survey_id), clock.now()
    (survey,) = (one for one in found.surveys if one.id == home_survey_id)
    home = households.home(found.home_id)
    form = RecordSurveyForm(
        request.POST if request.method == "POST" else None, initial={"square_metres": home.square_metres}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _write_down(request, home_survey_id, form.cleaned_data, now)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The survey is written down."))
            return redirect("desk:enquiry", found.enquiry_id)
    context = {"form": form, "survey": survey, "number": survey.number, "most": MOST_PHOTOS, **_about(found, now)}
    return render(request, "desk/sales/survey_record.html", context, status=422 if form.errors else 200)


def _write_down(request: Request, survey_id: int, values: dict[str, Any], now: datetime) -> None:
    by, uploads = request.person.actor, request.FILES.getlist("photos")
    if len(uploads) > MOST_PHOTOS:
        raise Refusal(_("Please choose at most %(most)d photos.") % {"most": MOST_PHOTOS})
    # Before the transaction: shrinking a picture holds up nobody's write.
    photo_ids = [keep_image(upload, at=now, by=by) for upload in uploads]
    operations.record_home_survey(survey_id=survey_id, photo_ids=photo_ids, **values, at=now, by=by)


@for_desk(Role.ADVISER)
@require_POST
def waive(request: Request, survey_request_id: int) -> HttpResponseBase:
    """The household does not want (the rest of) the surveys."""
    found = queries.survey_request(survey_request_id)
    form = WaiverForm(request.POST)
    if form.is_valid():
        operations.waive_home_surveys(
            request_id=survey_request_id, note=form.cleaned_data["note"], at=clock.now(), by=request.person.actor
        )
        say(request, _("Written down in the household's words."))
    else:
        say(request, _("Please write what the household said."), tone="warn")
    return redirect("desk:enquiry", found.enquiry_id)


@for_desk(Role.ADVISER)
@require_GET
def photo(request: Request, survey_photo_id: int) -> HttpResponseBase:
    """A photo of a survey."""
    _household_id, file_id = queries.survey_photo(survey_photo_id)
    return photo_answer(request, file_id)
