"""Forms about money: received, returned, paid out."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.billing import queries as billing_queries
from anjia.billing.rules import Method
from anjia.interfaces.shared.amounts import YuanField
from anjia.payroll import queries as payroll_queries


class PaymentForm(forms.Form):
    """Money received. The hidden number makes a form that is sent twice one payment."""

    amount = YuanField(label=_("Amount"), least_fen=1)
    method = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial=Method.TRANSFER)
    reference = forms.CharField(
        label=_("Reference"), max_length=80, required=False, help_text=_("Receipt or transfer number, if there is one.")
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = list(billing_queries.method_names().items())  # type: ignore[attr-defined]
        self.initial.setdefault("client_id", uuid4())


class RefundForm(PaymentForm):
    """Money returned, and why."""

    reason = forms.CharField(label=_("Why"), max_length=200)
    field_order = ("amount", "method", "reason", "client_id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reference"]


class WithholdingForm(forms.Form):
    """How tax is withheld from slips issued from now on."""

    way = forms.ChoiceField(label=_("Tax on service pay"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = list(payroll_queries.way_names().items())  # type: ignore[attr-defined]


class PayForm(forms.Form):
    """How a pay slip is handed over."""

    method = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = list(payroll_queries.method_names().items())  # type: ignore[attr-defined]
