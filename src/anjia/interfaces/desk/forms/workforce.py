"""Forms about a caregiver: who she is, what she can do, when she works."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.catalog import queries as catalog_queries
from anjia.catalog.rules import Trade
from anjia.company import queries as company_queries
from anjia.company.operations import LEAST_PASSWORD
from anjia.households.rules import SHANGHAI_CENTRES
from anjia.interfaces.shared.amounts import YuanField
from anjia.interfaces.shared.formats import weekdays
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.errors import Refusal
from anjia.workforce.rules import MOST_HOURLY_PAY_FEN, MOST_LEVEL, Hours, Status, hours_in_words, stretches_in


class RecordForm(forms.Form):
    """What stands in a caregiver's record."""

    name = forms.CharField(label=_("Name"), max_length=40)
    hourly_pay_fen = YuanField(label=_("Pay per hour"), most_fen=MOST_HOURLY_PAY_FEN)
    district = forms.ChoiceField(label=_("Lives in"))
    native_place = forms.CharField(label=_("Native place"), max_length=40, required=False)
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Households read this when they choose."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = str(self.initial.get("district", ""))
        names = [*SHANGHAI_CENTRES, *([here] if here and here not in SHANGHAI_CENTRES else [])]
        self.fields["district"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class EngageForm(RecordForm):
    """A new caregiver."""

    phone = forms.CharField(
        label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    )
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    ready = forms.BooleanField(
        label=_("Vetted and trained: ready for work now"), required=False, help_text=_("Otherwise she is an applicant.")
    )
    trades = forms.MultipleChoiceField(label=_("What she can do"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order = (
        "name",
        "phone",
        "district",
        "branch",
        "hourly_pay_fen",
        "native_place",
        "trades",
        "introduction",
        "ready",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = [(str(branch.id), branch.name) for branch in company_queries.branches()]
        self.fields["branch"].choices = [("", _("no branch")), *branches]  # type: ignore[attr-defined]
        self.fields["trades"].choices = list(catalog_queries.trade_names().items())  # type: ignore[attr-defined]


class TradesForm(forms.Form):
    """A level for each trade, or none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [("", _("does not do it")), *((str(n), _("level %(n)d") % {"n": n}) for n in range(1, MOST_LEVEL + 1))]
        for trade, name in catalog_queries.trade_names().items():
            self.fields[trade] = forms.ChoiceField(label=name, choices=levels, required=False)

    def levels(self) -> dict[Trade, int]:
        """The trades with a level."""
        return {Trade(trade): int(level) for trade, level in self.cleaned_data.items() if level}


class WeekForm(forms.Form):
    """The hours of each weekday as people write them: "8:00-12:00, 13:00-18:00"; empty when she is free."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(weekdays()):
            widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"})
            self.fields[f"day_{day}"] = forms.CharField(label=name, max_length=60, required=False, widget=widget)

    def hours(self) -> list[Hours]:
        """The stretches as typed. Refuses, at its day, what cannot be read."""
        found: list[Hours] = []
        for day in range(7):
            name = f"day_{day}"
            stretches = stretches_in(self.cleaned_data[name])
            if stretches is None:
                sentence = _("“%(typed)s” is not understood. Please write it like 8:00-12:00, 13:00-18:00.")
                raise Refusal(str(sentence) % {"typed": self.cleaned_data[name]}, field=name)
            found += [Hours(day, *stretch) for stretch in stretches]
        return found

    @staticmethod
    def initial_of(week: list[Hours]) -> dict[str, str]:
        """What the fields begin with."""
        days = range(7)
        return {f"day_{day}": ", ".join(hours_in_words(h) for h in week if h.weekday == day) for day in days}


class LeaveForm(forms.Form):
    """A time away."""

    starts_at = forms.DateTimeField(label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.DateTimeField(label=_("Ends"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    reason = forms.CharField(label=_("Reason"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Both ends on the clock of Shanghai."""
        values = super().clean() or {}
        ends = {name: at.replace(tzinfo=SHANGHAI) for name, at in values.items() if name.endswith("_at")}
        return values | ends


class LoginForm(forms.Form):
    """The first password of a log-in."""

    password = forms.CharField(
        label=_("First password"),
        min_length=LEAST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters; tell it to her yourself. A phone that logs in already keeps its password."),
    )


class StatusForm(forms.Form):
    """Where she stands now, and why."""

    status = forms.ChoiceField(label=_("Status"), choices=[(status.value, status.value) for status in Status])
    reason = forms.CharField(label=_("Reason"), max_length=80, required=False)
