"""Forms of day plans: what to compute, and the weights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.dayplans import queries
from anjia.dayplans.rules import (
    BOUNDS,
    LEAST_SECONDS,
    MOST_SECONDS,
    MOST_SEED,
    USUAL_SECONDS,
    Parameters,
    Weights,
)
from anjia.interfaces.shared.amounts import YuanField

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """Which day is to be computed, for how long, and by which number the computation tries its ways."""

    day = forms.DateField(label=_("Day"), widget=_DAY)
    seconds = forms.IntegerField(
        label=_("Seconds"),
        min_value=LEAST_SECONDS,
        max_value=MOST_SECONDS,
        initial=USUAL_SECONDS,
        help_text=_("Longer finds more."),
    )
    seed = forms.IntegerField(
        label=_("Number for chance"),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
        help_text=_(
            "The computation tries many arrangements by chance, and this number says which first. Leave it as it is; "
            "to see whether there is another plan for the same day, compute again with another number."
        ),
    )

    def parameters(self) -> Parameters:
        """The parameters of a valid form."""
        return Parameters(self.cleaned_data["seconds"], self.cleaned_data["seed"])


class WeightsForm(forms.Form):
    """Every weight with its meaning; fen are typed in yuan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, meanings = queries.weight_names(), queries.weight_meanings()
        for name, (least, most) in BOUNDS.items():
            words: dict[str, Any] = {"label": names[name], "help_text": meanings[name]}
            if name.endswith("_fen"):
                self.fields[name] = YuanField(**words)
            else:
                self.fields[name] = forms.IntegerField(min_value=least, max_value=most, **words)

    def weights(self) -> Weights:
        """The weights of a valid form."""
        return Weights(**self.cleaned_data)
