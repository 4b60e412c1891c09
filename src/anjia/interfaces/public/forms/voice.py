"""What somebody says to the company from outside: the contact form and the slip for the suggestion box."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.shared.accounts import PhoneField

_TEL = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})


class ContactForm(forms.Form):
    """Name, phone and words, with consent. `website` is a trap: people do not see it, robots fill it in."""

    text = forms.CharField(label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    name = forms.CharField(label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(label=_("Mobile number"), max_length=40, widget=_TEL)
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    form_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    consent = forms.BooleanField(error_messages={"required": _("Without your consent we may not keep your number.")})

    def __init__(self, *args: Any, consent: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent


class SlipForm(forms.Form):
    """Words, and a phone only if somebody wants an answer."""

    text = forms.CharField(label=_("What should be better?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    phone = PhoneField(
        label=_("Mobile number, if you would like an answer"),
        max_length=40,
        required=False,
        widget=_TEL,
        help_text=_("Left empty, nobody knows who wrote this. With a number you agree that we call you about it."),
    )
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    form_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
