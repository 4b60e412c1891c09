"""Forms of a series: when it comes, a pause, the end. Read once to show what will happen, once more to do it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.booking.operations import Agreed
from anjia.booking.queries import TermSummary
from anjia.booking.rules import MOST_VISITS, OnHoliday, OnMadeUpDay, Rule
from anjia.interfaces.shared import formats
from anjia.kernel.clock import SHANGHAI

HALF_HOURS = range(6 * 60, 24 * 60, 30)
WEEKS = (1, 2, 3, 4)


def spoken_minute(minute: int) -> str:
    """A minute of the day as people read it: 540 is "09:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


class DateField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class RuleForm(forms.Form):
    """How often, on which days, when, from when until when, and what about holidays."""

    from_on = DateField(label=gettext_lazy("From the day"))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    time = forms.TypedChoiceField(label=gettext_lazy("At what time?"), coerce=int)
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long?"), coerce=int)
    every_weeks = forms.TypedChoiceField(label=gettext_lazy("How often?"), coerce=int)
    caregiver = forms.TypedChoiceField(
        label=gettext_lazy("Who should come?"), coerce=int, required=False, empty_value=None
    )
    people = forms.TypedChoiceField(
        label=gettext_lazy("How many come?"), coerce=int, required=False, empty_value=None, initial=1
    )
    on_holiday = forms.ChoiceField(label=gettext_lazy("On public holidays"))
    on_made_up = forms.ChoiceField(
        label=gettext_lazy("On make-up working days"),
        help_text=gettext_lazy("Weekend days on which the country works, in exchange for a day off."),
    )
    until_on = DateField(
        label=gettext_lazy("Until the day"), required=False, help_text=gettext_lazy("Empty: it goes on.")
    )
    visits = forms.IntegerField(
        label=gettext_lazy("Number of visits"), required=False, min_value=1, max_value=MOST_VISITS
    )

    people_agreed: int = 1

    def __init__(self, data: Any, *, lengths: Iterable[int], people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = formats.weekdays()
        choices: dict[str, list[tuple[Any, str]]] = {
            "weekdays": [(number, name) for number, name in enumerate(names)],
            "time": [(minute, spoken_minute(minute)) for minute in self._minutes()],
            "minutes": [(length, formats.span(length)) for length in lengths],
            "every_weeks": [(weeks, how_often(weeks)) for weeks in self._weeks()],
            "caregiver": [("", _("Whoever fits, always the same if possible")), *people.items()],
            "people": [(1, _("One caregiver")), (2, _("Two who start together"))],
            "on_holiday": list(holiday_names().items()),
            "on_made_up": list(made_up_names().items()),
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]

    def _minutes(self) -> list[int]:
        known = self.initial.get("time")
        return sorted({*HALF_HOURS, *([known] if isinstance(known, int) else [])})

    def _weeks(self) -> list[int]:
        known = self.initial.get("every_weeks")
        return sorted({*WEEKS, *([known] if isinstance(known, int) else [])})

    def of_how_many(self, people: int) -> Self:
        """The form of a series for which it is agreed already how many come."""
        del self.fields["people"]
        self.people_agreed = people
        return self

    def agreed(self, price_fen: int) -> Agreed:
        """What the form says, at this price of a visit."""
        given = self.cleaned_data
        rule = Rule(
            from_on=given["from_on"],
            weekdays=tuple(given["weekdays"]),
            starts_minute=given["time"],
            minutes=given["minutes"],
            every_weeks=given["every_weeks"],
            until_on=given["until_on"],
            visits=given["visits"],
            on_holiday=OnHoliday(given["on_holiday"]),
            on_made_up=OnMadeUpDay(given["on_made_up"]),
        )
        return Agreed(rule, price_fen, given["caregiver"], given.get("people") or self.people_agreed)


class SpanForm(forms.Form):
    """A pause, or days that are given back: both days included."""

    from_on = DateField(label=gettext_lazy("From the day"))
    until_on = DateField(label=gettext_lazy("Until the day"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200, required=False)


class EndForm(forms.Form):
    """From which day on nobody comes any more."""

    from_on = DateField(label=gettext_lazy("No visits from this day on"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200, required=False)


def how_often(weeks: int) -> str:
    """Every week, every so many weeks."""
    return _("Every week") if weeks == 1 else _("Every %(weeks)d weeks") % {"weeks": weeks}


def holiday_names() -> dict[str, str]:
    """What can happen on a public holiday."""
    return {
        OnHoliday.SKIP.value: _("No visit"),
        OnHoliday.NEXT_WORKING_DAY.value: _("Come on the next working day"),
        OnHoliday.KEEP.value: _("Come all the same"),
    }


def made_up_names() -> dict[str, str]:
    """What a make-up working day can count as."""
    return {
        OnMadeUpDay.ITSELF.value: _("They count as the weekend day that they are"),
        OnMadeUpDay.WORKDAY.value: _("They count as the working day that is made up"),
    }


def first_of(term: TermSummary, from_on: date) -> dict[str, Any]:
    """The form filled with what is agreed."""
    rule = term.rule
    return {
        "from_on": from_on,
        "weekdays": list(rule.weekdays),
        "time": rule.starts_minute,
        "minutes": rule.minutes,
        "every_weeks": rule.every_weeks,
        "caregiver": term.caregiver_id or "",
        "on_holiday": rule.on_holiday.value,
        "on_made_up": rule.on_made_up.value,
        "until_on": rule.until_on,
        "visits": rule.visits,
    }


def usual_first(starts_at: Any, minutes: int, today: date, caregiver_id: int | None = None) -> dict[str, Any]:
    """A form for a new series: like a visit of before, or next week at nine."""
    local = starts_at.astimezone(SHANGHAI) if starts_at else None
    day = _coming(local.weekday(), today) if local else today + timedelta(days=7)
    return {
        "from_on": day,
        "weekdays": [day.weekday()],
        "time": local.hour * 60 + local.minute if local else 540,
        "minutes": minutes,
        "every_weeks": 1,
        "caregiver": caregiver_id or "",
        "on_holiday": OnHoliday.SKIP.value,
        "on_made_up": OnMadeUpDay.ITSELF.value,
    }


def _coming(weekday: int, today: date) -> date:
    """The next such weekday, at least two days ahead."""
    day = today + timedelta(days=2)
    return day + timedelta(days=(weekday - day.weekday()) % 7)
