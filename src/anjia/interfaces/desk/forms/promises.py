"""The form of a clause's next version."""

from django import forms
from django.utils.translation import gettext_lazy as _

UNITS = {"minutes": 1, "hours": 60, "days": 1440}


class ClauseForm(forms.Form):
    """How long, how much, in which words, from when."""

    amount = forms.IntegerField(label=_("Time allowed"), min_value=1, max_value=100000)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))],
        initial="hours",
    )
    most = forms.CharField(label=_("At most"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    sentence = forms.CharField(
        label=_("In the company's words"),
        max_length=300,
        required=False,
        help_text=_("Left empty, the standard sentence is shown."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    effective_on = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Left empty: from now on. What was promised before keeps its version."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def minutes(self) -> int:
        """The time in minutes."""
        return int(self.cleaned_data.get("amount") or 0) * UNITS[self.cleaned_data.get("unit") or "minutes"]
