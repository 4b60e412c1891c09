"""Forms for the people at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.company.operations import LEAST_PASSWORD
from anjia.company.queries import BranchSummary
from anjia.company.rules import Role
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.law.queries import place_names

ROLE_NAMES = [
    (Role.OWNER.value, _("Owner")),
    (Role.ADVISER.value, _("Adviser")),
    (Role.DISPATCHER.value, _("Dispatcher")),
    (Role.QUALITY_LEAD.value, _("Quality lead")),
    (Role.FINANCE.value, _("Finance")),
]


def own_places() -> list[tuple[str, Any]]:
    """The places to choose from; "" takes the company's."""
    return [("", _("As the company")), *place_names().items()]


class BranchForm(forms.Form):
    """A new branch."""

    name = forms.CharField(label=_("Name"), max_length=40)
    district = forms.ChoiceField(label=_("District"), choices=[(name, name) for name in SHANGHAI_CENTRES])
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    jurisdiction = forms.ChoiceField(label=_("Law of"), choices=own_places, required=False)


class JurisdictionForm(forms.Form):
    """Whose law holds: for a branch, or for the company wherever a branch has none of its own."""

    branch = forms.ChoiceField(label=_("For"))
    jurisdiction = forms.ChoiceField(label=_("Law of"), choices=own_places, required=False)

    def __init__(self, *args: Any, branches: list[BranchSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", _("The whole company"))
        self.fields["branch"].choices = [whole, *((str(one.id), one.name) for one in branches)]  # type: ignore[attr-defined]
        self.fields["branch"].required = False


class RolesForm(forms.Form):
    """Which roles a person holds."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLE_NAMES, widget=forms.CheckboxSelectMultiple)


class EngageForm(RolesForm):
    """A new person at the desk, or a known log-in given a place here."""

    name = forms.CharField(label=_("Name"), max_length=40)
    phone = forms.CharField(label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = forms.EmailField(label=_("E-mail"), required=False)
    password = forms.CharField(
        label=_("First password"),
        min_length=LEAST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. Someone who has a log-in already keeps the old one."),
    )
    field_order = ("name", "phone", "email", "password", "roles")
