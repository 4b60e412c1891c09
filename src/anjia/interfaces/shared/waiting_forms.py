"""The form by which somebody joins the waiting list, for the household's phone and the desk."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.shared.formats import weekdays
from anjia.offers.rules import MOST_WAITING_DAYS, Wished

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
USUAL_DAYS = 14


class WaitingForm(forms.Form):
    """Between which days, on which weekdays, at what hours; and who should come, of those who are known."""

    from_on = forms.DateField(label=_("From the day"), widget=DAY)
    until_on = forms.DateField(label=_("Until the day"), widget=DAY)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any day."),
    )
    earliest = forms.TimeField(label=_("Not before"), widget=CLOCK)
    latest = forms.TimeField(label=_("Over by"), widget=CLOCK)

    caregiver = forms.TypedChoiceField(label=_("Who should come?"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, today: date, people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caregiver"].choices = [("", gettext("Whoever is free first")), *people.items()]  # type: ignore[attr-defined]
        self.fields["weekdays"].choices = list(enumerate(weekdays()))  # type: ignore[attr-defined]
        usual = {"from_on": today, "until_on": today + timedelta(days=USUAL_DAYS), "earliest": "08:00"}
        self.initial = {**usual, "latest": "20:00", **self.initial}
        last = today + timedelta(days=MOST_WAITING_DAYS)
        for name in ("from_on", "until_on"):
            self.fields[name].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}

    def wished(self, minutes: int) -> Wished:
        """What was typed, for a visit of that length."""
        values = self.cleaned_data
        ends = (values["earliest"], values["latest"])
        from_minute, until_minute = (time.hour * 60 + time.minute for time in ends)
        days = tuple(sorted(values["weekdays"]))
        return Wished(values["from_on"], values["until_on"], days, from_minute, until_minute, minutes)
