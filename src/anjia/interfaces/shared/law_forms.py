"""The forms of the law's calculators. They are filled by the address, so that a calculation can be sent and changed."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.shared.amounts import YuanField
from anjia.kernel.errors import Refusal
from anjia.kernel.money import parse_yuan
from anjia.law.queries import Kind, place_names
from anjia.law.rules import Broke, Ground

SHAPES = ("balance", "visits", "unlimited")
MOST_TYPED = 200
_BY_SHAPE = {
    "balance": ("gift", "used", "used_list"),
    "visits": ("bought", "used_visits", "list_price"),
    "unlimited": ("first_on", "last_on", "stopped_on"),
}


class DayField(forms.DateField):
    """A calendar day, picked or typed as 2026-03-01."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1990-01-01", "max": "2099-12-31"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class CalculatorForm(forms.Form):
    """A form whose answers become plain values (fen, counts, ISO days) for the law's arithmetic."""

    fen_names: Mapping[str, str] = {}

    def inputs(self) -> dict[str, Any]:
        """The answers as plain values; what was left empty is left out."""
        values = {self.fen_names.get(name, name): value for name, value in self.cleaned_data.items()}
        return {name: _plain(value) for name, value in values.items() if value not in (None, "")}

    def typed(self) -> dict[str, str]:
        """What was typed, field by field, as an address or a link carries it."""
        values = {name: str(self.data.get(name, ""))[:MOST_TYPED] for name in self.fields}
        return {name: value for name, value in values.items() if value}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class RefundForm(CalculatorForm):
    """A prepayment that goes back, in whole or in part; its fields follow the shape of the plan."""

    shape = forms.ChoiceField(choices=[(shape, shape) for shape in SHAPES], widget=forms.HiddenInput)
    paid = YuanField(label=_("Paid in advance"), least_fen=1)
    gift = YuanField(
        label=_("Given on top"), required=False, help_text=_("“Pay 2,000, get 400”: 400. Empty if nothing.")
    )
    used = YuanField(label=_("Used so far"), required=False, help_text=_("At the prices charged."))
    used_list = YuanField(
        label=_("The same before discount"), required=False, help_text=_("Only if the prices charged were lower.")
    )
    bought = forms.IntegerField(label=_("Visits bought"), min_value=1, max_value=10_000)
    used_visits = forms.IntegerField(label=_("Visits used"), min_value=0, max_value=10_000)
    list_price = YuanField(
        label=_("One visit before discount"), required=False, help_text=_("Empty if the package was no cheaper.")
    )
    first_on = DayField(label=_("First day of the plan"))
    last_on = DayField(label=_("Last day of the plan"))
    stopped_on = DayField(
        label=_("Last day the company served"), required=False, help_text=_("Only if it stopped before the end.")
    )
    ground = forms.ChoiceField(
        label=_("Why it goes back"),
        widget=forms.RadioSelect,
        initial=Ground.OPERATOR,
        choices=[
            (Ground.OPERATOR, _("The company's cause")),
            (Ground.CUSTOMER, _("The customer's own wish")),
            (Ground.NEITHER, _("Neither side's cause")),
            (Ground.WITHDRAWAL, _("Within seven days of paying")),
        ],
    )
    same_service_before = forms.BooleanField(
        label=_("The same service was had before, here or elsewhere"), required=False
    )
    contract_on = DayField(label=_("Contract and payment"))
    ended_on = DayField(label=_("Contract ended, or money asked back"))
    paid_back_on = DayField(
        label=_("Money paid back on"), required=False, help_text=_("For the interest. Empty: without interest.")
    )
    rate = forms.DecimalField(
        label=_("Yearly rate"),
        required=False,
        min_value=0.01,
        max_value=36,
        max_digits=4,
        decimal_places=2,
        help_text=_("Empty: the rate the law names, if it is known here."),
    )
    rate_source = forms.CharField(
        label=_("Where the rate is from"),
        required=False,
        max_length=80,
        help_text=_("Contract, or published where."),
    )
    fen_names = {"paid": "paid_fen", "gift": "gift_fen", "used": "used_fen", "used_list": "used_list_fen"} | {
        "used_visits": "used",
        "list_price": "list_fen",
        "rate": "rate_bp",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("shape") or self.initial.get("shape") or "")
        self.plan = asked if asked in SHAPES else SHAPES[0]
        self.initial["shape"] = self.plan
        for shape, names in _BY_SHAPE.items():
            for name in names:
                if shape != self.plan:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("rate") and not values.get("rate_source"):
            self.add_error("rate_source", gettext("Please say where this rate is from."))
        if values.get("rate"):
            values["rate"] = int(values["rate"] * 100)
        return values


