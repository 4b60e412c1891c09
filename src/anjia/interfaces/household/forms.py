"""Forms of the household's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.rules import SHANGHAI_CENTRES
from anjia.interfaces.shared.districts import city_is_known


class HomeForm(forms.Form):
    """Where to come."""

    district = forms.ChoiceField(label=_("District"))
    address = forms.CharField(
        label=_("Address"),
        max_length=120,
        help_text=_("Road, building and flat. Only who comes to you sees it in full."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    square_metres = forms.IntegerField(
        label=_("Square metres"), required=False, min_value=1, help_text=_("About is enough; some prices depend on it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [(name, name) for name in SHANGHAI_CENTRES]  # type: ignore[attr-defined]
        if not city_is_known():
            words = _("Only districts of Shanghai stand here. If you live elsewhere, please write to us or call.")
            self.fields["district"].help_text = words


class WishForm(forms.Form):
    """Something to be talked about before it can be booked."""

    text = forms.CharField(
        label=_("What would you like?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("From when, how often, for whom."),
    )


class CancelForm(forms.Form):
    """Why a visit is cancelled; a late one has to be confirmed."""

    reason = forms.CharField(label=_("Why?"), max_length=200)
    late_confirmed = forms.BooleanField(label=_("Cancel all the same"), required=False)
