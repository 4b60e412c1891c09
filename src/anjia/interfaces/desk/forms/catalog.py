"""Forms of the catalog: a service, its price, its standard."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anjia.catalog import queries
from anjia.catalog.operations import NewStep
from anjia.catalog.queries import StepSummary
from anjia.catalog.rules import MOST_MINUTES, Photo
from anjia.interfaces.shared.amounts import YuanField
from anjia.interfaces.shared.numbers import number

_LONG = {"rows": 3}


class AboutForm(forms.Form):
    """What a service is: not its price, which has a history."""

    name = forms.CharField(label=_("Name of the service"), max_length=40)
    usual_minutes = forms.IntegerField(label=_("Usual time"), min_value=1, max_value=MOST_MINUTES, initial=180)
    least_minutes = forms.IntegerField(label=_("Least time"), min_value=1, max_value=MOST_MINUTES, initial=120)
    scope = forms.CharField(
        label=_("What is done"), max_length=2000, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    limits = forms.CharField(
        label=_("What is not done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
        help_text=_("Said before the order, it saves a complaint after."),
    )
    public = forms.BooleanField(label=_("Households can book it on the public page"), required=False, initial=True)


class NewOfferingForm(AboutForm):
    """A new service with its first price."""

    code = forms.CharField(
        label=pgettext_lazy("service", "Code"),
        max_length=20,
        required=False,
        help_text=_("Left empty, it gets the next number."),
    )
    trade = forms.ChoiceField(label=_("Trade"))
    unit = forms.ChoiceField(label=_("Priced"))
    price_fen = YuanField(label=_("Price"))
    field_order = ("name", "code", "trade", "unit", "price_fen", "usual_minutes", "least_minutes", "scope", "limits")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = list(queries.trade_names().items())  # type: ignore[attr-defined]
        self.fields["unit"].choices = list(queries.unit_names().items())  # type: ignore[attr-defined]


class PriceForm(forms.Form):
    """A new price, from a day on."""

    price_fen = YuanField(label=_("New price"))
    from_day = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, it holds at once. Orders and proposals made before keep the old price."),
    )


def steps_typed(post: QueryDict) -> list[NewStep]:
    """The steps of the standard as they stand in the editor, in order."""
    columns = zip(post.getlist("title"), post.getlist("detail"), post.getlist("photo"), strict=False)
    kinds, remedies = set(Photo), post.getlist("remedy")
    return [
        NewStep(title, detail, photo if photo in kinds else Photo.NONE, "".join(remedies[place : place + 1]))
        for place, (title, detail, photo) in enumerate(columns)
    ]


def steps_of(standard: Sequence[StepSummary]) -> list[NewStep]:
    """The steps of a standard, to be edited."""
    return [NewStep(step.title, step.detail, step.photo, step.remedy) for step in standard]


def rearranged(steps: list[NewStep], act: str) -> list[NewStep]:
    """The steps after one press in the editor: "add", "up-2", "down-2" or "remove-2", counted from 0."""
    verb, _dash, place = act.partition("-")
    if verb == "add":
        return [*steps, NewStep("")]
    at = number(place)
    if at is None or at >= len(steps):
        return steps
    rest = steps[:at] + steps[at + 1 :]
    if verb == "remove":
        return rest
    to = at - 1 if verb == "up" else at + 1
    return [*rest[:to], steps[at], *rest[to:]] if 0 <= to < len(steps) else steps