class DepositForm(CalculatorForm):
    """An earnest deposit."""

    price = YuanField(label=_("Price of the contract"), least_fen=1)
    deposit = YuanField(label=_("Deposit paid"))
    broke = forms.ChoiceField(
        label=_("Who broke the contract"),
        widget=forms.RadioSelect,
        initial=Broke.NOBODY,
        choices=[
            (Broke.NOBODY, _("Nobody")),
            (Broke.CUSTOMER, _("The customer")),
            (Broke.COMPANY, _("The company")),
        ],
    )
    on = DayField(label=_("Day of the contract"))
    fen_names = {"price": "price_fen", "deposit": "deposit_fen"}


class DamagesForm(CalculatorForm):
    """Damages for deceit."""

    fee = YuanField(label=_("Fee of the service"))
    on = DayField(label=_("Day of the deceit"))
    fen_names = {"fee": "fee_fen"}


class TaxForm(CalculatorForm):
    """Tax withheld from a caregiver's service pay."""

    way = forms.ChoiceField(
        label=_("Who pays"),
        widget=forms.RadioSelect,
        initial="usual",
        choices=[("usual", _("A company, as usual")), ("platform", _("An internet platform, cumulatively"))],
    )
    incomes = forms.CharField(
        label=_("Pay"),
        max_length=MOST_TYPED,
        help_text=_("One payment; for a platform one amount a month, in order: 8000 8000 9500."),
    )
    on = DayField(label=_("Paid on"))
    fen_names = {"incomes": "incomes_fen"}

    def clean_incomes(self) -> list[int]:
        """Fen of each amount."""
        typed = re.split(r"[\s;；、]+", self.cleaned_data["incomes"].strip())
        try:
            return [parse_yuan(one) for one in typed]
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class _PlaceForm(CalculatorForm):
    place = forms.ChoiceField(label=_("Law of"), choices=lambda: list(place_names().items()))


class DeadlineForm(_PlaceForm):
    """By when a refund is paid."""

    about = forms.ChoiceField(
        label=_("What is paid back"),
        widget=forms.RadioSelect,
        initial="refund_paid",
        choices=[
            ("refund_paid", _("A refund that is justified")),
            ("card_withdrawal_paid", _("An unused prepaid card, within seven days")),
            ("card_refund_paid", _("The balance of a prepaid card")),
        ],
    )
    asked_on = DayField(label=_("Asked on"))
    agreed_on = DayField(label=_("Agreed day"), required=False, help_text=_("Only if a day was agreed."))


class CardForm(_PlaceForm):
    """Whether a prepaid card may be sold so."""

    named = forms.ChoiceField(
        label=_("Card"),
        widget=forms.RadioSelect,
        initial="yes",
        choices=[("yes", _("With the holder's name")), ("no", _("Without a name"))],
    )
    face = YuanField(label=_("Value"), least_fen=1)
    sold_on = DayField(label=_("Sold on"))
    expires_on = DayField(label=_("Good until"), required=False, help_text=_("Empty: it does not expire."))
    fen_names = {"face": "face_fen"}

    def clean_named(self) -> bool:
        """Whether the card bears a name."""
        return bool(self.cleaned_data["named"] == "yes")


FORMS: dict[Kind, type[CalculatorForm]] = {
    Kind.REFUND: RefundForm,
    Kind.DEPOSIT: DepositForm,
    Kind.DAMAGES: DamagesForm,
    Kind.TAX: TaxForm,
    Kind.DEADLINE: DeadlineForm,
    Kind.CARD: CardForm,
}
