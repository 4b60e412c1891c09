"""The form for where a caregiver is sent."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.workforce.rules import LEAST_WAY, MOST_WAY


class AreaForm(forms.Form):
    """How far a caregiver goes, and to which districts she keeps; `was` are those that the form showed at first."""

    farthest_minutes = forms.IntegerField(
        label=_("Longest way from home"),
        required=False,
        min_value=LEAST_WAY,
        max_value=MOST_WAY,
        help_text=_("Minutes by e-bike; empty: anywhere."),
    )
    only_in = forms.MultipleChoiceField(
        label=_("Only in these districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, name) for name in SHANGHAI_CENTRES],
        help_text=_("She is neither offered nor sent elsewhere; none chosen: everywhere."),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_was(self) -> list[str]:
        """Taken apart at its commas."""
        return [name for name in self.cleaned_data["was"].split(",") if name]

    def show_anew(self, only_in: Iterable[str]) -> None:
        """The ticks of a refused form are those of now where they are others than it showed; else they stay."""
        now = list(only_in)
        if set(self.cleaned_data["was"]) != set(now):
            data = QueryDict(mutable=True)
            data.update(self.data)
            data.setlist("only_in", now)
            data["was"] = ",".join(now)
            self.data = data
