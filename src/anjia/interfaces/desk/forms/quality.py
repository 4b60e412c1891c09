"""Forms of complaints and corrective actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.company import queries as company
from anjia.quality import queries as quality
from anjia.quality.rules import Cause, Scope, Severity

_SHORT = forms.Textarea(attrs={"rows": 3})


def staff_choices() -> list[tuple[str, str]]:
    """Everybody at the desk now."""
    return [(str(person.id), person.name) for person in company.staff_list()]


def scope_names() -> dict[str, str]:
    """Where a cause can be worked on."""
    return {
        Scope.CAREGIVER: gettext("with this caregiver"),
        Scope.OFFERING: gettext("in this service"),
        Scope.STEP: gettext("at this step of the standard"),
        Scope.COMPANY: gettext("in the whole company"),
    }


class ReplyForm(forms.Form):
    """A message to the household."""

    text = forms.CharField(label=_("Message to the household"), max_length=2000, widget=_SHORT)


class ResolveForm(forms.Form):
    """What was done."""

    text = forms.CharField(
        label=_("What was done"),
        max_length=2000,
        widget=_SHORT,
        help_text=_("The household reads this and says whether it is settled."),
    )


class EscalateForm(forms.Form):
    """Why somebody further up should look."""

    text = forms.CharField(label=_("Why"), max_length=1000, widget=_SHORT)


class CompensateForm(forms.Form):
    """Money back."""

    amount = forms.CharField(
        label=_("Amount"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    text = forms.CharField(
        label=_("Reason"), max_length=1000, widget=_SHORT, help_text=_("The household reads this with the amount.")
    )


class PlanForm(forms.Form):
    """Work on the cause."""

    what = forms.CharField(label=_("What will be done"), max_length=1000, widget=_SHORT)
    cause = forms.ChoiceField(label=_("Cause"))
    staff = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    scope = forms.ChoiceField(label=_("Where it is worked on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "cause", quality.cause_choices())
        choose(self, "staff", staff_choices())
        choose(self, "scope", [("", gettext("as narrow as the complaint tells")), *scope_names().items()])


class FinishForm(forms.Form):
    """The work on the cause is done."""

    note = forms.CharField(label=_("What was done"), max_length=1000, required=False, widget=_SHORT)


class VerifyForm(forms.Form):
    """Did it help?"""

    effective = forms.ChoiceField(
        label=_("Did it help?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, the cause is gone")), ("no", _("No, the work goes on"))],
    )
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=_SHORT)
    due_on = forms.DateField(
        label=_("If not: until when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class OpenForm(forms.Form):
    """A complaint that reached the desk by phone or in person."""

    severity = forms.ChoiceField(label=_("How bad"), widget=forms.RadioSelect, initial=Severity.SERIOUS.value)
    cause = forms.ChoiceField(label=_("What it is about"), initial=Cause.OTHER.value)
    text = forms.CharField(label=_("What went wrong, in the household's words"), max_length=2000, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "severity", list(quality.severity_names().items()))
        choose(self, "cause", quality.cause_choices())


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Fills the choices of a field when the form is made: they depend on the company and the language."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
