"""Forms about what lets a caregiver be sent: her papers, and what the company asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.catalog import queries as catalog_queries
from anjia.workforce import queries


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class CredentialForm(forms.Form):
    """A paper of a caregiver's."""

    kind = forms.ChoiceField(label=_("Paper"))
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed; pages show its last four characters."),
    )
    issued_on = _day(_("Issued on"))
    valid_until = _day(_("Valid until"), required=False, help_text=_("Empty: without an end."))
    verified = forms.BooleanField(
        label=_("I have seen the original"), required=False, help_text=_("Without it the paper does not count yet.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(queries.paper_names().items())  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a paper no longer counts."""

    reason = forms.CharField(max_length=80)


class DemandForm(forms.Form):
    """From which day nobody is sent without a paper."""

    kind = forms.ChoiceField(label=_("Paper"))
    trade = forms.ChoiceField(label=_("For"), required=False)
    from_on = _day(_("From the day"), required=False, help_text=_("Empty: the company no longer asks for it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(queries.paper_names().items())  # type: ignore[attr-defined]
        trades = list(catalog_queries.trade_names().items())
        self.fields["trade"].choices = [("", _("any work")), *trades]  # type: ignore[attr-defined]
