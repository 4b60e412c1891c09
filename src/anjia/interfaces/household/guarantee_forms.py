"""Forms: money back, help. The hidden number makes a form that is sent twice one request."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.guarantees.rules import EmergencyKind


class RefundForm(forms.Form):
    """Why money should come back."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was agreed and what was not done. A few words are enough."),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid4())


class HelpForm(forms.Form):
    """What happened."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in EmergencyKind])
    text = forms.CharField(max_length=500, required=False)
    client_id = forms.UUIDField()
