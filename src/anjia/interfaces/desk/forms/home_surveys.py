"""Forms of surveys at home."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.company import queries as company
from anjia.kernel.clock import SHANGHAI
from anjia.sales.rules import (
    MOST_ROOMS,
    MOST_SQUARE_METRES,
    SURVEY_CLOSES,
    SURVEY_MINUTES,
    SURVEY_OPENS,
    SURVEY_STEP_MINUTES,
)


def time_choices() -> list[tuple[str, str]]:
    """Every half hour at which a survey can begin."""
    last = SURVEY_CLOSES * 60 - SURVEY_MINUTES
    minutes = range(SURVEY_OPENS * 60, last + 1, SURVEY_STEP_MINUTES)
    return [(f"{minute // 60:02d}:{minute % 60:02d}",) * 2 for minute in minutes]


class RequestForm(forms.Form):
    """Which home is to be looked at."""

    home = forms.ChoiceField(label=_("Which home"))

    def __init__(self, *args: Any, homes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [(str(key), words) for key, words in homes]  # type: ignore[attr-defined]


class PlanSurveyForm(forms.Form):
    """Who surveys the home when."""

    surveyor = forms.ChoiceField(label=_("Who goes"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.ChoiceField(label=_("Time"), help_text=_("A survey takes an hour."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.id), person.name) for person in company.staff_list()]
        self.fields["surveyor"].choices = people  # type: ignore[attr-defined]
        self.fields["starts_at"].choices = time_choices()  # type: ignore[attr-defined]

    def start(self) -> datetime:
        """The chosen instant of a valid form."""
        hour, _colon, minute = self.cleaned_data["starts_at"].partition(":")
        return datetime.combine(self.cleaned_data["day"], time(int(hour), int(minute)), SHANGHAI)


def initial_of(starts_at: datetime | None, surveyor_id: int | None, otherwise: datetime) -> dict[str, Any]:
    """What the plan form begins with: the present plan, or ten o'clock the day after."""
    if starts_at is None:
        return {
            "day": otherwise.astimezone(SHANGHAI).date() + timedelta(days=1),
            "starts_at": "10:00",
            "surveyor": surveyor_id,
        }
    shown = starts_at.astimezone(SHANGHAI)
    return {"day": shown.date(), "starts_at": f"{shown:%H:%M}", "surveyor": surveyor_id}


class RecordSurveyForm(forms.Form):
    """What was found."""

    rooms = forms.IntegerField(label=_("Rooms"), min_value=1, max_value=MOST_ROOMS)
    square_metres = forms.IntegerField(label=_("Square metres"), min_value=1, max_value=MOST_SQUARE_METRES)
    notes = forms.CharField(
        label=_("What was found"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Floors, windows, what is dirty and how, water and power, parking."),
    )


class WaiverForm(forms.Form):
    """Why something promised is not needed, in the household's words."""

    note = forms.CharField(label=_("In their words"), max_length=200)
