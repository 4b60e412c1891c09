"""The form of a guaranteed scope."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ScopeForm(forms.Form):
    """Which steps are guaranteed, beyond them what else, and when the household moves in."""

    move_in_on = forms.DateField(
        label=_("Moving in on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("With a day, the home is promised clean within the days of the clause."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Guaranteed steps of the standard"), required=False, widget=forms.CheckboxSelectMultiple
    )
    beyond = forms.CharField(
        label=_("Beyond the standard"),
        required=False,
        max_length=2600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One step per line."),
    )

    def __init__(self, standard: Sequence[str], *args: Any, agreed: Sequence[str] | None = None, **kwargs: Any) -> None:
        chosen = standard if agreed is None else [title for title in standard if title in agreed]
        beyond = [title for title in agreed or () if title not in standard]
        kwargs["initial"] = {"steps": chosen, "beyond": "\n".join(beyond), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [(title, title) for title in standard]  # type: ignore[attr-defined]

    def titles(self) -> list[str]:
        """The steps of a valid form, the standard's first."""
        return [*self.cleaned_data["steps"], *self.cleaned_data["beyond"].splitlines()]
