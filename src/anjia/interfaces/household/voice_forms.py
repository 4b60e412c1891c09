"""Forms of the household's voice."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.quality import queries as quality
from anjia.quality.rules import Dimension

_WORDS = forms.Textarea(attrs={"rows": 3})
_STARS = [(str(stars), str(stars)) for stars in range(1, 6)]


@dataclass(frozen=True)
class Rating:
    """One row of stars."""

    name: str
    label: str
    value: str
    error: str


class SurveyForm(forms.Form):
    """Four ratings from 1 to 5, what was good and what could be better."""

    attitude = forms.ChoiceField(choices=_STARS)
    skill = forms.ChoiceField(choices=_STARS)
    efficiency = forms.ChoiceField(choices=_STARS)
    problem_solving = forms.ChoiceField(choices=_STARS)
    good_points = forms.CharField(label=_("What went well"), max_length=1000, required=False, widget=_WORDS)
    points_to_improve = forms.CharField(label=_("What could be better"), max_length=1000, required=False, widget=_WORDS)

    discreet = forms.BooleanField(
        label=_("My caregiver should not know that it was me"),
        required=False,
        help_text=_("Your answer reaches her only as part of a month's figures."),
    )

    def ratings(self) -> list[Rating]:
        """The four rows, with what was chosen and what is missing."""
        names = quality.dimension_names()
        rows = [(one.value, names[one], self[one.value]) for one in Dimension]
        return [
            Rating(name, label, str(bound.value() or ""), " ".join(map(str, bound.errors)))
            for name, label, bound in rows
        ]

    def scores(self) -> dict[str, int]:
        """The four scores of a valid form."""
        return {one.value: int(self.cleaned_data[one.value]) for one in Dimension}


class ComplainForm(forms.Form):
    """What was wrong."""

    cause = forms.ChoiceField(label=_("What was wrong?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Tell us about it"),
        max_length=2000,
        widget=_WORDS,
        help_text=_("A few words are enough. We may ask back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cause = self.fields["cause"]
        if isinstance(cause, forms.ChoiceField):
            cause.choices = list(quality.top_cause_names().items())
