"""A visit put elsewhere by hand: to whom, when, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.dispatch.queries import Version, version_read
from anjia.interfaces.shared.access import MOST_ID

Choice = tuple[str, str]


class HandMoveForm(forms.Form):
    """Whom the visit is given to (nobody: it waits in the tray) and when it begins; the reason may stay empty."""

    caregiver = forms.IntegerField(label=_("Caregiver"), required=False, min_value=1, max_value=MOST_ID)
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=160,
        required=False,
        help_text=_("It stays with the visit; empty says that it was moved on the board."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[tuple[str, list[Choice]]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caregiver"].widget = forms.Select(choices=[("", _("Nobody yet")), *people])

    def clean_version(self) -> Version:
        """The visit as the person saw it."""
        version = version_read(self.cleaned_data["version"])
        if version is None:
            raise forms.ValidationError(_("The page is too old. Please open the board again."))
        return version
