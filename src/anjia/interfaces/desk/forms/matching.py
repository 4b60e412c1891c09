"""Forms of matching: weights, wishes of both sides, what suits whom, a second look."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.catalog.queries import circumstance_names
from anjia.dispatch.queries import part_names
from anjia.dispatch.rules import Part
from anjia.households.rules import SHANGHAI_CENTRES

PAIR_WORDS = {
    "favour": _("The household would like her again"),
    "refuse": _("The household does not want her"),
    "rather_not": _("She would rather not go there"),
}


class MatchWeightsForm(forms.Form):
    """A percent for each part, and why."""

    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("It stays with the version."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why = self.fields.pop("reason")
        for part, name in part_names().items():
            self.fields[part.value] = forms.IntegerField(label=name, min_value=0, max_value=300)
        self.fields["reason"] = why

    def percents(self) -> dict[Part, int]:
        """The percents of a valid form."""
        return {part: int(self.cleaned_data[part.value]) for part in Part}


class PairForm(forms.Form):
    """What one of them says of the other."""

    caregiver = forms.ChoiceField(label=_("Caregiver"))
    word = forms.ChoiceField(label=_("What was said"), choices=list(PAIR_WORDS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Read at the desk alone, by neither of them.")
    )

    def __init__(self, names: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose somebody")), *((str(key), name) for key, name in names.items())]
        self.fields["caregiver"].choices = choices  # type: ignore[attr-defined]


def _circumstances(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, required=False, widget=widget, help_text=help_text)


class NeedsForm(forms.Form):
    """What whoever comes should be good with."""

    needs = _circumstances(
        _("Whoever comes should be good with"), _("Read from the dossier; what is ticked here counts.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = list(circumstance_names().items())  # type: ignore[attr-defined]


class SuitingForm(forms.Form):
    """What she is good with, does not want, and where she would like to work."""

    strengths = _circumstances(_("Good with"))
    limits = _circumstances(_("Would rather not"))
    districts = forms.MultipleChoiceField(
        label=_("Districts she would like"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, name) for name in SHANGHAI_CENTRES],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("strengths", "limits"):
            self.fields[name].choices = list(circumstance_names().items())  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """What a person decides who looked again."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("stands", _("The choice stands")), ("changed", _("Something was changed"))],
    )
    words = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever asked reads this."),
    )
