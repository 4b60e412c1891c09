"""The form of a call after a visit: what came of it, and the household's answer when it gave one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.kernel.clock import SHANGHAI
from anjia.quality import queries as quality
from anjia.quality.rules import Dimension, Scores
from anjia.quality.rules.follow_ups import Outcome

_STARS = [("", ""), *((str(stars), str(stars)) for stars in range(1, 6))]
_WORDS = forms.Textarea(attrs={"rows": 2})


@dataclass(frozen=True)
class Rating:
    """One row of stars."""

    name: str
    label: str
    value: str
    error: str


class CallForm(forms.Form):
    """A call after a visit. The stars are typed in while the household speaks: all four, or none."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=forms.RadioSelect)
    call_again_at = forms.DateTimeField(
        label=gettext_lazy("Call again at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Only if you will call again: it waits on Today at that time."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    attitude = forms.ChoiceField(choices=_STARS, required=False)
    skill = forms.ChoiceField(choices=_STARS, required=False)
    efficiency = forms.ChoiceField(choices=_STARS, required=False)
    problem_solving = forms.ChoiceField(choices=_STARS, required=False)
    good_points = forms.CharField(label=gettext_lazy("What went well"), max_length=1000, required=False, widget=_WORDS)
    points_to_improve = forms.CharField(
        label=gettext_lazy("What could be better"), max_length=1000, required=False, widget=_WORDS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(quality.outcome_names().items())  # type: ignore[attr-defined]

    def ratings(self) -> list[Rating]:
        """The four rows of stars as they were filled in."""
        names = quality.dimension_names()
        rows = [(one.value, names[one], self[one.value]) for one in Dimension]
        return [
            Rating(name, label, str(bound.value() or ""), " ".join(map(str, bound.errors)))
            for name, label, bound in rows
        ]

    def scores(self) -> Scores | None:
        """The four scores of a valid form; None when the household gave none."""
        given = {one.value: str(self.cleaned_data.get(one.value) or "") for one in Dimension}
        return Scores(**{name: int(stars) for name, stars in given.items()}) if all(given.values()) else None

    def clean_call_again_at(self) -> datetime | None:
        """The time as an instant in Shanghai."""
        at: datetime | None = self.cleaned_data["call_again_at"]
        return at.replace(tzinfo=SHANGHAI) if at and at.tzinfo is None else at

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [one.value for one in Dimension if values.get(one.value)]
        words = values.get("good_points") or values.get("points_to_improve")
        if (given or words) and values.get("outcome") not in (None, Outcome.REACHED):
            self.add_error("outcome", _("Stars and words come from the household: choose “We spoke”."))
        for one in Dimension:
            if (given or words) and one.value not in given and one.value not in self.errors:
                self.add_error(one.value, _("Please ask for all four, or leave all four out."))
        return values
