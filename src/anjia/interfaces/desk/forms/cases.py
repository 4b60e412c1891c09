"""Forms by which complaints are judged, handed over, explained with a plan, and decided; causes and teams."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.desk.forms.quality import choose, staff_choices
from anjia.kernel.clock import SHANGHAI
from anjia.quality import queries as quality
from anjia.quality.operations import NewStep

_SHORT = forms.Textarea(attrs={"rows": 3})
STEPS_SHOWN = 4


class AssessForm(forms.Form):
    """How bad it is, and why it came about."""

    severity = forms.ChoiceField(label=_("How bad"), widget=forms.RadioSelect)
    cause = forms.ChoiceField(label=_("Cause"))
    step = forms.CharField(
        label=_("Step of the standard"),
        max_length=80,
        required=False,
        help_text=_("If it is about one step: its name, so that recurrences are counted there."),
    )
    text = forms.CharField(label=_("Why"), max_length=1000, required=False, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "severity", list(quality.severity_names().items()))
        choose(self, "cause", quality.cause_choices())


class HandForm(forms.Form):
    """Who answers for it."""

    team = forms.ChoiceField(label=_("Team"))
    text = forms.CharField(label=_("Why"), max_length=1000, required=False, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "team", list(quality.team_names().items()))


class SettlementForm(forms.Form):
    """Why it takes longer, and what happens by when; empty rows are left out."""

    reason = forms.CharField(
        label=_("Why it cannot be settled at once"),
        max_length=2000,
        widget=_SHORT,
        help_text=_("The household reads this and the steps. Each step is a promise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, STEPS_SHOWN + 1):
            wide = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[f"text_{number}"] = forms.CharField(
                label=gettext("Step %(number)d") % {"number": number}, max_length=200, required=number == 1, widget=wide
            )
            self.fields[f"due_{number}"] = forms.DateTimeField(
                label=gettext("By when"),
                required=number == 1,
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
                input_formats=["%Y-%m-%dT%H:%M"],
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows of the form: what, by when."""
        return [(self[f"text_{number}"], self[f"due_{number}"]) for number in range(1, STEPS_SHOWN + 1)]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        for number in range(2, STEPS_SHOWN + 1):
            if bool(values.get(f"text_{number}")) != bool(values.get(f"due_{number}")):
                self.add_error(f"text_{number}", gettext("A step needs its words and its time."))
        return values

    def steps(self) -> list[NewStep]:
        """The steps of a valid form."""
        values = self.cleaned_data
        return [
            NewStep(values[f"text_{number}"], _in_shanghai(values[f"due_{number}"]))
            for number in range(1, STEPS_SHOWN + 1)
            if values.get(f"text_{number}")
        ]


def _in_shanghai(at: datetime) -> datetime:
    return at.replace(tzinfo=SHANGHAI)


class DecideForm(forms.Form):
    """A second person's word on money back."""

    text = forms.CharField(label=_("A word on it"), max_length=1000, required=False, widget=_SHORT)


class CauseForm(forms.Form):
    """A cause of one's own."""

    parent = forms.ChoiceField(label=_("Under"), required=False)
    name = forms.CharField(label=_("Cause"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "parent", [("", gettext("(a first level of its own)")), *quality.top_cause_names().items()])


class TeamForm(forms.Form):
    """A team: who, and which causes come to it by themselves."""

    name = forms.CharField(label=_("Name of the team"), max_length=40)
    staff = forms.MultipleChoiceField(label=_("Who belongs to it"), widget=forms.CheckboxSelectMultiple)
    causes = forms.MultipleChoiceField(
        label=_("Complaints of these causes come to it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", staff_choices())
        choose(self, "causes", list(quality.top_cause_names().items()))


class PreventForm(forms.Form):
    """Work on a cause before the next case."""

    what = forms.CharField(label=_("What will be done"), max_length=1000, widget=_SHORT)
    staff = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", staff_choices())


class DeclineForm(forms.Form):
    """Why nothing is done."""

    reason = forms.CharField(label=_("Why not"), max_length=1000, widget=_SHORT)
