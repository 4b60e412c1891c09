"""Forms about a household: who it is, where it lives, what to remember."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.company import queries as company_queries
from anjia.households import queries
from anjia.households.rules import SHANGHAI_CENTRES, EntryKind, Purpose, Source
from anjia.interfaces.shared.districts import city_is_known

_TEL = {"inputmode": "tel", "autocomplete": "off"}


def district_choices() -> list[tuple[str, Any]]:
    """Shanghai's districts, and that none was named: then the address names it."""
    return [("", _("as the address says")), *((name, name) for name in SHANGHAI_CENTRES)]


class HomeForm(forms.Form):
    """One address."""

    district = forms.ChoiceField(label=_("District"), required=False)
    address = forms.CharField(
        label=_("Address"), max_length=120, help_text=_("Street, lane, building, room. Kept sealed.")
    )
    label = forms.CharField(label=_("Name of this home"), max_length=20, required=False)
    square_metres = forms.IntegerField(label=_("Size"), min_value=1, max_value=100_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = district_choices()  # type: ignore[attr-defined]
        if not city_is_known():
            words = _("So far only homes in Shanghai can be placed. Note an address elsewhere in the dossier.")
            self.fields["district"].help_text = words


class NewHouseholdForm(HomeForm):
    """A household that becomes known, with its first home if that is known too."""

    name = forms.CharField(label=_("Name"), max_length=40)
    phone = forms.CharField(label=_("Phone"), max_length=40, widget=forms.TextInput(attrs=_TEL))
    source = forms.ChoiceField(label=_("How it reached us"), initial=Source.PHONE)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    field_order = ("name", "phone", "source", "branch", "district", "address", "label", "square_metres")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = False
        self.fields["source"].choices = list(queries.source_names().items())  # type: ignore[attr-defined]
        branches = [(str(branch.id), branch.name) for branch in company_queries.branches()]
        self.fields["branch"].choices = [("", _("no branch")), *branches]  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """The household's name and its grading words."""

    name = forms.CharField(label=_("Name"), max_length=40)
    tags = forms.CharField(
        label=_("Tags"), max_length=300, required=False, help_text=_("Separate them by commas: new, has a cat")
    )

    def wanted_tags(self) -> list[str]:
        """The tags as typed, by either comma."""
        typed = str(self.cleaned_data["tags"])
        for comma in "，、;；":
            typed = typed.replace(comma, ",")
        return typed.split(",")


class EntryForm(forms.Form):
    """One thing to remember."""

    kind = forms.ChoiceField(label=_("About"), widget=forms.RadioSelect, initial=EntryKind.PREFERENCE)
    text = forms.CharField(label=_("What to remember"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=_("Who said so, and when"), max_length=80, required=False, help_text=_("For example: on the phone today")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(queries.kind_names().items())  # type: ignore[attr-defined]


class PurposeForm(forms.Form):
    """Why a phone number or an address is looked at."""

    purpose = forms.ChoiceField(label=_("What for"), widget=forms.RadioSelect, initial=Purpose.CALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = list(queries.purpose_names().items())  # type: ignore[attr-defined]
