"""What a household that nobody knows yet leaves on the booking page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anjia.catalog.queries import OfferingSummary
from anjia.households.rules import SHANGHAI_CENTRES
from anjia.interfaces.shared.accounts import PhoneField
from anjia.interfaces.shared.districts import city_is_known


class BookingForm(forms.Form):
    """Name, phone and wish, with consent to their use. `website` is a trap: people do not see it, robots fill it in."""

    name = forms.CharField(label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(
        label=_("Mobile number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    offering = forms.ChoiceField(label=_("Service"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    address = forms.CharField(
        label=_("Address"),
        max_length=120,
        required=False,
        help_text=_("Road and building are enough for now."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    text = forms.CharField(
        label=_("What would you like?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How large, how often, when it suits you."),
    )
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    consent = forms.BooleanField(error_messages={"required": _("Without your consent we may not keep your number.")})

    def __init__(self, *args: Any, offerings: list[OfferingSummary], consent: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", pgettext_lazy("choice", "not sure yet"))
        self.fields["offering"].choices = [none, *((str(one.id), one.name) for one in offerings)]  # type: ignore[attr-defined]
        districts = [("", pgettext_lazy("choice", "please choose")), *((name, name) for name in SHANGHAI_CENTRES)]
        self.fields["district"].choices = districts  # type: ignore[attr-defined]
        if not city_is_known():
            words = _("If you live outside Shanghai, leave this open and write city and district into the address.")
            self.fields["district"].help_text = words
        self.fields["consent"].label = consent
