"""Surveys at the family's home: both times, moving one, and saying that no more is needed."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company
from anjia.households import queries as households
from anjia.interfaces.household.promises import told
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import at_minute, day_of, minute_of
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.sales import operations, queries
from anjia.sales.queries import HomeSurveySummary, SurveyRequestSummary
from anjia.sales.rules import FINAL, SurveyState

DAYS = 10


class MoveForm(forms.Form):
    """Another time for a survey."""

    starts_at = forms.ChoiceField(label=gettext_lazy("New time"))

    def __init__(self, starts: list[datetime], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: dict[date, list[tuple[str, str]]] = {}
        for start in starts:
            days.setdefault(day_of(start), []).append((str(minute_of(start)), formats.clock(start)))
        choices = [(formats.long_day(day, day), times) for day, times in days.items()]
        self.fields["starts_at"].choices = [("", _("Choose a time")), *choices]  # type: ignore[attr-defined]


class WaiverForm(forms.Form):
    """Why no (further) survey is needed."""

    note = forms.CharField(label=gettext_lazy("Why is it not needed?"), max_length=200)


@for_household
@require_GET
def home_surveys(request: Request) -> HttpResponseBase:
    """Both surveys of each request: when, who comes, what was found; and asking for them."""
    found = queries.surveys_of_home(request.person.id)
    names = company.staff_names(one.surveyor_id for row in found for one in row.surveys)
    homes = households.homes(row.home_id for row in found)
    promised = promises.promises_of(row.subject for row in found)
    at = clock.now()
    context = {
        "requests": [
            {
                "row": row,
                "home": homes.get(row.home_id),
                "surveys": [{"survey": one, "who": names.get(one.surveyor_id, "")} for one in row.surveys],
                "promise": told([one for one in promised[row.subject] if one.kind == Kind.HOME_SURVEY][-1:], at=at),
            }
            for row in found
        ],
        "askable": _askable(request.person.id, found),
        "time": formats.span(promises.clause_in_force(Kind.HOME_SURVEY, at=at).minutes),
        "waiver_form": WaiverForm(),
        "back": reverse("household:home"),
    }
    return render(request, "household/home_surveys/list.html", context)


def _askable(household_id: int, found: list[SurveyRequestSummary]) -> list[dict[str, Any]]:
    """Enquiries for which no survey was asked, with the homes to choose from."""
    known = {row.enquiry_id for row in found}
    homes = households.homes_of(household_id)
    asked = queries.enquiries_of_household(household_id, limit=5)
    wanted = [one for one in asked if one.state not in FINAL and one.id not in known]
    return [{"enquiry": one, "homes": homes} for one in wanted if homes]


@for_household
@require_POST
def ask(request: Request, enquiry_id: int) -> HttpResponseBase:
    """The family wants its home looked at."""
    home_id = number(request.POST.get("home"))
    if queries.enquiry(enquiry_id).household_id != request.person.id or home_id is None:
        raise Missing
    operations.request_home_surveys(enquiry_id=enquiry_id, home_id=home_id, at=clock.now(), by=request.person.actor)
    say(request, _("We come twice. We call you about the times; they stand here then."))
    return redirect("household:home-surveys")


def _own(request: Request, survey_id: int) -> tuple[SurveyRequestSummary, HomeSurveySummary]:
    found = queries.request_of_survey(survey_id)
    if found.household_id != request.person.id:
        raise Missing
    (survey,) = (one for one in found.surveys if one.id == survey_id)
    return found, survey


@for_household
def move(request: Request, home_survey_id: int) -> HttpResponseBase:
    """Another time at which the same person is free."""
    _found, survey = _own(request, home_survey_id)
    if survey.state != SurveyState.PLANNED:
        return redirect("household:home-surveys")
    at = clock.now()
    starts = queries.free_survey_starts(survey.surveyor_id, from_day=day_of(at), days=DAYS, at=at, besides=survey.id)
    form = MoveForm(starts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            start = at_minute(int(form.cleaned_data["starts_at"]))
            operations.move_home_survey(survey_id=home_survey_id, starts_at=start, at=at, by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Moved. See you then."))
            return redirect("household:home-surveys")
    context = {"form": form, "survey": survey, "back": reverse("household:home-surveys")}
    return render(request, "household/home_surveys/move.html", context, status=422 if form.errors else 200)


@for_household
@require_POST
def waive(request: Request, survey_request_id: int) -> HttpResponseBase:
    """No (further) survey is needed."""
    if queries.survey_request(survey_request_id).household_id != request.person.id:
        raise Missing
    form = WaiverForm(request.POST)
    if not form.is_valid():
        say(request, _("Please tell us in a few words why."), tone="warn")
        return redirect("household:home-surveys")
    operations.waive_home_surveys(
        request_id=survey_request_id, note=form.cleaned_data["note"], at=clock.now(), by=request.person.actor
    )
    say(request, _("Understood. Nobody comes."))
    return redirect("household:home-surveys")


@for_household
@require_GET
def photo(request: Request, survey_photo_id: int) -> HttpResponseBase:
    """A photo of a survey of this family's home."""
    household_id, file_id = queries.survey_photo(survey_photo_id)
    if household_id != request.person.id:
        raise Missing
    return photo_answer(request, file_id)
