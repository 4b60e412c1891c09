"""The form for where a caregiver is sent."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.shared.districts import city_is_known, districts_to_choose
from anjia.workforce.rules import LEAST_WAY, MOST_WAY


class AreaForm(forms.Form):
    """How far a caregiver goes, and to which districts she keeps; `was` are those that the form showed at first.

    To tick there are those that she has (`kept`) and those of the city and of the homes; others are written.
    """

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
        help_text=_("She is neither offered nor sent elsewhere; none chosen: everywhere."),
    )
    others = forms.CharField(
        label=_("Other districts"),
        required=False,
        max_length=200,
        help_text=_("As they stand in the homes' addresses, with commas between them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(kept)
        if not city_is_known():
            self.fields["others"].help_text = _(
                "We have the list of districts for Shanghai only. Please write those of your city as they stand in the "
                "homes' addresses, with commas between them."
            )

    def _offer(self, kept: Iterable[str]) -> None:
        choices = [(name, name) for name in districts_to_choose(kept)]
        self.fields["only_in"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is written joins what is ticked."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        written = [name.strip() for name in re.split(r"[,，、;；]", values.pop("others", ""))]
        if "only_in" in values:
            values["only_in"] = list(dict.fromkeys([*values["only_in"], *filter(None, written)]))
        return values

    def clean_was(self) -> list[str]:
        """Taken apart at its commas."""
        return [name for name in self.cleaned_data["was"].split(",") if name]

    def show_anew(self, only_in: Iterable[str]) -> None:
        """The ticks of a refused form are those of now where they are others than it showed; else they stay."""
        now = list(only_in)
        self._offer(now)
        if set(self.cleaned_data["was"]) != set(now):
            data = QueryDict(mutable=True)
            data.update(self.data)
            data.setlist("only_in", now)
            data["was"] = ",".join(now)
            data["others"] = ""
            self.data = data
